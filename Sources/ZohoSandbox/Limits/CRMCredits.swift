/// The credits of CRM's API: so many in any 24 hours, of the whole organisation. [C] DOC api-limits
struct CRMCredits: Sendable {
  private static let window: Int64 = 86_400_000
  /// Milliseconds whose calls are counted as one: so long is the day that is remembered.
  private static let grain: Int64 = 60_000

  /// nil: no limit.
  private let total: Int?
  private var spent: [(minute: Int64, credits: Int)] = []
  private var sum = 0

  init(_ options: SandboxOptions) {
    total = options.limits == nil ? nil : options.credits ?? Self.total(options)
  }

  /// By edition and users. [C] DOC api-limits
  private static func total(_ options: SandboxOptions) -> Int? {
    let suffix = "-trial"
    let edition = options.edition
    let name = edition.hasSuffix(suffix) ? String(edition.dropLast(suffix.count)) : edition
    return switch name {
    case "free": 5_000
    case "standard": min(50_000 + 250 * options.users, 100_000)
    case "professional": min(50_000 + 500 * options.users, 3_000_000)
    case "ultimate", "crmplus": 50_000 + 2_000 * options.users
    default: min(50_000 + 1_000 * options.users, 5_000_000)
    }
  }

  /// What a call costs. [C] Vertical Solutions limits page
  static func cost(of call: Call, _ endpoint: String) -> Int {
    if endpoint.hasSuffix("/bulk/v8/read") { return 50 }
    if endpoint.hasSuffix("/deleted") { return 2 }
    return call.parameter("cvid") == nil ? 1 : 3
  }

  /// Takes credits at a time in milliseconds; false where there are too few.
  mutating func take(_ credits: Int, at time: Int64) -> Bool {
    guard let total else { return true }
    let minute = time / Self.grain
    while let first = spent.first, first.minute * Self.grain <= time - Self.window {
      sum -= first.credits
      spent.removeFirst()
    }
    guard sum + credits <= total else { return false }
    sum += credits
    if let last = spent.last, last.minute == minute {
      spent[spent.count - 1].credits += credits
    } else {
      spent.append((minute, credits))
    }
    return true
  }

  /// The header, which comes only once half of the day's credits are spent. [S] AE v8 digest
  var headers: [(name: String, value: String)] {
    guard let total, sum * 2 >= total else { return [] }
    return [("X-API-CREDITS-REMAINING", String(total - sum))]
  }

  /// What is said when none are left; the same as to too many calls at once. [C] OAS26 getAvailableApis
  static let refusal = CRMError.answer(
    429, "TOO_MANY_REQUESTS",
    "Rate limit exceeded. Please retry after the specified time.",
    details: [
      "trace_id": "5f6c0a1d2e3b4c5d", "retry_after": 60, "limit": 100, "window": 60,
    ])
}

extension SandboxState {
  /// Answers a call to CRM, and takes its credits.
  mutating func charged(_ route: Route, _ call: Call) -> Answer {
    let isPaid = credits.take(CRMCredits.cost(of: call, route.endpoint), at: now)
    var answer = isPaid ? run(route, call) : CRMCredits.refusal
    answer.headers += credits.headers
    return answer
  }
}
