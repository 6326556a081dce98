import CRMShellTesting
import ImportEngine
import Testing

struct SlidingLogTests {
  private let limit = CallLimit(calls: 2, window: 100)

  @Test func `fewer calls than the limit hold nobody back`() {
    var log = SlidingLog(limit)
    log.start(deadline: 50)
    #expect(log.opening == .min)
    log.start(deadline: 60)
    #expect(log.opening == 151)
  }

  @Test(
    arguments: [
      ([10, 20], 111), ([20, 10], 111), ([10, 20, 30], 121), ([5, 5, 5, 5], 106),
      ([0, 90, 10], 111),
    ] as [([Int64], Int64)])
  func `the opening is a window after the L-th latest end`(ends: [Int64], opening: Int64) {
    var log = SlidingLog(limit)
    for end in ends { log.start(deadline: end) }
    #expect(log.opening == opening)
  }

  @Test func `an answer takes the place of the deadline, and what was not sent leaves no trace`() {
    var log = SlidingLog(limit)
    log.start(deadline: 500)
    log.start(deadline: 500)
    #expect(log.opening == 601)
    log.complete(deadline: 500, at: 40)
    #expect(log.opening == 141)
    log.withdraw(deadline: 500)
    #expect(log.opening == .min)
    log.withdraw(deadline: 7)
    #expect(log.count == 1)
  }

  @Test func `forgetting changes no opening that is still to come`() {
    let randomness = SeededRandomness(seed: 11)
    for _ in 0..<500 {
      var log = SlidingLog(CallLimit(calls: 1 + randomness.next(below: 5), window: 100))
      for _ in 0..<randomness.next(below: 20) {
        log.start(deadline: Int64(randomness.next(below: 300)))
      }
      let now = Int64(randomness.next(below: 400))
      var pruned = log
      pruned.prune(at: now)
      #expect(max(log.opening, now) == max(pruned.opening, now))
    }
  }
}
