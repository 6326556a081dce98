/// A customer: a client company.
struct Customer: Codable, Sendable, Equatable, Identifiable {
  let id: String
  let name: String

  /// One of `clients`: `{"id","name",…}`. [T] S15
  var json: JSON { ["id": .text(id), "name": .text(name)] }
}

/// The elementary changes of customers. They check nothing; the routes do.
extension Portal {
  /// The profile that client users get when nothing else is said. [L] S1
  static let clientProfileName = "Customer"
  /// Profiles of the family for client users. [Z] help "profiles-projects"
  static let clientProfiles: Set<String> = [clientProfileName, "Client Reviewer"]

  /// Makes a customer; returns it.
  mutating func makeCustomer(_ name: String) -> Customer {
    let customer = Customer(id: newID(), name: name)
    customers[customer.id] = customer
    revision += 1
    return customer
  }

  /// Takes a customer out of the portal and out of every project.
  mutating func deleteCustomer(_ customer: String) {
    for project in projects { links[project.id]?.removeAll { $0 == customer } }
    customers[customer] = nil
    revision += 1
  }

  /// Links a customer to a project; nothing happens to one that is linked.
  mutating func link(_ customer: String, to project: String) {
    guard links[project]?.contains(customer) != true else { return }
    links[project, default: []].append(customer)
    revision += 1
  }

  /// Takes a customer out of a project, and its client users with it.
  mutating func unlink(_ customer: String, from project: String) {
    links[project]?.removeAll { $0 == customer }
    for user in users.elements where user.customer == customer { leave(user.id, project: project) }
    revision += 1
  }

  /// The customers of a project, its primary one first.
  func customers(of project: String) -> [Customer] {
    (links[project] ?? []).compactMap { customers[$0] }
  }

  /// Makes a client user who has not accepted yet; returns the id.
  mutating func introduceClient(
    email: String, name: (first: String, last: String), customer: String, profile: String,
    at time: Int64
  ) -> String {
    let user = PortalUser(
      id: newID(), zuid: "", email: email, firstName: name.first, lastName: name.last,
      isConfirmed: false, role: "", profile: profile, customer: customer, added: time,
      updated: time)
    store(user)
    revision += 1
    return user.id
  }
}
