/// Zoho's rate limit: so many calls of one endpoint pattern within a rolling window, then a lock-out
/// that every further call starts anew. [L] S18
struct RateLimiter: Sendable {
  /// What became of a call.
  enum Verdict: Sendable, Equatable {
    /// It may go on; so many are left in the window.
    case admitted(remaining: Int)
    /// It is turned away; seconds until the pattern opens.
    case shut(seconds: Int)
  }

  private let limits: SandboxOptions.Limits?
  private var arrivals: [String: [Int64]] = [:]
  private var shutUntil: [String: Int64] = [:]
  /// Calls above the limit or during a lock-out.
  private(set) var violations = 0

  /// Without limits everything is admitted.
  init(_ limits: SandboxOptions.Limits?) { self.limits = limits }

  /// Counts a call to a pattern at a time in milliseconds; nil when there are no limits.
  mutating func arrive(at pattern: String, time: Int64) -> Verdict? {
    guard let limits else { return nil }
    let window = Int64(limits.window) * 1000
    var recent = arrivals[pattern, default: []]
    recent.removeAll { $0 <= time - window }
    defer { arrivals[pattern] = recent }
    if recent.count >= limits.calls || time < shutUntil[pattern, default: 0] {
      violations += 1
      // The lock-out takes the place of the window, so that who waits it out may call again.
      recent = []
      shutUntil[pattern] = time + Int64(limits.lockout) * 1000
      return .shut(seconds: limits.lockout)
    }
    recent.append(time)
    return .admitted(remaining: limits.calls - recent.count)
  }

  /// The headers of an answer. [Z] S4
  func headers(_ verdict: Verdict) -> [(name: String, value: String)] {
    guard let limits else { return [] }
    let fixed = [("RateLimit", limits.calls), ("RateLimit-Window", limits.window)]
      .map { (name: $0, value: String($1)) }
    let unit = (name: "RateLimit-Window-Unit", value: "seconds")
    switch verdict {
    case .admitted(let remaining):
      return fixed + [unit, ("RateLimit-Remaining", String(remaining))]
    case .shut: return fixed + [unit, ("RateLimit-Remaining", "0")]
    }
  }

  /// The header that tells when to come again; none where that is not told.
  static func retryAfter(_ seconds: Int?) -> [(name: String, value: String)] {
    seconds.map { [(name: "Retry-After", value: String($0))] } ?? []
  }

  /// The answer of a pattern that is shut: 400, not 429; the code a number, the details an object.
  /// [L] S18, four repositories
  func refusal(status: Int = 400, seconds: Int?) -> Answer {
    let limits = limits ?? SandboxOptions.Limits()
    var message =
      "Cannot execute more than \(limits.calls) requests per API in \(Self.span(limits.window))."
    if let seconds {
      let time = seconds < 60 ? "\(seconds) seconds" : "\((seconds + 59) / 60) minutes"
      message += " Try again after \(time)."
    }
    var answer = Answer.json(
      [
        "error": [
          "status_code": .count(status), "title": "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED",
          "error_type": "OPERATIONAL_VALIDATION_ERROR", "details": ["message": .text(message)],
        ]
      ], status: status)
    answer.headers = Self.retryAfter(seconds)
    return answer
  }

  private static func span(_ seconds: Int) -> String {
    seconds % 60 == 0 ? "\(seconds / 60) minutes" : "\(seconds) seconds"
  }
}
