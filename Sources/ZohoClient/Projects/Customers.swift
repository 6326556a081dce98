package import ImportEngine
package import ImportModel
import ZohoWire

/// Customers and client users.
extension ZohoProjects {
  /// How many customers are asked for at once.
  private static let page = 100

  /// Every customer, each once by id.
  package func customers(of portal: PortalID) async throws(ServiceFailure) -> [Customer] {
    try await customers { .customers(portal: portal.text, page: $0, perPage: Self.page) }
  }

  /// The customers linked to a project, and everybody of theirs in it who has a usable e-mail.
  package func clients(
    of project: ProjectID, in portal: PortalID
  ) async throws(ServiceFailure) -> ProjectClients {
    let customers = try await customers {
      .customers(ofProject: project.text, portal: portal.text, page: $0, perPage: Self.page)
    }
    let answers = try await gateway.readAll(
      "users", end: .guessed, id: \PortalUserAnswer.id,
      element: { node throws(ShapeMismatch) in try PortalUserAnswer(node) },
      request: {
        .clientUsers(ofProject: project.text, portal: portal.text, page: $0, perPage: 100)
      })
    var members: [Membership] = []
    for answer in answers {
      if let member = try Membership(answer) { members.append(member) }
    }
    return ProjectClients(
      customers: Set(customers.map(\.id)), users: ProjectMembers(members))
  }

  private func customers(
    _ request: @escaping (_ page: Int) -> WireRequest
  ) async throws(ServiceFailure) -> [Customer] {
    let answers = try await gateway.readAll(
      ["clients", "customers"], end: .guessedUnlessFull(Self.page), id: \CustomerAnswer.id,
      element: { node throws(ShapeMismatch) in try CustomerAnswer(node) }, request: request)
    var customers: [Customer] = []
    for answer in answers {
      customers.append(
        Customer(id: try identifier(answer.id, CustomerID.init), name: answer.name))
    }
    return customers
  }
}

extension Membership {
  /// Nil for someone without a usable e-mail: nobody from CRM can be them.
  init?(_ answer: PortalUserAnswer) throws(ServiceFailure) {
    guard let email = EmailAddress(received: answer.email) else { return nil }
    self.init(
      email: email, projectUserID: try identifier(answer.id, PortalUserID.init),
      profile: answer.profile.id.flatMap(ProfileID.init), profileName: answer.profile.name)
  }
}
