/// A person in the portal.
package struct PortalUser: Hashable, Sendable, Codable {
  /// Invited: the invitation was not accepted yet.
  package enum Status: String, CaseIterable, Sendable, Codable {
    case active, invited, inactive
  }

  /// Staff are Zoho's portal users, clients its client users; lite and read-only users are people of
  /// one's own with a licence of their own.
  package enum Kind: Hashable, Sendable, Codable {
    case staff, client, lite, readOnly

    /// Whether it is a licence that gives less than a portal user's.
    package var isLimited: Bool { self == .lite || self == .readOnly }
  }

  package let id: PortalUserID
  package let email: EmailAddress
  package let name: String
  package let status: Status
  package let kind: Kind
  /// Nil where there is none, or where only a name was told that is none of the portal's, or several's.
  package let role: RoleID?
  package let roleName: String
  package let profile: ProfileID?
  package let profileName: String
  /// A client user's customer; nil for staff, and where the server does not tell it.
  package let customer: CustomerID?
  /// Empty where there is none.
  package let customerName: String

  package init(
    id: PortalUserID, email: EmailAddress, name: String, status: Status, kind: Kind,
    role: RoleID?, roleName: String, profile: ProfileID?, profileName: String,
    customer: CustomerID? = nil, customerName: String = ""
  ) {
    self.id = id
    self.email = email
    self.name = name
    self.status = status
    self.kind = kind
    self.role = role
    self.roleName = roleName
    self.profile = profile
    self.profileName = profileName
    self.customer = customer
    self.customerName = customerName
  }
}

extension PortalUser {
  fileprivate func with(customer: CustomerID) -> PortalUser {
    PortalUser(
      id: id, email: email, name: name, status: status, kind: kind, role: role,
      roleName: roleName, profile: profile, profileName: profileName, customer: customer,
      customerName: customerName)
  }

  /// Whether a role or profile is known by its name alone.
  fileprivate var isNamedOnly: Bool {
    role == nil && !roleName.isEmpty || profile == nil && !profileName.isEmpty
  }

  fileprivate func with(_ role: RoleID?, _ profile: ProfileID?) -> PortalUser {
    PortalUser(
      id: id, email: email, name: name, status: status, kind: kind, role: self.role ?? role,
      roleName: roleName, profile: self.profile ?? profile, profileName: profileName,
      customer: customer, customerName: customerName)
  }
}

/// The people of a portal in the server's order, found by canonical e-mail in O(1).
package struct PortalUsers: Equatable, Sendable {
  package let all: [PortalUser]
  /// Addresses that the portal lists more than once.
  package let repeated: Set<EmailAddress>
  private let index: KeyIndex

  package init(_ users: [PortalUser]) {
    var index = KeyIndex()
    var repeated: Set<EmailAddress> = []
    for (place, user) in users.enumerated() {
      let sought = KeyIndex.Sought(hash: Self.hash(of: user.email))
      guard index.add(place, sought, unless: { users[$0].email == user.email }) != nil else {
        continue
      }
      repeated.insert(user.email)
    }
    all = users
    self.index = index
    self.repeated = repeated
  }

  /// The first of an address.
  package subscript(_ email: EmailAddress) -> PortalUser? { place(of: email).map { all[$0] } }

  private func place(of email: EmailAddress) -> Int? {
    index.row(hash: Self.hash(of: email)) { all[$0].email == email }
  }

  private static func hash(of email: EmailAddress) -> UInt32 {
    UInt32(truncatingIfNeeded: email.hashValue)
  }

  package static func == (one: PortalUsers, other: PortalUsers) -> Bool { one.all == other.all }

  /// The role of a person, of whom nothing else is copied; nil too for somebody who is not there.
  package func role(of email: EmailAddress) -> RoleID? { place(of: email).flatMap { all[$0].role } }

  /// The same people, those whose customer is known by name alone with its id where exactly one of
  /// these customers has the name.
  func naming(_ customers: Customers) -> PortalUsers {
    func id(of user: PortalUser) -> CustomerID? {
      guard user.kind == .client, user.customer == nil, let name = CustomerName(user.customerName)
      else { return nil }
      let found = customers.named(name)
      return found.count == 1 ? found[0].id : nil
    }
    guard all.contains(where: { id(of: $0) != nil }) else { return self }
    return PortalUsers(all.map { user in id(of: user).map(user.with(customer:)) ?? user })
  }
}

extension PortalUsers {
  /// The same people, those whose role or profile is known by name alone with its id where exactly one
  /// of these has the name.
  package func identifying(_ roles: [Role], _ profiles: [Profile]) -> PortalUsers {
    guard all.contains(where: \.isNamedOnly) else { return self }
    let titles = Self.ids(roles.map { ($0.name, $0.id) })
    let rights = Self.ids(profiles.map { ($0.name, $0.id) })
    return PortalUsers(
      all.map { user in
        user.isNamedOnly
          ? user.with(titles[lowercased(user.roleName)], rights[lowercased(user.profileName)])
          : user
      })
  }

  /// Ids by lower-case name, without names that several have.
  private static func ids<ID>(_ named: [(name: String, id: ID)]) -> [String: ID] {
    Dictionary(grouping: named) { lowercased($0.name) }
      .compactMapValues { $0.count == 1 ? $0[0].id : nil }
  }
}

/// A person's place in one project.
package struct Membership: Hashable, Sendable, Codable {
  package let email: EmailAddress
  /// The id on the project's list, which may differ from the portal's.
  package let projectUserID: PortalUserID
  package let profile: ProfileID?
  package let profileName: String

  package init(
    email: EmailAddress, projectUserID: PortalUserID, profile: ProfileID?, profileName: String
  ) {
    self.email = email
    self.projectUserID = projectUserID
    self.profile = profile
    self.profileName = profileName
  }
}

/// The members of one project, found by canonical e-mail.
package struct ProjectMembers: Equatable, Sendable {
  package internal(set) var byEmail: MembersByEmail
  /// Addresses that the project lists more than once.
  package let repeated: Set<EmailAddress>

  package init(_ members: [Membership]) {
    var repeated: Set<EmailAddress> = []
    byEmail = MembersByEmail(members) { repeated.insert($0) }
    self.repeated = repeated
  }

  /// Has the texts of these people in place of equal ones of its own: each list that is read brings the
  /// address of each of its people again.
  package mutating func shareTexts(with users: PortalUsers) { byEmail.shareTexts(with: users) }

  init(_ byEmail: MembersByEmail, repeated: Set<EmailAddress>) {
    self.byEmail = byEmail
    self.repeated = repeated
  }
}

/// Licences of one kind of portal user.
package struct LicenceCount: Hashable, Sendable, Codable {
  /// Licences bought.
  package let total: Int
  /// Licences in use.
  package let used: Int
  /// Nil: unlimited.
  package let remaining: Int?

  package init(total: Int, used: Int, remaining: Int?) {
    self.total = total
    self.used = used
    self.remaining = remaining
  }
}

/// The licences of a portal by Zoho's own kind names (`portal_user`, `client_user` …).
package struct Licences: Equatable, Sendable, Codable {
  /// By kind, in Zoho's words.
  package let counts: [String: LicenceCount]

  package init(_ counts: [String: LicenceCount]) { self.counts = counts }

  /// Those that new staff use up; nil when the server told none.
  package var staff: LicenceCount? { counts["portal_user"] }

  /// Those that new client users use up; nil when the server told none.
  package var clients: LicenceCount? { counts["client_user"] }
}
