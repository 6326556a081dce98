package import ImportModel

/// The lists that are read besides the portal's people.
package struct ReadScope: Hashable, Sendable {
  /// Projects whose members are read.
  package var members: Set<ProjectID>
  /// Projects whose customers and client users are read.
  package var clients: Set<ProjectID>
  /// Whether the portal's customers are read.
  package var customers: Bool

  package init(
    members: Set<ProjectID> = [], clients: Set<ProjectID> = [], customers: Bool = false
  ) {
    self.members = members
    self.clients = clients
    self.customers = customers
  }

  /// How many lists these are, the portal's people among them.
  var count: Int { 1 + members.count + 2 * clients.count + (customers ? 1 : 0) }
}

extension PortalService {
  /// The portal's people and the lists of a scope, as complete as in an earlier read or not at all; the
  /// rest is taken from it.
  package func rereading(
    _ portal: Portal, _ scope: ReadScope, at wallSeconds: Int64
  ) async throws(ServiceFailure) -> Portal {
    let people = PortalUsers(
      portal.withLimitedUsers(try await users(of: portal.id, besides: portal.gaps)))
    var members = portal.members
    for (project, list) in try await self.members(
      of: scope.members, in: portal.id, among: people)
    {
      members[project] = list
    }
    var clients = portal.clients
    for (project, list) in try await self.clients(
      of: scope.clients, in: portal.id, among: people)
    {
      clients[project] = list
    }
    let customers =
      scope.customers ? Customers(try await customers(of: portal.id)) : portal.customers
    var read = Portal(
      id: portal.id, name: portal.name, callerProfile: portal.callerProfile,
      projects: portal.projects, roles: portal.roles, profiles: portal.profiles,
      customers: customers, customersProblem: portal.customersProblem,
      users: people, licences: portal.licences,
      crmIntegration: portal.crmIntegration, members: members, clients: clients,
      owner: portal.owner, fetchedAt: wallSeconds)
    read.gaps = portal.gaps
    return read
  }

  /// The members of several projects, complete or not at all, in the order of the projects; `users` are
  /// the portal's people, whose texts they share.
  package func members(
    of projects: Set<ProjectID>, in portal: PortalID, among users: PortalUsers
  ) async throws(ServiceFailure) -> [(ProjectID, ProjectMembers)] {
    try await reading(projects.sorted()) { project throws(ServiceFailure) in
      var list = ProjectMembers(try await self.members(of: project, in: portal))
      list.shareTexts(with: users)
      return (project, list)
    }
  }

  /// The customers and client users of several projects, likewise.
  package func clients(
    of projects: Set<ProjectID>, in portal: PortalID, among users: PortalUsers
  ) async throws(ServiceFailure) -> [(ProjectID, ProjectClients)] {
    try await reading(projects.sorted()) { project throws(ServiceFailure) in
      var list = try await self.clients(of: project, in: portal)
      list.shareTexts(with: users)
      return (project, list)
    }
  }
}

extension Portal {
  /// People just read, and those with other licences as they were read before: no import touches them,
  /// so that they need not be read again and again.
  fileprivate func withLimitedUsers(_ read: [PortalUser]) -> [PortalUser] {
    let limited = users.all.filter(\.kind.isLimited)
    guard !limited.isEmpty else { return read }
    let (ids, emails) = (Set(read.map(\.id)), Set(read.map(\.email)))
    return read + limited.filter { !ids.contains($0.id) && !emails.contains($0.email) }
  }
}
