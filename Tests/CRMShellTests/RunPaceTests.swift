import ImportEngine
import Reporting
import Testing

@testable import CRMShell

/// The time left of a run is told from the calls, not from what it waited for.
struct RunPaceTests {
  private func update(
    _ done: Int, _ milliseconds: Int64, of total: Int = 100, wait: Int64? = nil,
    isReadingBack: Bool = false
  ) -> ImportEngine.Progress {
    ImportEngine.Progress(
      done: done, total: total, elapsedMilliseconds: milliseconds, waitSeconds: wait,
      isReadingBack: isReadingBack)
  }

  @Test func `a fresh run is timed from its beginning`() {
    var pace = RunPace()
    #expect(pace.line(update(10, 1_000)).plain == "10/100 calls, 10/s, 9 s left")
  }

  @Test func `where nothing is to be sent no calls are counted`() {
    var pace = RunPace()
    #expect(pace.line(update(0, 0, of: 0)).plain == "nothing to send")
    #expect(pace.line(update(0, 9, of: 0, isReadingBack: true)).plain == "reading the portal")
    #expect(
      pace.line(update(0, 9, of: 0, wait: 60)).plain == "the server asked to wait: 1 min left")
  }

  @Test func `what else is told meanwhile keeps the count of calls`() {
    #expect(RunPace.calls(update(40, 9)).plain == "40/100 calls; ")
    #expect(RunPace.calls(update(0, 9, of: 0)).isEmpty)
  }

  @Test func `the wait before a resumed run reads the portal back is left out`() {
    var pace = RunPace()
    #expect(
      pace.line(update(40, 40_000, isReadingBack: true)).plain.hasPrefix("40/100 calls; read"))
    #expect(pace.line(update(41, 41_000)).plain == "41/100 calls")
    #expect(pace.line(update(51, 42_000)).plain == "51/100 calls, 10/s, 5 s left")
  }

  @Test func `a lock-out that is sat out is left out`() {
    var pace = RunPace()
    _ = pace.line(update(10, 1_000))
    #expect(pace.line(update(10, 1_500, wait: 60)).plain.contains("1 min left"))
    _ = pace.line(update(11, 62_000))
    #expect(pace.line(update(21, 63_000)).plain == "21/100 calls, 10/s, 8 s left")
  }
}
