/// An endpoint as Zoho's rate limit counts it: ids in the path do not spread the load.
package enum EndpointPattern: String, CaseIterable, Hashable, Sendable {
  /// `POST …/projects/{project}/projectusers`
  case projectUsers = "add to project"
  /// The portal-level invitation.
  case portalUsers = "add to portal"
  /// A portal user's role or profile.
  case portalUser = "change portal user"
  /// A member's profile in one project.
  case projectUser = "change project user"
  /// `POST …/clients`
  case customers = "make customer"
  /// `POST …/projects/{project}/associate-client`
  case projectCustomers = "link customer"
  /// `POST …/projects/{project}/clientuser`
  case clientUsers = "add client to project"
  /// Reading the portal's customers.
  case readCustomers = "read customers"
  /// Reading a project's customers.
  case readProjectCustomers = "read project customers"
  /// Reading a project's client users.
  case readProjectClients = "read project clients"
  /// Reading the portal's people.
  case readUsers = "read portal users"
  /// Reading a project's people.
  case readMembers = "read project users"
}

/// A way of changing the portal that has to be proved once a portal before it is used on many.
package enum WriteKind: String, CaseIterable, Hashable, Sendable {
  /// Adding people to a project whom the portal does not have.
  case introduce
  /// Adding people to a project whom the portal has.
  case join
  /// Adding a person to the portal without a project.
  case addToPortal = "add-to-portal"
  case setRole = "set-role"
  case setPortalProfile = "set-portal-profile"
  case setProjectProfile = "set-project-profile"
  /// Making a customer of the portal.
  case makeCustomer = "make-customer"
  /// Linking a customer to a project.
  case linkCustomer = "link-customer"
  /// Adding contacts to a project whom the portal does not have.
  case introduceClient = "introduce-client"
  /// Adding client users to a project whom the portal has.
  case joinClient = "join-client"

  /// Whether it is about customers or their client users.
  package var concernsClients: Bool {
    switch self {
    case .makeCustomer, .linkCustomer, .introduceClient, .joinClient: true
    case .introduce, .join, .addToPortal, .setRole, .setPortalProfile, .setProjectProfile: false
    }
  }

  /// Where its calls go.
  package var pattern: EndpointPattern {
    switch self {
    case .introduce, .join: .projectUsers
    case .addToPortal: .portalUsers
    case .setRole, .setPortalProfile: .portalUser
    case .setProjectProfile: .projectUser
    case .makeCustomer: .customers
    case .linkCustomer: .projectCustomers
    case .introduceClient, .joinClient: .clientUsers
    }
  }
}
