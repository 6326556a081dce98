import Reporting
import Testing

struct ProgressTests {
  @Test(arguments: [
    (0, 500, 0.0, "0/500 people"), (0, 500, 3.0, "0/500 people"),
    (120, 500, 10.0, "120/500 people, 12/s, 32 s left"),
    (3, 10, 2.0, "3/10 people, 1.5/s, 5 s left"), (1, 3, 60.0, "1/3 people, 1.0/min, 2 min left"),
    (500, 500, 40.0, "500/500 people, 13/s"),
    (10, 100_000, 1.0, "10/100000 people, 10/s, 2 h 46 min left"),
    (99, 10, 1.0, "99/10 people, 99/s"),
  ])
  func `a line tells count, rate and time left`(
    done: Int, total: Int, seconds: Double, line: String
  ) {
    let progress = Progress(unit: "people", done: done, total: total, elapsed: .seconds(seconds))
    #expect(progress.line.plain == line)
  }

  @Test func `the rate is that of what was done in the time told`() {
    let progress = Progress(
      unit: "calls", done: 50, total: 80, elapsed: .seconds(2), timed: 10)
    #expect(progress.line.plain == "50/80 calls, 5.0/s, 6 s left")
    let first = Progress(unit: "calls", done: 50, total: 80, elapsed: .zero, timed: 0)
    #expect(first.line.plain == "50/80 calls")
  }

  @Test func `without a total there is no time left`() {
    let progress = Progress(unit: "calls", done: 7, total: nil, elapsed: .seconds(2))
    #expect(progress.line.plain == "7 calls, 3.5/s")
    #expect(progress.remaining == nil)
  }

  @Test(arguments: [
    (0.0, "0 s"), (0.2, "1 s"), (59.0, "59 s"), (60.0, "1 min"), (200.0, "3 min 20 s"),
    (3600.0, "1 h"), (3900.0, "1 h 5 min"), (-5.0, "0 s"),
  ])
  func `durations are words`(seconds: Double, words: String) {
    #expect(Text.duration(.seconds(seconds)).plain == words)
  }
}
