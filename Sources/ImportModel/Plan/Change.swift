/// Why a person of the plan is left out of an import.
package enum BlockReason: String, CaseIterable, Sendable {
  case noEmail = "no-email"
  case duplicateEmail = "duplicate-email"
  case confusableEmail = "confusable-email"
  case crmNotActive = "crm-not-active"
  case crmUnconfirmed = "crm-unconfirmed"
  /// CRM does not tell whether the invitation was accepted.
  case crmConfirmationUnknown = "crm-confirmation-unknown"
  /// A user that CRM says is no human being.
  case crmBot = "crm-bot"
  /// A user of a kind that need not be one of the own people, or that is not known.
  case crmUserType = "crm-user-type"
  case portalInactive = "portal-inactive"
  case isClientUser = "is-client-user"
  case isPortalUser = "is-portal-user"
  /// A user who is in the portal with a licence of less: lite, or read-only.
  case isLimitedUser = "is-limited-user"
  /// A contact who is an active CRM user: as a client user they could not become a portal user.
  case isCRMUser = "is-crm-user"
  case otherCustomer = "other-customer"
  case ambiguousCustomer = "ambiguous-customer"
  case noCustomer = "no-customer"
  case clientDomain = "client-domain"
  case noRole = "no-role"
  case noProject = "no-project"
  case projectArchived = "project-archived"

  /// Whether somebody can be let in by name in spite of it.
  package var canBeAccepted: Bool {
    switch self {
    case .confusableEmail, .crmConfirmationUnknown, .crmUserType: true
    default: false
    }
  }
}

/// One part of what a row means against the portal.
package enum ChangePart: Hashable, Sendable {
  /// A person the portal doesn't have is added to it by way of their first project.
  case introduce(project: ProjectID, role: RoleID, profile: ProfileID?)
  /// The same for a contact, as a client user of a customer.
  case introduceClient(project: ProjectID, customer: CustomerTarget, profile: ProfileID?)
  case role(from: RoleID?, to: RoleID)
  /// A client user the portal has, or will have by then, joins a project as one of a customer.
  case joinClient(project: ProjectID, customer: CustomerTarget, profile: ProfileID?)
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

/// Something that was asked for but is left as the portal has it: since no line said `--replace`, or since
/// it is the portal's owner's.
package enum Kept: Hashable, Sendable {
  case role(has: String, wanted: RoleID)
  case profile(project: ProjectID?, has: String, wanted: ProfileID)
  case ownersRole(has: String, wanted: RoleID)
  case ownersProfile(has: String, wanted: ProfileID)

  /// Whether it is the role in the portal.
  package var isOfRole: Bool {
    switch self {
    case .role, .ownersRole: true
    case .profile, .ownersProfile: false
    }
  }

  /// Whether `--replace` makes no difference.
  package var isOfOwner: Bool {
    switch self {
    case .role, .profile: false
    case .ownersRole, .ownersProfile: true
    }
  }
}

/// What one row of the plan means against the portal. A class: everything that is told of a plan walks
/// through thousands of them, and each holds thirty texts that a copy would count anew.
package final class Change: Sendable {
  package let row: PlanRow
  package let kind: ChangeKind
  /// Nobody is written to while this isn't empty.
  package let blocked: [BlockReason]
  /// Empty when everything is as planned.
  package let parts: [ChangePart]
  package let kept: [Kept]
  package let portalUser: PortalUser?
  /// The customer that a contact's row means; nil for users, and where none can be told.
  package let customer: CustomerTarget?
  /// Addresses of the plan and of the portal that the person's could be taken for, a few of them.
  package let resembles: [EmailAddress]
  /// Which of the row's projects list the person already, whether or not the portal does.
  package let listing: ListingProjects

  package init(
    row: PlanRow, blocked: [BlockReason], parts: [ChangePart], kept: [Kept],
    portalUser: PortalUser?, customer: CustomerTarget? = nil, resembles: [EmailAddress] = [],
    listing: ListingProjects
  ) {
    self.listing = listing
    kind = blocked.isEmpty ? parts.map(\.kind).max() ?? .keep : .blocked
    self.resembles = resembles
    self.row = row
    self.blocked = blocked
    self.parts = parts
    self.kept = kept
    self.portalUser = portalUser
    self.customer = customer
  }
}

extension Change {
  /// The projects it is about: those staged, in plan order, then those of the person's in which no more than
  /// a profile was staged.
  package var projects: [ProjectID] {
    let staged = row.projects.map(\.value)
    guard !row.projectProfiles.isEmpty else { return staged }
    let profiled =
      parts.compactMap(\.profiledProject) + kept.compactMap(\.profiledProject)
    return staged + Set(profiled).subtracting(staged).sorted()
  }
}

extension Kept {
  fileprivate var profiledProject: ProjectID? {
    if case .profile(let project, _, _) = self { project } else { nil }
  }
}

extension ChangePart {
  fileprivate var profiledProject: ProjectID? {
    if case .profile(let project, _, _) = self { project } else { nil }
  }

  /// What it alone makes of a row.
  fileprivate var kind: ChangeKind {
    switch self {
    case .introduce, .introduceClient: .add
    case .role, .profile: .change
    case .join, .joinClient: .join
    }
  }
}

/// What a plan means for one customer of the portal.
package struct CustomerChange: Hashable, Sendable {
  /// What happens to it.
  package enum Kind: String, CaseIterable, Sendable {
    /// It is made.
    case add
    /// It is there and is linked to projects.
    case join
    case keep
  }

  package let target: CustomerTarget
  package let name: String
  /// The projects its client users come into, in plan order.
  package let projects: [ProjectID]
  /// Those of them that it is not linked to yet.
  package let links: [ProjectID]

  package var kind: Kind {
    if case .new = target { return .add }
    return links.isEmpty ? .keep : .join
  }
}
