import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// A run held against a fresh read of the portal, and the calls that undo it.
struct PreparedRevert {
  let portal: Portal
  let run: RunResumption
  let revert: RevertPlan
  let calls: CallPlan
  let plan: PlanDigest
  let state: PlanDigest
  let capabilities: Capabilities
  let settings: EngineSettings

  /// `PLAN-STATE`, 12 digits each.
  var hashes: String { "\(plan.short)-\(state.short)" }

  /// The line that carries it out.
  var line: String {
    RunWords.revert(run.run, isDeactivating: revert.isDeactivating)
  }

  /// What differs from what was previewed.
  func stale(_ items: [String]) -> Refusal {
    .staleRevert(run: run.run, isDeactivating: revert.isDeactivating, items)
  }

  /// People of whom something is undone, or whose customer is.
  var written: Int { revert.people.count { $0.change != .keep } }

  /// Whether somebody gets a profile back that joins every project of the portal.
  var grantsAdministration: Bool {
    let administrative = Set(portal.profiles.filter(\.joinsEveryProject).map(\.id.text))
    return revert.written.contains { row in
      row.undone.contains { snapshot in
        guard case .profile = snapshot.item, case .id(let id) = snapshot.planned else {
          return false
        }
        return administrative.contains(id)
      }
    }
  }

  /// Invitations of the run, which can't be unsent.
  var mailsSent: Int { run.mailsSent }
}

extension RunResumption {
  /// Invitations that it asked Zoho for, by people who are still told of.
  var mailsSent: Int {
    guard opening.settings.notify != .off else { return 0 }
    let introductions: Set<WriteKind> = [.introduce, .introduceClient, .addToPortal]
    let invited = calls.filter {
      introductions.contains($0.intent.kind) && $0.outcome?.state == .applied
    }
    return Set(invited.flatMap(\.intent.people)).count
  }
}

extension RunResumption {
  /// Refuses a run that undoes another one.
  func refuseRevert() throws(Stop) {
    guard let undone = revertOf else { return }
    throw .refusal(.isRevert(run: run, of: undone, isDeactivating: isDeactivating))
  }
}

extension Interpreter {
  /// A run of this portal that has ended and did not undo another one.
  func endedRun(_ reference: RunReference) async throws(Stop) -> RunResumption {
    let run = try await resumption(of: reference)
    try await refuseOpen(run)
    try run.refuseRevert()
    return run
  }

  /// Holds a run against the portal as it is now, read anew with every list that decides.
  /// `isDeactivating`: whoever would leave the portal is deactivated there.
  func prepareRevert(
    of run: RunResumption, isDeactivating: Bool
  ) async throws(Stop) -> PreparedRevert {
    guard let services, let known = fetched?.portal else { throw .refusal(.notConnected) }
    let scope = RevertScope(undoing: run, in: known.projects.map(\.id))
    try await rereadPortal(services, membersOf: scope.members, clientsOf: scope.clients)
    guard !Task.isCancelled else { throw .interrupted }
    guard let portal = fetched?.portal else { throw .refusal(.notConnected) }
    if let problem = portal.customersProblem, !scope.clients.isEmpty {
      throw .refusal(.customersUnknown(problem))
    }
    await surroundings.console.progress("looking who is in other projects …")
    let elsewhere: [EmailAddress: Set<ProjectID>]
    do throws(ServiceFailure) {
      elsewhere = try await services.projects.projects(of: scope.people, in: portal)
    } catch {
      throw .service(error)
    }
    let capabilities = try await capabilities(of: run.context.key)
    let revert = RevertPlan(
      undoing: run, in: portal, elsewhere: elsewhere, isDeactivating: isDeactivating)
    if let why = revert.gapBeforeDeactivation { throw .refusal(.inactiveNotListed(why)) }
    let engine = settings.engine(notify: .off)
    return PreparedRevert(
      portal: portal, run: run, revert: revert,
      calls: CallPlanner.plan(revert, in: portal, settings: engine, capabilities: capabilities),
      plan: revert.digest(of: portal.id, by: surroundings.hash),
      state: revert.stateDigest(by: surroundings.hash), capabilities: capabilities,
      settings: engine)
  }

  /// Keeps what a preview showed, for `revert` to compare with.
  func remember(_ prepared: PreparedRevert) {
    previews[prepared.plan] = PreviewedState(
      state: prepared.state, items: { prepared.revert.stateItems })
  }
}
