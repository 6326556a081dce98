import ImportEngine
import ImportModel
import Reporting

extension Interpreter {
  /// Does something that reads from the services; with `waits` a lock-out that it meets is sat out, and
  /// all of it is done again.
  func sittingOut<Value: Sendable>(
    _ waits: Bool, _ body: (isolated Interpreter) async throws(Stop) -> Value
  ) async throws(Stop) -> Value {
    while true {
      do throws(Stop) {
        return try await body(self)
      } catch {
        guard waits, case .service(.throttled(let seconds, _)) = error else { throw error }
        try await sitOut(seconds)
      }
    }
  }

  private func sitOut(_ seconds: Int64) async throws(Stop) {
    let (clock, console) = (surroundings.clock, surroundings.console)
    let end = clock.uptime + max(seconds, 1) * 1000
    while clock.uptime < end {
      let rest = end - clock.uptime
      await console.progress(
        "the server asked to wait: \(Text.duration(.seconds((rest + 999) / 1000))) left")
      guard await clock.sleep(milliseconds: min(rest, 10_000)) else { throw .interrupted }
    }
  }
}
