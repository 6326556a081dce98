package import ImportEngine
package import ImportModel

/// The way to a simulated portal, on which a process may die before and after each call; a watch sees
/// what goes over it.
package struct MortalPortal: PortalService {
  private let portal: SimulatedPortal
  private let life: Lifeline
  private let watch: RunWatch

  package init(_ portal: SimulatedPortal, _ life: Lifeline, _ watch: RunWatch) {
    self.portal = portal
    self.life = life
    self.watch = watch
  }

  /// As the portal's.
  package var baseURL: String { portal.baseURL }

  /// As the portal's.
  package var concurrentReads: Int { portal.concurrentReads }

  /// As the portal's.
  package func portals() async throws(ServiceFailure) -> [PortalSummary] {
    try await portal.portals()
  }

  /// As the portal's.
  package func projects(of id: PortalID) async throws(ServiceFailure) -> [Project] {
    try await portal.projects(of: id)
  }

  /// As the portal's.
  package func roles(of id: PortalID) async throws(ServiceFailure) -> [Role] {
    try await portal.roles(of: id)
  }

  /// As the portal's.
  package func profiles(of id: PortalID) async throws(ServiceFailure) -> [Profile] {
    try await portal.profiles(of: id)
  }

  /// As the portal's, told to the watch.
  package func users(
    of id: PortalID, besides gaps: [PortalGap]
  ) async throws(ServiceFailure) -> [PortalUser] {
    await life.step()
    let users = try await portal.users(of: id, besides: gaps)
    watch.saw(users)
    return users
  }

  /// As the portal's.
  package func everybody(of id: PortalID) async throws(ServiceFailure) -> PortalPeople {
    PortalPeople(users: try await users(of: id))
  }

  /// As the portal's.
  package func licences(of id: PortalID) async throws(ServiceFailure) -> Licences {
    try await portal.licences(of: id)
  }

  /// As the portal's.
  package func crmIntegration(
    of id: PortalID, probing project: ProjectID?
  ) async throws(ServiceFailure) -> CRMIntegration {
    try await portal.crmIntegration(of: id, probing: project)
  }

  /// As the portal's, told to the watch.
  package func members(
    of project: ProjectID, in id: PortalID
  ) async throws(ServiceFailure) -> [Membership] {
    await life.step()
    let members = try await portal.members(of: project, in: id)
    watch.saw(members, in: project)
    return members
  }

  /// As the portal's, told to the watch.
  package func customers(of id: PortalID) async throws(ServiceFailure) -> [Customer] {
    await life.step()
    let customers = try await portal.customers(of: id)
    watch.saw(customers)
    return customers
  }

  /// As the portal's, told to the watch.
  package func clients(
    of project: ProjectID, in id: PortalID
  ) async throws(ServiceFailure) -> ProjectClients {
    await life.step()
    let clients = try await portal.clients(of: project, in: id)
    watch.saw(clients, in: project)
    return clients
  }

  /// As the portal's.
  package func projects(
    of user: PortalUserID, in id: PortalID
  ) async throws(ServiceFailure) -> [ProjectID] {
    try await portal.projects(of: user, in: id)
  }

  /// As the portal's.
  package func turn(for call: WriteCall, to id: PortalID, deadline: Int64) async -> Turn {
    await portal.turn(for: call, to: id, deadline: deadline)
  }

  /// As the portal's.
  package func giveBack(_ ticket: SlotTicket) async { await portal.giveBack(ticket) }

  /// As the portal's, told to the watch. Whoever is cancelled does not hear the answer.
  package func send(
    _ call: WriteCall, to id: PortalID, using ticket: SlotTicket, deadline: Int64
  ) async -> Outcome {
    await life.step()
    watch.sent(call)
    let outcome = await portal.send(call, to: id, using: ticket, deadline: deadline)
    watch.answered(call, outcome)
    await life.step()
    return Task.isCancelled ? .unknown("not awaited") : outcome
  }
}
