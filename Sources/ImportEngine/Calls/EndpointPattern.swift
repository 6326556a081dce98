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

  /// Where its calls go.
  package var pattern: EndpointPattern {
    switch self {
    case .introduce, .join: .projectUsers
    case .addToPortal: .portalUsers
    case .setRole, .setPortalProfile: .portalUser
    case .setProjectProfile: .projectUser
    }
  }
}
