import ImportEngine
import ImportModel
import Reporting

extension Interpreter.PreviewedState {
  /// How items differ from what was previewed, each in a clause; at least one.
  func differences(to items: [Plan.StateItem]) -> [String] {
    // What stands behind an item of one of them alone shows in another item, e.g. that of a person.
    let before = Dictionary(self.items().map { ($0.key, $0) }, uniquingKeysWith: { old, _ in old })
    let changed = items.compactMap { now in
      before[now.key].flatMap { $0 == now ? nil : ($0, now) }
    }.map { before, now in
      before.value == now.value
        ? "\(now.name): another role or profile of the same name"
        : "\(now.name): was \(before.value), is \(now.value)"
    }
    return changed.isEmpty ? ["what it says of the plan's people"] : changed
  }
}

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

  /// Refuses what the server would turn away at its first call, before anything is asked or begun:
  /// the end of a lock-out is known. A turn is taken and given back for that, as an import would take
  /// it: where none is free it waits. `verb`: what is typed again then.
  func refuseLockedOut(_ calls: CallPlan, _ verb: String) async throws(Stop) {
    guard let services, let portal = fetched?.portal, let request = calls.firstRequest(in: portal)
    else { return }
    let turn = await services.projects.turn(
      for: request, to: portal.id, deadline: settings.deadline)
    switch turn {
    case .granted(let ticket): await services.projects.giveBack(ticket)
    case .throttled(let seconds):
      throw .refusal(.lockedOut(until: surroundings.clock.wallSeconds + seconds, verb: verb))
    case .cancelled: throw .interrupted
    case .failed(let failure): throw .journal(failure)
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
