import ImportEngine
import ImportModel
import Reporting

extension Interpreter {
  /// Holds the portal, so that no other process imports into it from this machine meanwhile.
  func holdPortal() async throws(Stop) -> any PortalHold {
    guard let services, let portal = fetched?.portal else { throw .refusal(.notConnected) }
    do throws(JournalFailure) {
      return try await services.journal.hold(portalKey(services, portal))
    } catch {
      throw Stop(error)
    }
  }

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
