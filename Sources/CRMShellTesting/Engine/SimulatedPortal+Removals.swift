import ImportEngine
import ImportModel

/// What is taken away again.
extension SimulatedPortal {
  func remove(_ id: PortalUserID, from project: ProjectID) -> Outcome {
    guard let members = portal.members[project]?.byEmail,
      let member = members.values.first(where: { $0.projectUserID == id })
    else { return refuse("RESOURCE_NOT_FOUND", 404) }
    portal.members[project] = ProjectMembers(members.values.filter { $0 != member })
    return .ok(added: [:])
  }

  func removeClient(_ id: PortalUserID, from project: ProjectID) -> Outcome {
    guard let known = portal.clients[project],
      let member = known.users.byEmail.values.first(where: { $0.projectUserID == id })
    else { return refuse("RESOURCE_NOT_FOUND", 404) }
    portal.clients[project] = ProjectClients(
      customers: known.customers,
      users: ProjectMembers(known.users.byEmail.values.filter { $0 != member }))
    return .ok(added: [:])
  }

  /// The customer's people go with it, as they do at Zoho: no client may ask for that.
  func unlink(_ customer: CustomerID, from project: ProjectID) -> Outcome {
    guard let known = portal.clients[project], known.customers.contains(customer) else {
      return refuse("RESOURCE_NOT_FOUND", 404)
    }
    let own = known.users.byEmail.values.filter { portal.users[$0.email]?.customer == customer }
    for member in own { violations.append("\(member.email) leaves \(project) with the customer") }
    portal.clients[project] = ProjectClients(
      customers: known.customers.subtracting([customer]),
      users: ProjectMembers(known.users.byEmail.values.filter { !own.contains($0) }))
    return .ok(added: [:])
  }

  func remove(_ id: PortalUserID) -> Outcome {
    guard switches.removesPeople else { return refuse("URL_RULE_NOT_CONFIGURED", 403) }
    guard let user = portal.users.all.first(where: { $0.id == id }) else {
      return refuse("RESOURCE_NOT_FOUND", 404)
    }
    if user.status != .invited { violations.append("\(user.email) is removed, not invited") }
    for project in portal.projects.map(\.id)
    where portal.membership(of: user.email, in: project) != nil {
      violations.append("\(user.email) is removed while in \(project)")
    }
    portal = portal.with(users: portal.users.all.filter { $0.id != id })
    return .ok(added: [:])
  }

  func deactivate(_ id: PortalUserID) -> Outcome {
    guard switches.deactivatesPeople else { return refuse("URL_RULE_NOT_CONFIGURED", 403) }
    guard let user = portal.users.all.first(where: { $0.id == id }) else {
      return refuse("RESOURCE_NOT_FOUND", 404)
    }
    if user.status != .invited { violations.append("\(user.email) is deactivated, not invited") }
    for project in portal.projects.map(\.id)
    where portal.membership(of: user.email, in: project) != nil {
      violations.append("\(user.email) is deactivated while in \(project)")
    }
    return change(id) { $0.with(status: .inactive) }
  }

  func delete(_ customer: CustomerID) -> Outcome {
    guard portal.customer(customer) != nil else { return refuse("RESOURCE_NOT_FOUND", 404) }
    if portal.users.all.contains(where: { $0.customer == customer }) {
      return refuse("CUSTOMER_HAS_USERS", 400)
    }
    if portal.clients.values.contains(where: { $0.customers.contains(customer) }) {
      violations.append("customer \(customer) is deleted while linked")
    }
    portal.customers = Customers(portal.customers.filter { $0.id != customer })
    return .ok(added: [:])
  }
}
