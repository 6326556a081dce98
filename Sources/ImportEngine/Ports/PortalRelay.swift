package import ImportModel

/// A portal that stands before another one and passes on everything but what it declares itself.
package protocol PortalRelay: PortalService {
  /// The one that is passed on to.
  var inner: any PortalService { get }
}

extension PortalRelay {
  /// Passed on.
  package var baseURL: String { inner.baseURL }

  /// Passed on.
  package var concurrentReads: Int { inner.concurrentReads }

  /// Passed on.
  package func turn(for call: WriteCall, to id: PortalID, deadline: Int64) async -> Turn {
    await inner.turn(for: call, to: id, deadline: deadline)
  }

  /// Passed on.
  package func giveBack(_ ticket: SlotTicket) async { await inner.giveBack(ticket) }

  /// Passed on.
  package func portals() async throws(ServiceFailure) -> [PortalSummary] {
    try await inner.portals()
  }

  /// Passed on.
  package func projects(of id: PortalID) async throws(ServiceFailure) -> [Project] {
    try await inner.projects(of: id)
  }

  /// Passed on.
  package func roles(of id: PortalID) async throws(ServiceFailure) -> [Role] {
    try await inner.roles(of: id)
  }

  /// Passed on.
  package func profiles(of id: PortalID) async throws(ServiceFailure) -> [Profile] {
    try await inner.profiles(of: id)
  }

  /// Passed on.
  package func users(
    of id: PortalID, besides gaps: [PortalGap]
  ) async throws(ServiceFailure) -> [PortalUser] {
    try await inner.users(of: id, besides: gaps)
  }

  /// Passed on.
  package func everybody(of id: PortalID) async throws(ServiceFailure) -> PortalPeople {
    try await inner.everybody(of: id)
  }

  /// Passed on.
  package func licences(of id: PortalID) async throws(ServiceFailure) -> Licences {
    try await inner.licences(of: id)
  }

  /// Passed on.
  package func crmIntegration(of id: PortalID, probing project: ProjectID?)
    async throws(ServiceFailure) -> CRMIntegration
  {
    try await inner.crmIntegration(of: id, probing: project)
  }

  /// Passed on.
  package func members(of project: ProjectID, in id: PortalID) async throws(ServiceFailure)
    -> [Membership]
  {
    try await inner.members(of: project, in: id)
  }

  /// Passed on.
  package func customers(of id: PortalID) async throws(ServiceFailure) -> [Customer] {
    try await inner.customers(of: id)
  }

  /// Passed on.
  package func clients(of project: ProjectID, in id: PortalID) async throws(ServiceFailure)
    -> ProjectClients
  {
    try await inner.clients(of: project, in: id)
  }

  /// Passed on.
  package func projects(of user: PortalUserID, in id: PortalID) async throws(ServiceFailure)
    -> [ProjectID]
  {
    try await inner.projects(of: user, in: id)
  }
}
