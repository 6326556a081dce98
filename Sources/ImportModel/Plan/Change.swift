/// Why a person of the plan is left out of an import.
package enum BlockReason: String, CaseIterable, Sendable {
  case noEmail = "no-email"
  case duplicateEmail = "duplicate-email"
  case confusableEmail = "confusable-email"
  case crmNotActive = "crm-not-active"
  case crmUnconfirmed = "crm-unconfirmed"
  case portalInactive = "portal-inactive"
  case isClientUser = "is-client-user"
  case noRole = "no-role"
  case noProject = "no-project"
  case projectArchived = "project-archived"
}

/// One part of what a row means against the portal.
package enum ChangePart: Hashable, Sendable {
  /// A person the portal doesn't have is added to it by way of their first project.
  case introduce(project: ProjectID, role: RoleID, profile: ProfileID?)
  case role(from: RoleID?, to: RoleID)
  /// A person the portal has, or will have by then, joins a project.
  case join(project: ProjectID, profile: ProfileID?)
  /// Another profile: in a project, or for the whole portal (nil).
  case profile(project: ProjectID?, from: ProfileID?, to: ProfileID)
}

/// The strongest of a row's parts, strongest first.
package enum ChangeKind: String, CaseIterable, Comparable, Sendable {
  case blocked, add, change, join, keep

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.strength < rhs.strength }

  private var strength: Int {
    switch self {
    case .blocked: 4
    case .add: 3
    case .change: 2
    case .join: 1
    case .keep: 0
    }
  }

  /// The sign shown before a person.
  package var symbol: String {
    switch self {
    case .blocked: "!"
    case .add: "+"
    case .change: "~"
    case .join: ">"
    case .keep: "="
    }
  }
}

/// Something that was asked for but is left as the portal has it, since no line said `--replace`.
package enum Kept: Hashable, Sendable {
  case role(has: String, wanted: RoleID)
  case profile(project: ProjectID?, has: String, wanted: ProfileID)
}

/// What one row of the plan means against the portal.
package struct Change: Hashable, Sendable {
  package let row: PlanRow
  /// Nobody is written to while this isn't empty.
  package let blocked: [BlockReason]
  /// Empty when everything is as planned.
  package let parts: [ChangePart]
  package let kept: [Kept]
  package let portalUser: PortalUser?

  package init(
    row: PlanRow, blocked: [BlockReason], parts: [ChangePart], kept: [Kept],
    portalUser: PortalUser?
  ) {
    self.row = row
    self.blocked = blocked
    self.parts = parts
    self.kept = kept
    self.portalUser = portalUser
  }

  package var kind: ChangeKind {
    guard blocked.isEmpty else { return .blocked }
    return parts.map { part -> ChangeKind in
      switch part {
      case .introduce: .add
      case .role, .profile: .change
      case .join: .join
      }
    }.max() ?? .keep
  }
}
