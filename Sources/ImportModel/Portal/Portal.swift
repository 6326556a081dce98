/// What was fetched from Zoho Projects about one portal.
package struct Portal: Equatable, Sendable, Codable {
  package let id: PortalID
  package let name: String
  /// The caller's own profile in the portal; it decides whether they may invite.
  package let callerProfile: String
  package let projects: [Project]
  package let roles: [Role]
  package let profiles: [Profile]
  /// Every customer (client company) of the portal.
  package var customers: Customers
  /// Why the customers, or their client users, could not be read; nil when they were.
  package let customersProblem: String?
  /// What else its server did not tell.
  package var gaps: [PortalGap] = []
  /// Every user of the portal, staff and clients, of every status. A client user whose customer the
  /// server told by name alone has its id where exactly one customer has the name.
  package internal(set) var users: PortalUsers
  package var licences: Licences
  package let crmIntegration: CRMIntegration
  /// Members by project, for the projects that were read; absent: not read.
  package var members: [ProjectID: ProjectMembers]
  /// Customers and client users by project, for the projects whose clients were read.
  package var clients: [ProjectID: ProjectClients]
  /// Whose portal it is: of them nobody can change the role or profile there. Nil when the server did not tell.
  package var owner: EmailAddress?
  /// Seconds since 1970 of the read of its people.
  package var fetchedAt: Int64

  package init(
    id: PortalID, name: String, callerProfile: String, projects: [Project], roles: [Role],
    profiles: [Profile], customers: Customers = Customers(), customersProblem: String? = nil,
    users: PortalUsers, licences: Licences, crmIntegration: CRMIntegration,
    members: [ProjectID: ProjectMembers] = [:],
    clients: [ProjectID: ProjectClients] = [:], owner: EmailAddress? = nil, fetchedAt: Int64
  ) {
    self.id = id
    self.name = name
    self.callerProfile = callerProfile
    self.projects = projects
    self.roles = roles
    self.profiles = profiles
    self.customers = customers
    self.customersProblem = customersProblem
    self.users = users.naming(customers).identifying(roles, profiles)
    self.licences = licences
    self.crmIntegration = crmIntegration
    self.members = members
    self.clients = clients
    self.owner = owner
    self.fetchedAt = fetchedAt
  }

  /// Whether the caller's profile lets them invite people.
  package var invitingRight: InvitingRight { InvitingRight(profile: callerProfile) }

  /// What stands behind the `@` of the owner's address, lower-cased: Zoho refuses client users of
  /// the portal's own domain.
  package var domain: Substring? { owner?.domain }
}

/// Whether somebody may invite people into a portal, by the name of their profile in it: no call tells
/// it, and every profile can be renamed, in other languages too.
package enum InvitingRight: Hashable, Sendable {
  case given
  /// One of Zoho's own profiles that does not give it.
  case withheld
  /// A profile that isn't known, or none told: only an import's first try can tell.
  case unknown

  /// By the names of Zoho's own profiles, and of those that may import people. [L] S1, [Z] S16
  package init(profile: String) {
    let given = ["portal owner", "admin", "administrator", "manager", "project manager"]
    let withheld = [
      "employee", "contractor", "customer", "client", "client user", "read-only", "read only",
      "readonly", "read-only user", "read only user", "readonly user", "lite user",
    ]
    let name = lowercased(profile.trimmingBlanks())
    self = given.contains(name) ? .given : withheld.contains(name) ? .withheld : .unknown
  }
}

/// A project of the portal.
package struct Project: Hashable, Sendable, Codable {
  /// Whether people can be assigned to it.
  package enum Status: Hashable, Sendable, Codable {
    case active, archived
    /// Any other word of the server, kept.
    case other(String)
  }

  package let id: ProjectID
  package let name: String
  package let status: Status

  package init(id: ProjectID, name: String, status: Status) {
    self.id = id
    self.name = name
    self.status = status
  }

  /// Whether people can be assigned to it.
  package var isActive: Bool { status == .active }
}

/// A Projects role: a title, one per person in the whole portal.
package struct Role: Hashable, Sendable, Codable {
  package let id: RoleID
  package let name: String

  package init(id: RoleID, name: String) {
    self.id = id
    self.name = name
  }
}

/// A Projects profile: permissions; may differ by project.
package struct Profile: Hashable, Sendable, Codable {
  package let id: ProfileID
  package let name: String
  /// Whether it is meant for client users.
  package let isForClients: Bool

  package init(id: ProfileID, name: String, isForClients: Bool) {
    self.id = id
    self.name = name
    self.isForClients = isForClients
  }

  /// A profile whose server doesn't tell whom it is for: by the names that Zoho's own client profiles
  /// have. [L] S1
  package init(id: ProfileID, name: String) {
    let own = ["customer", "client"]
    self.init(id: id, name: name, isForClients: own.contains(lowercased(name)))
  }

  /// Zoho adds holders of the administrator profile to every project.
  package var joinsEveryProject: Bool {
    ["admin", "administrator", "portal owner"].contains(lowercased(name))
  }
}

/// Whether CRM and this portal are integrated, as far as it can be known.
package enum CRMIntegration: Equatable, Sendable, Codable {
  case on, off
  /// Why it can't be known.
  case unknown(String)
}
