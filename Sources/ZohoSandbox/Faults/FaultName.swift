import ZohoWire

/// What a fault script can make of a call; the raw value is its name in the script and in the log.
///
/// "Applied" is what the call changed, as without the script; a call that Zoho refuses changes nothing
/// under any fault.
enum FaultName: String, Sendable, CaseIterable {
  /// Not applied; the connection is closed without an answer.
  case dropBeforeRead = "drop-before-read"
  /// Applied; the connection is closed without an answer.
  case applyThenClose = "apply-then-close"
  /// Applied; the connection ends with a TCP RST.
  case applyThenReset = "apply-then-reset"
  /// Applied; 500.
  case applyThen500 = "apply-then-500"
  /// Applied; the first half of the body, then the end of the connection.
  case applyThenTruncate = "apply-then-truncate"
  /// Applied; 200 with a page.
  case applyThenHTML = "apply-then-html"
  /// Applied `seconds` later (2), as of then; the connection is closed now, with `hold` then.
  case applyLate = "apply-late"
  /// Not applied; 200 with an error as body.
  case errorIn200 = "error-in-200"
  /// Applied unless `apply` is false; 200 without a body.
  case empty200 = "empty-200"
  /// Not applied; the words of a rate limit with 400, when to return only with `retry_after`.
  case throttle400 = "throttle-400"
  /// Not applied; the same with 429.
  case throttle429 = "throttle-429"
  /// Not applied; 401, and the access token is dead from then on.
  case tokenExpired = "token-expired"
  /// Accounts only, no token; 200 with `{"error":"invalid_client"}`.
  case tokenDenied200 = "token-denied-200"
  /// Reads of Projects only: answered from the portal as it was `seconds` ago (5).
  case staleRead = "stale-read"
  /// Pages that tell their number only: the page is left out, the next one comes in its place under
  /// its own number; after the last page an empty one.
  case pageMissing = "page-missing"
  /// Pages after the first that tell their number only: the page before comes again, as it was.
  case pageRepeated = "page-repeated"
  /// Adding people only: `keep` of them (half), the others not, without a word.
  case partialAdd = "partial-add"
  /// Adding people only: all are added, `keep` of them (half) are named.
  case partialAnswer = "partial-answer"
  /// Calls that name `email` only, not applied: a refusal as with `refuse-call`, of the field.
  case refuseEntry = "refuse-entry"
  /// Calls that name `email` only, not applied: 500.
  case breakEntry = "break-entry"
  /// Not applied; a refusal with `status` (400), `title`, `message`.
  case refuseCall = "refuse-call"
  /// Applied; the body comes byte by byte, `seconds` in all (5).
  case drip
  /// Applied unless `apply` is false; JSON of `mebibytes` (64) in some kilobytes of gzip.
  case bomb
  /// Applied unless `apply` is false; arrays within arrays, `depth` (100000) of them.
  case deepJSON = "deep-json"
  /// Not applied; 302 to `to`, else to the same server under another name.
  case redirect

  /// The parameters a rule may have besides `match` and `fault`.
  var parameters: Set<String> {
    switch self {
    case .dropBeforeRead, .applyThenClose, .applyThenReset, .applyThen500, .applyThenTruncate,
      .applyThenHTML, .tokenExpired, .tokenDenied200, .pageMissing, .pageRepeated:
      []
    case .applyLate: ["seconds", "hold"]
    case .staleRead, .drip: ["seconds"]
    case .errorIn200, .refuseCall: ["title", "message", "status"]
    case .refuseEntry: ["email", "title", "message", "status"]
    case .breakEntry: ["email"]
    case .empty200: ["apply"]
    case .throttle400, .throttle429: ["retry_after"]
    case .partialAdd, .partialAnswer: ["keep"]
    case .bomb: ["mebibytes", "apply"]
    case .deepJSON: ["depth", "apply"]
    case .redirect: ["to"]
    }
  }

  /// Whether a rule is nothing without its e-mail.
  var needsEmail: Bool { self == .refuseEntry || self == .breakEntry }

  /// Whether the answer is one of a rate limit.
  var isThrottle: Bool { self == .throttle400 || self == .throttle429 }

  /// Whether the fault can do anything to calls of an endpoint.
  func suits(_ route: Route) -> Bool {
    switch self {
    case .staleRead: route.service == .projects && route.method == "GET"
    case .pageMissing, .pageRepeated: route.method == "GET"
    case .partialAdd, .partialAnswer:
      route.pattern == ZohoPath.addProjectUsers || route.pattern == ZohoPath.addClientUser
    case .tokenExpired: route.service != .accounts
    case .tokenDenied200: route.service == .accounts
    default: true
    }
  }
}

extension FaultName {
  /// Every name with its parameters in brackets, in lines that `--help` can show.
  static var list: String {
    var lines = [""]
    for fault in allCases {
      let fields = fault.parameters.sorted().joined(separator: " ")
      let name = fault.rawValue + (fields.isEmpty ? "" : "(\(fields))")
      let last = lines.count - 1
      if lines[last].count + name.count > 78 { lines.append("") }
      lines[lines.count - 1] += "  \(name)"
    }
    return lines.joined(separator: "\n")
  }
}
