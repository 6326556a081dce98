import ZohoWire

/// What an answer means, whatever was asked: the body's schema decides first, the status second.
enum AnswerVerdict: Equatable, Sendable {
  /// A 2xx with JSON that is no error.
  case value(JSONNode)
  /// A 204, or a 2xx without a body; 304.
  case empty(status: Int)
  /// Seconds until the server may be asked again, and its words.
  case throttled(retryAfter: Int64, said: String = "")
  /// The access token is not accepted; the server's words.
  case tokenRefused(String)
  case scopeMissing(String)
  /// A well-formed refusal of a known schema.
  case refused(Refusal)
  /// No known shape, or a server in trouble: what was seen, never its raw text.
  case unreadable(String)
  /// A server in trouble: 5xx, or a number that says so inside another answer.
  case broken(String)

  /// A refusal as the server worded it.
  struct Refusal: Equatable, Sendable {
    let title: String
    let message: String
    let status: Int
    /// Whether it is known to be about the call, not about an entry of it.
    let isAboutCall: Bool
  }

  /// `throttle`: the seconds to wait where the server tells none.
  init(_ answer: HTTPAnswer, throttle: Int64) {
    let status = answer.status
    let isSuccess = (200..<300).contains(status)
    guard !answer.isHTML else {
      self = status >= 500 ? .broken("status \(status), a page") : .unreadable("a page, not data")
      return
    }
    guard !answer.body.isEmpty else {
      self = Self.withoutBody(answer, throttle: throttle)
      return
    }
    let node: JSONNode
    do {
      node = try JSONNode(parsing: answer.body)
    } catch {
      self = status >= 500 ? .broken("status \(status)") : .unreadable(Self.words(for: error))
      return
    }
    if isSuccess, node.namesPeopleAdded {
      // Whatever else it says: they were added, and nothing may be sent for them again.
      self = .value(node)
    } else if status == 207, let error = ErrorAnswer(node) {
      // Done in part, and of which entries is not told: no refusal, after which all would go again.
      self = .unreadable("done in part (207), \(error.title): \(error.message)")
    } else if let error = ErrorAnswer(node) {
      self = Self.verdict(on: error, answer, throttle: throttle)
    } else if isSuccess {
      self = .value(node)
    } else if status == 429 {
      self = .throttled(retryAfter: Throttle.seconds(answer, nil) ?? throttle)
    } else {
      self =
        status >= 500 ? .broken("status \(status)") : .unreadable("status \(status), unknown shape")
    }
  }

  private static func withoutBody(_ answer: HTTPAnswer, throttle: Int64) -> AnswerVerdict {
    switch answer.status {
    // 304: nothing changed since the time that was told.
    case 200..<300, 304: .empty(status: answer.status)
    case 429: .throttled(retryAfter: Throttle.seconds(answer, nil) ?? throttle)
    case 500...: .broken("status \(answer.status)")
    default: .unreadable("status \(answer.status) without a body")
    }
  }

  private static func verdict(
    on error: ErrorAnswer, _ answer: HTTPAnswer, throttle: Int64
  ) -> AnswerVerdict {
    let status = ErrorTitles.status(of: error, http: answer.status)
    let trace = error.traceID.map { " (trace \($0))" } ?? ""
    let words =
      [error.title, error.message].filter { !$0.isEmpty }.joined(separator: ": ") + trace
    if ErrorTitles.isThrottle(error) || status == 429 {
      return .throttled(retryAfter: Throttle.seconds(answer, error) ?? throttle, said: words)
    }
    if status >= 500 || ErrorTitles.isServerTrouble(error) { return .broken(words) }
    if ErrorTitles.isTokenRefused(error) { return .tokenRefused(words) }
    if ErrorTitles.isScopeMissing(error) { return .scopeMissing(words) }
    guard !error.title.isEmpty else { return .unreadable("an error without a title") }
    // The parameter at fault says most where its name was a guess.
    let message = error.field.map { "\(error.message) (\($0))" } ?? error.message
    return .refused(
      Refusal(
        title: error.title, message: message + trace, status: status,
        isAboutCall: ErrorTitles.isAboutCall(error)))
  }

  private static func words(for error: JSONSyntaxError) -> String {
    switch error {
    case .truncated: "an answer cut off"
    case .unexpected, .invalidText: "not JSON"
    case .tooDeep: "JSON nested too deep"
    case .tooManyValues: "JSON with too many values"
    }
  }
}

extension JSONNode {
  /// Whether it is the map of an addition, with somebody in it. [L] S1
  fileprivate var namesPeopleAdded: Bool {
    member(anyCaseOf: "emailvszpuid")?.members?.isEmpty == false
  }
}
