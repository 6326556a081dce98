#if DEBUG
  import ImportEngine
  import ImportModel

  /// A portal that tells when a write is about to be sent, and when its answer is there.
  struct CrashingPortal: PortalService {
    let portal: any PortalService
    let points: any CrashPoints

    var baseURL: String { portal.baseURL }

    var concurrentReads: Int { portal.concurrentReads }

    func turn(for call: WriteCall, to id: PortalID, deadline: Int64) async -> Turn {
      await portal.turn(for: call, to: id, deadline: deadline)
    }

    func giveBack(_ ticket: SlotTicket) async { await portal.giveBack(ticket) }

    func send(
      _ call: WriteCall, to id: PortalID, using ticket: SlotTicket, deadline: Int64
    ) async -> Outcome {
      points.reach(.sendBefore)
      let outcome = await portal.send(call, to: id, using: ticket, deadline: deadline)
      points.reach(.sendAfter)
      return outcome
    }

    func portals() async throws(ServiceFailure) -> [PortalSummary] { try await portal.portals() }

    func projects(of id: PortalID) async throws(ServiceFailure) -> [Project] {
      try await portal.projects(of: id)
    }

    func roles(of id: PortalID) async throws(ServiceFailure) -> [Role] {
      try await portal.roles(of: id)
    }

    func profiles(of id: PortalID) async throws(ServiceFailure) -> [Profile] {
      try await portal.profiles(of: id)
    }

    func users(of id: PortalID) async throws(ServiceFailure) -> [PortalUser] {
      try await portal.users(of: id)
    }

    func licences(of id: PortalID) async throws(ServiceFailure) -> Licences {
      try await portal.licences(of: id)
    }

    func crmIntegration(of id: PortalID, probing project: ProjectID?)
      async throws(ServiceFailure) -> CRMIntegration
    {
      try await portal.crmIntegration(of: id, probing: project)
    }

    func members(of project: ProjectID, in id: PortalID) async throws(ServiceFailure)
      -> [Membership]
    {
      try await portal.members(of: project, in: id)
    }

    func customers(of id: PortalID) async throws(ServiceFailure) -> [Customer] {
      try await portal.customers(of: id)
    }

    func clients(of project: ProjectID, in id: PortalID) async throws(ServiceFailure)
      -> ProjectClients
    {
      try await portal.clients(of: project, in: id)
    }

    func projects(of user: PortalUserID, in id: PortalID) async throws(ServiceFailure)
      -> [ProjectID]
    {
      try await portal.projects(of: user, in: id)
    }
  }
#endif
