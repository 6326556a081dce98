/// Counts the credits of an organisation in a rolling day, and its calls that are under way.
struct CreditMeter: Sendable {
  /// Why a call is turned away. An answer does not tell which it was. [C] Kaizen #203
  enum Refusal: Error, Equatable, Sendable {
    /// Seconds until credits come back.
    case creditsSpent(seconds: Int)
    case tooManyAtOnce
  }

  /// Calls of one client that are under way.
  private struct UnderWay: Sendable {
    var all = 0
    var heavy = 0
  }

  private static let day: Int64 = 86_400_000
  private static let minute: Int64 = 60_000

  private let allowance: CRMAllowance?
  /// Credits by the minute they were spent in, oldest first.
  private var spent: [(minute: Int64, credits: Int)] = []
  private var used = 0
  private var underWay: [String: UnderWay] = [:]
  /// Calls above a limit.
  private(set) var violations = 0

  /// Without an allowance nothing is counted.
  init(_ allowance: CRMAllowance?) { self.allowance = allowance }

  /// Counts a call of a client as under way until ``leave(_:isHeavy:)``; false where it is one too many,
  /// and still to be left.
  mutating func enter(_ client: String, isHeavy: Bool) -> Bool {
    underWay[client, default: UnderWay()].all += 1
    if isHeavy { underWay[client, default: UnderWay()].heavy += 1 }
    guard let allowance, let now = underWay[client] else { return true }
    return now.all <= allowance.concurrency
      && (!isHeavy || now.heavy <= CRMAllowance.heavyConcurrency)
  }

  /// A call that ``enter(_:isHeavy:)`` counted is over.
  mutating func leave(_ client: String, isHeavy: Bool) {
    underWay[client]?.all -= 1
    if isHeavy { underWay[client]?.heavy -= 1 }
  }

  /// Spends credits, at a time in milliseconds.
  mutating func spend(_ cost: Int, time: Int64, isAdmitted: Bool) throws(Refusal) {
    guard let allowance else { return }
    guard isAdmitted else {
      violations += 1
      throw .tooManyAtOnce
    }
    while let first = spent.first, (first.minute + 1) * Self.minute + Self.day <= time {
      used -= first.credits
      spent.removeFirst()
    }
    guard used + cost <= allowance.credits else {
      violations += 1
      let back = spent.first.map { ($0.minute + 1) * Self.minute + Self.day - time } ?? 0
      throw .creditsSpent(seconds: Int((back + 999) / 1000))
    }
    used += cost
    let minute = time / Self.minute
    if spent.last?.minute == minute {
      spent[spent.count - 1].credits += cost
    } else {
      spent.append((minute, cost))
    }
  }

  /// The header that appears once half of the day's credits are used. [S] AE v8 digest
  var headers: [(name: String, value: String)] {
    guard let allowance, used * 2 >= allowance.credits else { return [] }
    return [(name: "X-API-CREDITS-REMAINING", value: String(max(allowance.credits - used, 0)))]
  }

  /// The same with nothing spent; what is under way stays so.
  func withFreshCounts() -> CreditMeter {
    var fresh = CreditMeter(allowance)
    fresh.underWay = underWay
    return fresh
  }

  /// 429 in one of two forms: that of OAS26 getAvailableApis response-429, whose numbers are of
  /// another limit there, or for searches that of OAS26 module_search. [C]
  func answer(to refusal: Refusal, isSearch: Bool) -> Answer {
    if isSearch {
      return CRMError.answer(
        429, "RATE_LIMIT_EXCEEDED", "Too many requests. Please try again later.")
    }
    var (seconds, limit, window) = (60, allowance?.concurrency ?? 0, 60)
    if case .creditsSpent(let wait) = refusal {
      (seconds, limit, window) = (wait, allowance?.credits ?? 0, 86_400)
    }
    return CRMError.answer(
      429, "TOO_MANY_REQUESTS",
      "Rate limit exceeded. Please retry after the specified time.",
      details: [
        "trace_id": .text(RandomToken.hexadecimal()), "retry_after": .count(seconds),
        "limit": .count(limit), "window": .count(window),
      ])
  }
}
