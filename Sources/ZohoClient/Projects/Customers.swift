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
    var known = SharedAnswers()
    let answers = try await gateway.readAll(
      "users", end: .guessed, id: \ListedMember.id,
      element: { node throws(ShapeMismatch) in
        ListedMember(try PortalUserAnswer(node, sharing: &known))
      },
      request: {
        .clientUsers(ofProject: project.text, portal: portal.text, page: $0, perPage: 100)
      })
    return ProjectClients(
      customers: Set(customers.map(\.id)),
      users: ProjectMembers(try Membership.all(of: answers)))
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

/// What matters of somebody on a project's list: all of a list is held until its last page has come, several
/// lists at once, and the answers as they came are three times as large.
struct ListedMember: Sendable {
  let id: String
  let email: String?
  let profile: HeldAnswer

  init(_ answer: PortalUserAnswer) {
    (id, email, profile) = (answer.id, answer.email, answer.profile)
  }
}

extension Membership {
  /// Without those who have no usable e-mail: nobody from CRM can be them.
  static func all(of listed: [ListedMember]) throws(ServiceFailure) -> [Membership] {
    var members: [Membership] = []
    members.reserveCapacity(listed.count)
    for member in listed {
      guard let email = EmailAddress(received: member.email) else { continue }
      members.append(
        Membership(
          email: email, projectUserID: try identifier(member.id, PortalUserID.init),
          profile: member.profile.id.flatMap(ProfileID.init), profileName: member.profile.name))
    }
    return members
  }
}
