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
