/// What was fetched from Zoho Projects about one portal.
package struct Portal: Equatable, Sendable {
  package let id: PortalID
  package let name: String
  /// The caller's own profile in the portal; it decides whether they may invite.
  package let callerProfile: String
  package let projects: [Project]
  package let roles: [Role]
  package let profiles: [Profile]
  /// Every customer (client company) of the portal.
  package var customers: Customers
  /// Why the customers could not be read; nil when they were.
  package let customersProblem: String?
  /// Every user of the portal, staff and clients, of every status. A client user whose customer the
  /// server told by name alone has its id where exactly one customer has the name.
  package let users: PortalUsers
  package var licences: Licences
  package let crmIntegration: CRMIntegration
  /// Members by project, for the projects that were read; absent: not read.
  package var members: [ProjectID: ProjectMembers]
  /// Customers and client users by project, for the projects whose clients were read.
  package var clients: [ProjectID: ProjectClients]
  /// What stands behind the `@` of the owner's address, lower-cased: Zoho refuses client users of
  /// the portal's own domain. Nil when the server did not tell the owner.
  package let domain: String?
  /// Seconds since 1970 of the read of its people.
  package var fetchedAt: Int64

  package init(
    id: PortalID, name: String, callerProfile: String, projects: [Project], roles: [Role],
    profiles: [Profile], customers: Customers = Customers(), customersProblem: String? = nil,
    users: PortalUsers, licences: Licences, crmIntegration: CRMIntegration,
    members: [ProjectID: ProjectMembers] = [:],
    clients: [ProjectID: ProjectClients] = [:], domain: String? = nil, fetchedAt: Int64
  ) {
    self.id = id
    self.name = name
    self.callerProfile = callerProfile
    self.projects = projects
    self.roles = roles
    self.profiles = profiles
    self.customers = customers
    self.customersProblem = customersProblem
    self.users = users.naming(customers)
    self.licences = licences
    self.crmIntegration = crmIntegration
    self.members = members
    self.clients = clients
    self.domain = domain
    self.fetchedAt = fetchedAt
  }

  /// Whether the caller's profile lets them invite people.
  package var callerMayInvite: Bool { Self.mayInvite(profile: callerProfile) }

  /// Whether a profile of this name lets its holders invite people: Zoho's default profiles of that
  /// kind.
  package static func mayInvite(profile: String) -> Bool {
    ["portal owner", "admin", "administrator", "manager"].contains(lowercased(profile))
  }
}

/// A project of the portal.
package struct Project: Hashable, Sendable {
  /// Whether people can be assigned to it.
  package enum Status: Hashable, Sendable {
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
package struct Role: Hashable, Sendable {
  package let id: RoleID
  package let name: String

  package init(id: RoleID, name: String) {
    self.id = id
    self.name = name
  }
}

/// A Projects profile: permissions; may differ by project.
package struct Profile: Hashable, Sendable {
  package let id: ProfileID
  package let name: String
  /// Whether it is meant for client users.
  package let isForClients: Bool

  package init(id: ProfileID, name: String, isForClients: Bool) {
    self.id = id
    self.name = name
    self.isForClients = isForClients
  }

  /// Zoho adds holders of the administrator profile to every project.
  package var joinsEveryProject: Bool {
    ["admin", "administrator", "portal owner"].contains(lowercased(name))
  }
}

/// Whether CRM and this portal are integrated, as far as it can be known.
package enum CRMIntegration: Equatable, Sendable {
  case on, off
  /// Why it can't be known.
  case unknown(String)
}
