import ImportEngine
import ImportModel
import Reporting

extension Interpreter {
  /// Sees to it that nothing an earlier process sent can still take effect behind this import's back.
  func endInterruptedRuns() async throws(Stop) {
    guard let services, let portal = fetched?.portal else { return }
    let runs = InterruptedRuns(
      journal: services.journal, clock: surroundings.clock,
      settings: settings.engine(notify: nil))
    let console = surroundings.console
    let ending: InterruptedRuns.Ending
    do throws(JournalFailure) {
      ending = try await runs.end(of: portalKey(services, portal)) { left in
        await console.progress(
          "an earlier import was interrupted: waiting \(Text.duration(.seconds(left))) until its last call is over"
        )
      }
    } catch {
      throw Stop(error)
    }
    switch ending {
    case .closed: return
    case .alive(let run): throw .refusal(.portalHeld(run: run))
    case .cancelled: throw .interrupted
    }
  }

  /// Reads the portal once more after a long wait for the answer; a portal that says something else
  /// of the plan than what was agreed to is refused.
  func lookAgain(at agreed: PreparedImport, notify: EngineSettings.Notify?) async throws(Stop)
    -> PreparedImport
  {
    let now = try await prepareImport(fresh: true, notify: notify)
    guard now.state == agreed.state else {
      throw .refusal(.stale(["it was read again after the answer"]))
    }
    return now
  }
}
