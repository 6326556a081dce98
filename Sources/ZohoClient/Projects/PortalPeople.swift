package import ImportEngine
package import ImportModel
import ZohoWire

extension ZohoProjects {
  /// How many people are asked for at once.
  static let peoplePage = PlannedRead.page

  /// Staff and client users with a usable e-mail, each once by id. Who is on no list is taken for
  /// absent, and would be sent for again: what could be listed before and can't be now is a failure.
  package func users(
    of portal: PortalID, besides gaps: [PortalGap]
  ) async throws(ServiceFailure) -> [PortalUser] {
    var lists = PeopleLists(of: portal, by: self)
    try await lists.read([.staff, .client])
    let people = try Self.people(on: lists)
    let known = Set(gaps.map(\.place))
    for gap in people.gaps where !known.contains(gap.place) {
      throw .interrupted("not everybody could be listed (\(gap.place)): \(gap.why)")
    }
    return people.users
  }

  /// Everybody with a usable e-mail, each once by id. Who has another licence is asked for only where
  /// the portal doesn't say that nobody uses one: each kind is two calls of a limit that imports need.
  package func everybody(of portal: PortalID) async throws(ServiceFailure) -> PortalPeople {
    var lists = PeopleLists(of: portal, by: self)
    try await lists.read([.staff, .client])
    var used: [String: Int] = [:]
    do throws(ServiceFailure) {
      used = try await licences(of: portal).counts.mapValues(\.used)
    } catch  where error.isBearable {
      // Not told: everybody is asked for.
    }
    let others = [WireRequest.PortalUserKind.lite, .readOnly].filter { used[$0.rawValue] != 0 }
    try await lists.read(others)
    return try Self.people(on: lists)
  }

  private static func people(on lists: PeopleLists) throws(ServiceFailure) -> PortalPeople {
    var users: [PortalUser] = []
    users.reserveCapacity(lists.users.count)
    for listed in lists.users {
      if let user = try PortalUser(listed) { users.append(user) }
    }
    return PortalPeople(users: users, gaps: lists.gaps)
  }

  /// Everybody with a usable e-mail, by the ids of the project's list.
  package func members(of project: ProjectID, in portal: PortalID)
    async throws(ServiceFailure) -> [Membership]
  {
    try Membership.all(of: try await listedMembers(of: project, in: portal))
  }

  /// Members of every status where the server knows `all` [G], else those it shows by itself.
  private func listedMembers(of project: ProjectID, in portal: PortalID)
    async throws(ServiceFailure) -> [ListedMember]
  {
    do throws(ServiceFailure) {
      return try await listedMembers(of: project, in: portal, everyStatus: true)
    } catch .refused(_, _, status: 400) {
      return try await listedMembers(of: project, in: portal, everyStatus: false)
    }
  }

  /// The request of the first page of a project's members.
  static func firstMembers(of project: ProjectID, in portal: PortalID) -> WireRequest {
    .members(
      project: project.text, portal: portal.text, everyStatus: true, page: 1, perPage: peoplePage)
  }

  private func listedMembers(
    of project: ProjectID, in portal: PortalID, everyStatus: Bool
  ) async throws(ServiceFailure) -> [ListedMember] {
    var known = SharedAnswers()
    return try await gateway.readAll(
      "users", end: .guessedUnlessFull(Self.peoplePage), id: \ListedMember.id,
      element: { node throws(ShapeMismatch) in
        ListedMember(try PortalUserAnswer(node, sharing: &known))
      },
      request: {
        .members(
          project: project.text, portal: portal.text, everyStatus: everyStatus, page: $0,
          perPage: Self.peoplePage)
      })
  }
}

extension PortalUser {
  /// Nil for someone without a usable e-mail: nobody from CRM can be them.
  fileprivate init?(_ listed: PeopleLists.Listed) throws(ServiceFailure) {
    let answer = listed.answer
    guard let email = EmailAddress(received: answer.email) else { return nil }
    self.init(
      id: try identifier(answer.id, PortalUserID.init), email: email, name: answer.name,
      status: Status(answer, in: listed.view), kind: Kind(answer, on: listed.kind),
      role: answer.role.id.flatMap(RoleID.init), roleName: answer.role.name,
      profile: answer.profile.id.flatMap(ProfileID.init), profileName: answer.profile.name,
      customer: answer.clientOf?.id.flatMap { CustomerID($0) },
      customerName: answer.clientOf?.name ?? "")
  }
}

extension PortalUser.Status {
  /// What the user's own entry says goes before the list it stands in; one that says nothing on a list
  /// of every status is no active one.
  fileprivate init(_ answer: PortalUserAnswer, in view: WireRequest.PortalUserView?) {
    let isActive = answer.isActive ?? (view == .active)
    // Whoever was in the portal has accepted, whatever else the list says of them.
    let isInvited = answer.isConfirmed == false && !answer.hasAccessed
    self = !isActive ? .inactive : isInvited ? .invited : .active
  }
}

extension PortalUser.Kind {
  /// By the words of `user_type` [G]; one without them, such as a number [T] S8, leaves it to the list.
  fileprivate init(_ answer: PortalUserAnswer, on kind: WireRequest.PortalUserKind) {
    let type = (answer.userType ?? "").lowercased().filter(\.isLetter)
    let words: [(String, Self)] = [
      ("client", .client), ("lite", .lite), ("readonly", .readOnly), ("portal", .staff),
    ]
    self = words.first { type.contains($0.0) }?.1 ?? Self(kind)
  }

  private init(_ kind: WireRequest.PortalUserKind) {
    switch kind {
    case .staff: self = .staff
    case .client: self = .client
    case .lite: self = .lite
    case .readOnly: self = .readOnly
    }
  }
}
