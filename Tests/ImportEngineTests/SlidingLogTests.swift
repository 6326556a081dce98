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

  @Test func `four processes never exceed the limit whatever the latency`() {
    // The whole million by CRMSH_SIMULATED_CALLS=1000000.
    let calls = RateSimulation.wantedCalls
    var total = 0
    for seed in 1...5 as ClosedRange<UInt64> {
      var simulation = RateSimulation(seed: seed)
      simulation.run(calls: calls / 5)
      total += simulation.arrivals.count
      #expect(simulation.violations == 0, "seed \(seed)")
    }
    print("scheduler: \(total) simulated calls of four processes, 0 windows above the limit")
  }

  @Test func `a thousand calls take hardly longer than they must`() {
    let limit = CallLimit(calls: 95, window: 120_000)
    var worst = 0.0
    for seed in 1...20 as ClosedRange<UInt64> {
      var simulation = RateSimulation(seed: seed, limit, loss: 0)
      simulation.run(calls: 1_000)
      let bound = Int64((1_000 - 1) / limit.calls) * limit.window
      worst = max(worst, Double(simulation.makespan) / Double(bound))
      #expect(simulation.violations == 0)
    }
    print("scheduler: makespan of 1,000 calls at most \(worst) of the bound")
    #expect(worst >= 1 && worst <= 1.02)
  }

  @Test func `a log anchored at the send is caught`() {
    var simulation = RateSimulation(seed: 1)
    simulation.run(calls: 5_000, anchoredAtSend: true)
    #expect(simulation.violations > 0)
  }

  @Test func `a call given up as never sent is caught`() {
    var simulation = RateSimulation(seed: 1, loss: 20)
    simulation.run(calls: 5_000, forgetsSilence: true)
    #expect(simulation.violations > 0)
  }
}
