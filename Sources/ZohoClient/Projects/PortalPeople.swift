package import ImportEngine
package import ImportModel
import ZohoWire

extension ZohoProjects {
  /// Everybody with a usable e-mail, each once by id.
  package func users(of portal: PortalID) async throws(ServiceFailure) -> [PortalUser] {
    var users: [PortalUser] = []
    for listed in try await listedUsers(of: portal) {
      if let user = try PortalUser(listed) { users.append(user) }
    }
    return users
  }

  /// Everybody with a usable e-mail, by the ids of the project's list.
  package func members(of project: ProjectID, in portal: PortalID)
    async throws(ServiceFailure) -> [Membership]
  {
    var members: [Membership] = []
    for answer in try await listedMembers(of: project, in: portal) {
      if let member = try Membership(answer) { members.append(member) }
    }
    return members
  }

  /// A user and the list that named them first.
  struct ListedUser {
    let answer: PortalUserAnswer
    let kind: WireRequest.PortalUserKind
    let view: WireRequest.PortalUserView
  }

  /// Staff and clients, active and inactive: four lists, because one of all statuses (`all`) is only
  /// guessed at, and a server that ignores it would hide people. Each person once by id, so that a
  /// server that ignores `type` or `view_type` makes no doubles.
  func listedUsers(of portal: PortalID) async throws(ServiceFailure) -> [ListedUser] {
    var users: [ListedUser] = []
    var seen: Set<String> = []
    for kind in WireRequest.PortalUserKind.allCases {
      for view in WireRequest.PortalUserView.allCases {
        let answers = try await gateway.readAll(
          "users", end: .told, id: \PortalUserAnswer.id,
          element: { node throws(ShapeMismatch) in try PortalUserAnswer(node) },
          request: {
            .portalUsers(portal: portal.text, kind: kind, view: view, page: $0, perPage: 200)
          })
        for answer in answers where seen.insert(answer.id).inserted {
          users.append(ListedUser(answer: answer, kind: kind, view: view))
        }
      }
    }
    return users
  }

  /// Members of every status where the server knows `all` [G], else those it shows by itself.
  private func listedMembers(of project: ProjectID, in portal: PortalID)
    async throws(ServiceFailure) -> [PortalUserAnswer]
  {
    do throws(ServiceFailure) {
      return try await listedMembers(of: project, in: portal, everyStatus: true)
    } catch .refused(_, _, status: 400) {
      return try await listedMembers(of: project, in: portal, everyStatus: false)
    }
  }

  private func listedMembers(
    of project: ProjectID, in portal: PortalID, everyStatus: Bool
  ) async throws(ServiceFailure) -> [PortalUserAnswer] {
    try await gateway.readAll(
      "users", end: .told, id: \PortalUserAnswer.id,
      element: { node throws(ShapeMismatch) in try PortalUserAnswer(node) },
      request: {
        .members(
          project: project.text, portal: portal.text, everyStatus: everyStatus, page: $0,
          perPage: 200)
      })
  }
}

extension PortalUser {
  /// Nil for someone without a usable e-mail: nobody from CRM can be them.
  fileprivate init?(_ listed: ZohoProjects.ListedUser) throws(ServiceFailure) {
    let answer = listed.answer
    guard let email = EmailAddress(received: answer.email) else { return nil }
    self.init(
      id: try identifier(answer.id, PortalUserID.init), email: email, name: answer.name,
      status: Status(answer, in: listed.view), kind: Kind(answer, on: listed.kind),
      role: answer.role.flatMap { RoleID($0.id) }, roleName: answer.role?.name ?? "",
      profile: answer.profile.flatMap { ProfileID($0.id) }, profileName: answer.profile?.name ?? "",
      customer: answer.clientOf?.id.flatMap { CustomerID($0) },
      customerName: answer.clientOf?.name ?? "")
  }
}

extension PortalUser.Status {
  /// What the user's own entry says goes before the list it stands in.
  fileprivate init(_ answer: PortalUserAnswer, in view: WireRequest.PortalUserView) {
    let isActive = answer.isActive ?? (view == .active)
    // Whoever was in the portal has accepted, whatever else the list says of them.
    let isInvited = answer.isConfirmed == false && !answer.hasAccessed
    self = !isActive ? .inactive : isInvited ? .invited : .active
  }
}

extension PortalUser.Kind {
  fileprivate init(_ answer: PortalUserAnswer, on kind: WireRequest.PortalUserKind) {
    guard let type = answer.userType?.lowercased() else {
      self = kind == .client ? .client : .staff
      return
    }
    self = type.contains("client") ? .client : .staff
  }
}
