import ImportEngine
import ImportModel

/// CRM where no server may be asked: what was fetched stands in the session, and nothing else is known.
struct OfflineCRM: CRMService {
  private static let anew = ServiceFailure.offline(missing: "what CRM says now")

  func caller() async throws(ServiceFailure) -> CRMCaller { throw Self.anew }
  func organisation() async throws(ServiceFailure) -> CRMOrganisation { throw Self.anew }
  func administrators() async throws(ServiceFailure) -> [CRMCaller] { throw Self.anew }
  func users() async throws(ServiceFailure) -> [CRMUserRecord] { throw Self.anew }
  func areUnchanged(
    _ users: RecordTable<CRMUser>, since time: Int64
  ) async throws(ServiceFailure) -> Bool { throw Self.anew }
  func count(of module: CRMModule) async throws(ServiceFailure) -> Int { throw Self.anew }
  func fields(of module: CRMModule) async throws(ServiceFailure) -> [FieldDescription] {
    throw Self.anew
  }
  func lastChange(of module: CRMModule) async throws(ServiceFailure) -> Int64? { throw Self.anew }
  func isUnchanged(
    _ module: CRMModule, since time: Int64
  ) async throws(ServiceFailure) -> Bool { throw Self.anew }

  func records(
    _ query: RecordQuery, after cursor: RecordCursor?
  ) async throws(ServiceFailure) -> RecordPage {
    throw .offline(missing: "\(query.module.word) that were not fetched")
  }

  func contacts(among emails: [EmailAddress]) async throws(ServiceFailure) -> Set<EmailAddress> {
    let more = emails.count > 1 ? " and \(emails.count - 1) more" : ""
    throw .offline(missing: "whether \(emails.first?.text ?? "")\(more) is a contact of CRM")
  }

  func accounts(named names: [CustomerName]) async throws(ServiceFailure) -> [AccountReference] {
    throw .offline(missing: "all accounts of CRM, by which those of one name are told apart")
  }
}

/// Portals as they were read. It is a value: there is nothing in it that could send.
struct OfflinePortals: PortalService {
  let baseURL: String
  let kept: [PortalSnapshot]
  let concurrentReads = 1

  func portals() async throws(ServiceFailure) -> [PortalSummary] {
    kept.map {
      PortalSummary(
        id: $0.portal.id, name: $0.portal.name, callerProfile: $0.portal.callerProfile)
    }
  }

  private func portal(_ id: PortalID) throws(ServiceFailure) -> Portal {
    guard let found = kept.first(where: { $0.portal.id == id }) else {
      throw .offline(missing: "portal \(id.text)")
    }
    return found.portal
  }

  func projects(of portal: PortalID) async throws(ServiceFailure) -> [Project] {
    try self.portal(portal).projects
  }
  func roles(of portal: PortalID) async throws(ServiceFailure) -> [Role] {
    try self.portal(portal).roles
  }
  func profiles(of portal: PortalID) async throws(ServiceFailure) -> [Profile] {
    try self.portal(portal).profiles
  }
  func users(of portal: PortalID, besides gaps: [PortalGap]) async throws(ServiceFailure)
    -> [PortalUser]
  {
    try self.portal(portal).users.all
  }
  func everybody(of portal: PortalID) async throws(ServiceFailure) -> PortalPeople {
    let found = try self.portal(portal)
    return PortalPeople(users: found.users.all, gaps: found.gaps)
  }
  func licences(of portal: PortalID) async throws(ServiceFailure) -> Licences {
    try self.portal(portal).licences
  }
  func crmIntegration(of portal: PortalID, probing project: ProjectID?)
    async throws(ServiceFailure) -> CRMIntegration
  {
    try self.portal(portal).crmIntegration
  }
  func customers(of portal: PortalID) async throws(ServiceFailure) -> [Customer] {
    Array(try self.portal(portal).customers)
  }

  func members(of project: ProjectID, in portal: PortalID) async throws(ServiceFailure)
    -> [Membership]
  {
    let found = try self.portal(portal)
    guard let members = found.members[project], members.repeated.isEmpty else {
      throw .offline(missing: "the people of project \(name(project, in: found))")
    }
    return Array(members.byEmail.values)
  }

  func clients(of project: ProjectID, in portal: PortalID) async throws(ServiceFailure)
    -> ProjectClients
  {
    let found = try self.portal(portal)
    guard let clients = found.clients[project] else {
      throw .offline(missing: "the clients of project \(name(project, in: found))")
    }
    return clients
  }

  /// Known only where the people of every active project are.
  func projects(of user: PortalUserID, in portal: PortalID) async throws(ServiceFailure)
    -> [ProjectID]
  {
    let found = try self.portal(portal)
    guard let person = found.users.all.first(where: { $0.id == user }) else {
      throw .offline(missing: "portal user \(user.text)")
    }
    let isClient = person.kind == .client
    let active = found.projects.filter(\.isActive).map(\.id)
    guard
      active.allSatisfy({ isClient ? found.clients[$0] != nil : found.members[$0] != nil })
    else { throw .offline(missing: "the people of every project") }
    return active.filter { found.membership(of: person.email, in: $0) != nil }
  }

  private func name(_ project: ProjectID, in portal: Portal) -> String {
    PortalNames(portal).project(project)
  }

  // What would be sent has nowhere to go.

  func turn(for call: WriteCall, to portal: PortalID, deadline: Int64) async -> Turn {
    .failed(.store("nothing is sent offline"))
  }
  func giveBack(_ ticket: SlotTicket) async {}
  func send(
    _ call: WriteCall, to portal: PortalID, using ticket: SlotTicket, deadline: Int64
  ) async -> Outcome {
    .turnedAway(.unreachable("nothing is sent offline"))
  }
}
