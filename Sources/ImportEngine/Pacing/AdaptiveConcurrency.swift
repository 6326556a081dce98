/// How many reads may be under way at once: more after clean answers, half after being told that it
/// was too many.
package struct AdaptiveConcurrency: Hashable, Sendable {
  /// The most there ever are, as the caller's edition is not known.
  package static let most = 4
  private static let answersPerStep = 20

  /// At least 1.
  package private(set) var limit = 2
  private var clean = 0

  package init() {}

  /// Notes an answer that says nothing of too many requests.
  package mutating func succeed() {
    clean += 1
    guard clean >= Self.answersPerStep else { return }
    clean = 0
    limit = min(limit + 1, Self.most)
  }

  /// Notes an answer that says there were too many.
  package mutating func backOff() {
    clean = 0
    limit = max(limit / 2, 1)
  }
}

/// What retries are paid from, so that a service in trouble is not asked ever more: the bucket of the
/// AWS SDKs.
package struct RetryBudget: Hashable, Sendable {
  private static let most = 500

  /// Points that are left.
  package private(set) var points = most

  package init() {}

  /// Pays for a retry; false when there is too little left. One after a time-out costs double.
  package mutating func pay(afterTimeout: Bool) -> Bool {
    let cost = afterTimeout ? 10 : 5
    guard points >= cost else { return false }
    points -= cost
    return true
  }

  /// Notes an answer.
  package mutating func refill() { points = min(points + 1, Self.most) }

  /// The longest pause before the n-th retry, from 0, in milliseconds: doubled each time, at most 20
  /// seconds. The pause is drawn evenly from nothing to this.
  package static func longestPause(before retry: Int) -> Int64 {
    min(250 << Int64(min(max(retry, 0), 10)), 20_000)
  }
}
