/// An endpoint as Zoho's rate limit counts it: ids in the path do not spread the load.
package enum EndpointPattern: String, CaseIterable, Hashable, Sendable {
  /// `POST …/projects/{project}/projectusers`
  case projectUsers = "add to project"
  /// The portal-level invitation.
  case portalUsers = "add to portal"
  /// A portal user's role or profile, and their removal: the method is not known to be counted apart.
  case portalUser = "change portal user"
  /// `POST …/users/{user}/deactivate`
  case portalUserDeactivation = "deactivate portal user"
  /// A member's profile in one project, and their removal from it.
  case projectUser = "change project user"
  /// `POST …/clients`
  case customers = "make customer"
  /// `POST …/projects/{project}/associate-client`
  case projectCustomers = "link customer"
  /// `POST …/projects/{project}/clientuser`
  case clientUsers = "add client to project"
  /// `DELETE …/projects/{project}/clients/users/{user}`
  case projectClientUser = "remove client from project"
  /// `DELETE …/projects/{project}/clients/{customer}`
  case projectCustomer = "unlink customer"
  /// `DELETE …/clients/{customer}`, a guess.
  case customer = "delete customer"
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
  /// Taking a portal user out of a project.
  case leave
  /// Taking a client user out of a project.
  case leaveClient = "leave-client"
  /// Taking a customer out of a project.
  case unlinkCustomer = "unlink-customer"
  /// Taking a person out of the portal.
  case removeFromPortal = "remove-from-portal"
  /// Making a person of the portal inactive.
  case deactivate
  /// Taking a customer out of the portal.
  case deleteCustomer = "delete-customer"

  /// Whether it is about customers or their client users.
  package var concernsClients: Bool {
    switch self {
    case .makeCustomer, .linkCustomer, .introduceClient, .joinClient, .leaveClient,
      .unlinkCustomer, .deleteCustomer:
      true
    case .introduce, .join, .addToPortal, .setRole, .setPortalProfile, .setProjectProfile, .leave,
      .removeFromPortal, .deactivate:
      false
    }
  }

  /// Where its calls go.
  package var pattern: EndpointPattern {
    switch self {
    case .introduce, .join: .projectUsers
    case .addToPortal: .portalUsers
    case .setRole, .setPortalProfile, .removeFromPortal: .portalUser
    case .deactivate: .portalUserDeactivation
    case .setProjectProfile, .leave: .projectUser
    case .leaveClient: .projectClientUser
    case .unlinkCustomer: .projectCustomer
    case .deleteCustomer: .customer
    case .makeCustomer: .customers
    case .linkCustomer: .projectCustomers
    case .introduceClient, .joinClient: .clientUsers
    }
  }
}
