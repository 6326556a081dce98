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
  /// The portal's people and the lists of a scope, complete or not at all; the rest is taken from an
  /// earlier read.
  package func rereading(
    _ portal: Portal, _ scope: ReadScope, at wallSeconds: Int64
  ) async throws(ServiceFailure) -> Portal {
    let people = try await users(of: portal.id)
    var members = portal.members
    for project in scope.members.sorted() {
      members[project] = ProjectMembers(try await self.members(of: project, in: portal.id))
    }
    var clients = portal.clients
    for project in scope.clients.sorted() {
      clients[project] = try await self.clients(of: project, in: portal.id)
    }
    let customers =
      scope.customers ? Customers(try await customers(of: portal.id)) : portal.customers
    return Portal(
      id: portal.id, name: portal.name, callerProfile: portal.callerProfile,
      projects: portal.projects, roles: portal.roles, profiles: portal.profiles,
      customers: customers, customersProblem: portal.customersProblem,
      users: PortalUsers(people), licences: portal.licences,
      crmIntegration: portal.crmIntegration, members: members, clients: clients,
      domain: portal.domain, fetchedAt: wallSeconds)
  }
}
