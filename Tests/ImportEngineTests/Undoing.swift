import CRMShellTesting
import ImportEngine
import ImportModel

/// Runs an import and its undoing against one simulated portal.
enum Undoing {
  /// Something that should have happened did not.
  struct NotReached: Error { let what: String }

  static func imported(
    _ scene: PlanScene,
    _ fault: @escaping @Sendable (Int, WriteCall) -> SimulatedPortal.Fault = { _, _ in .none }
  ) async throws -> (InMemoryJournal, SimulatedPortal) {
    let rehearsal = Rehearsal(scene: scene)
    let (verdict, portal) = try await rehearsal.run(fault)
    guard verdict.isComplete else { throw NotReached(what: "the end of the import") }
    return (rehearsal.journal, portal)
  }

  /// A portal that holds what another one does, with faults of its own.
  static func copy(
    of portal: SimulatedPortal, switches: SimulatedPortal.Switches = SimulatedPortal.Switches(),
    _ fault: @escaping @Sendable (Int, WriteCall) -> SimulatedPortal.Fault = { _, _ in .none }
  ) async -> SimulatedPortal {
    SimulatedPortal(await portal.portal, switches: switches, fault: fault)
  }

  static func order(
    _ journal: InMemoryJournal, in portal: Portal, scene: PlanScene,
    settings: EngineSettings = EngineSettings(), isDeactivating: Bool = false
  ) async throws -> RevertOrder {
    let plan = RevertPlan(
      undoing: try await journal.resumption(of: 1), in: portal, isDeactivating: isDeactivating)
    let known = try scene.order(settings: settings)
    return RevertOrder(
      portal: portal, plan: plan, planDigest: "plan", stateDigest: "state",
      settings: known.settings,
      capabilities: try await journal.capabilities(of: known.context.key),
      context: known.context, reason: nil,
      origin: Origin(line: "revert 1", file: nil, position: 1, scriptHash: nil))
  }

  static func executor(_ journal: InMemoryJournal, on portal: SimulatedPortal) -> ImportExecutor {
    ImportExecutor(
      service: portal, journal: journal, clock: VirtualClock(), hash: WeakHash(),
      progress: { _ in }, confirmMore: { _ in true })
  }

  /// Undoes run 1 as the portal is now; goes on with it until it has an end.
  static func revert(
    _ journal: InMemoryJournal, on portal: SimulatedPortal, scene: PlanScene,
    isDeactivating: Bool = false
  ) async throws -> RunVerdict {
    let executor = executor(journal, on: portal)
    return await executor.revert(
      try await order(
        journal, in: await portal.portal, scene: scene, isDeactivating: isDeactivating))
  }

  static func happen(
    _ since: RevertPlanTests.Since, to email: EmailAddress, in portal: SimulatedPortal
  ) async throws {
    let (first, third): (ProjectID, ProjectID) = (try PlanScene.id(1), try PlanScene.id(3))
    let role: RoleID = try PlanScene.id(3)
    let profile: ProfileID = try PlanScene.id(3)
    await portal.edit { portal in
      switch since {
      case .nothing: portal
      case .accepted: portal.accepted(email)
      case .deactivated: portal.accepted(email, as: .inactive)
      case .otherRole:
        portal.with(users: portal.users.all.map { $0.email == email ? $0.having(role) : $0 })
      case .foreignProject: portal.put(email, in: third, profile: profile)
      case .left: portal.without(email, in: first)
      case .removed: portal.without(email)
      case .otherProfile: portal.put(email, in: first, profile: profile)
      }
    }
  }
}

extension PortalUser {
  /// With another role.
  func having(_ role: RoleID) -> PortalUser {
    PortalUser(
      id: id, email: email, name: name, status: status, kind: kind, role: role, roleName: roleName,
      profile: profile, profileName: profileName,
      customer: customer, customerName: customerName)
  }
}

extension Portal {
  func put(_ email: EmailAddress, in project: ProjectID, profile: ProfileID) -> Portal {
    guard let id = PortalUserID("77\(project.text)") else { return self }
    var copy = without(email, in: project)
    let member = Membership(
      email: email, projectUserID: id, profile: profile, profileName: "other")
    let others = copy.members[project].map { Array($0.byEmail.values) } ?? []
    copy.members[project] = ProjectMembers(others + [member])
    return copy
  }

  func without(_ email: EmailAddress, in project: ProjectID) -> Portal {
    var copy = self
    let members = members[project]?.byEmail.values.filter { $0.email != email } ?? []
    copy.members[project] = ProjectMembers(members)
    return copy
  }

  /// Without somebody, in no project either.
  func without(_ email: EmailAddress) -> Portal {
    projects.map(\.id).reduce(with(users: users.all.filter { $0.email != email })) {
      $0.without(email, in: $1)
    }
  }
}
