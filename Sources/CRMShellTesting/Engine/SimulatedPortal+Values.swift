package import ImportEngine
package import ImportModel

extension SimulatedPortal {
  /// Accepts a call and leaves out what is asked for some people.
  func passOver(_ people: Set<EmailAddress>, in call: WriteCall) -> Outcome {
    switch call {
    case .addToProject(let project, let entries, let notify):
      let others = entries.filter { !people.contains($0.email) }
      guard !others.isEmpty else { return .ok(added: [:]) }
      return carryOut(.addToProject(project, others, notify: notify))
    case .addClients(let project, let customer, let entries, let notify):
      let others = entries.filter { !people.contains($0.email) }
      guard !others.isEmpty else { return .ok(added: [:]) }
      return carryOut(.addClients(project, customer, others, notify: notify))
    case .makeCustomer:
      nextID += 1
      return CustomerID("6\(nextID)").map(Outcome.made) ?? .unknown("no id")
    case .linkCustomer(let customer, _): return .made(customer)
    default: return .ok(added: [:])
    }
  }
}

extension WriteCall {
  /// With every second entry, from the first.
  var halved: WriteCall {
    func half(_ entries: [MemberEntry]) -> [MemberEntry] {
      entries.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    }
    switch self {
    case .addToProject(let project, let entries, let notify):
      return .addToProject(project, half(entries), notify: notify)
    case .addClients(let project, let customer, let entries, let notify):
      return .addClients(project, customer, half(entries), notify: notify)
    default: return self
    }
  }

  /// Where calls of one kind go, as a rate limit counts them.
  enum Way: Hashable, Sendable {
    case projectUsers, portalUsers, portalUser, projectUser, customers, links, clients
    case projectClientUser, projectCustomer, customer, deactivation
  }

  var way: Way {
    switch self {
    case .addToProject: .projectUsers
    case .addToPortal: .portalUsers
    case .setRole, .setPortalProfile, .removeFromPortal: .portalUser
    case .setProjectProfile, .removeFromProject: .projectUser
    case .makeCustomer: .customers
    case .linkCustomer: .links
    case .addClients: .clients
    case .removeClientFromProject: .projectClientUser
    case .unlinkCustomer: .projectCustomer
    case .deactivate: .deactivation
    case .deleteCustomer: .customer
    }
  }

  /// The people a call names by address.
  package var emails: Set<EmailAddress> {
    switch self {
    case .addToProject(_, let entries, _), .addClients(_, _, let entries, _):
      Set(entries.map(\.email))
    case .addToPortal(let email, _, _, _): [email]
    case .setRole, .setPortalProfile, .setProjectProfile, .makeCustomer, .linkCustomer,
      .removeFromProject, .removeClientFromProject, .unlinkCustomer, .removeFromPortal,
      .deactivate, .deleteCustomer:
      []
    }
  }
}

extension PortalUser {
  func with(
    status: PortalUser.Status? = nil, role: RoleID? = nil, profile: ProfileID? = nil
  ) -> PortalUser {
    PortalUser(
      id: id, email: email, name: name, status: status ?? self.status, kind: kind,
      role: role ?? self.role,
      roleName: roleName, profile: profile ?? self.profile, profileName: profileName,
      customer: customer, customerName: customerName)
  }

  func with(customer: CustomerID?) -> PortalUser {
    PortalUser(
      id: id, email: email, name: name, status: status, kind: kind, role: role,
      roleName: roleName, profile: profile, profileName: profileName, customer: customer)
  }
}

extension PortalUser {
  /// With the names that the portal has for their role and profile.
  func named(in portal: Portal) -> PortalUser {
    PortalUser(
      id: id, email: email, name: name, status: status, kind: kind, role: role,
      roleName: portal.roles.first { $0.id == role }?.name ?? "", profile: profile,
      profileName: portal.profiles.first { $0.id == profile }?.name ?? "", customer: customer,
      customerName: customer.flatMap { portal.customer($0)?.name } ?? "")
  }
}

extension Portal {
  /// The same portal with other people in it.
  package func with(users: [PortalUser]) -> Portal {
    Portal(
      id: id, name: name, callerProfile: callerProfile, projects: projects, roles: roles,
      profiles: profiles, customers: customers, customersProblem: customersProblem,
      users: PortalUsers(users), licences: licences, crmIntegration: crmIntegration,
      members: members, clients: clients, owner: owner, fetchedAt: fetchedAt)
  }
}
