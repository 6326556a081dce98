import ImportModel

/// What is left to be sent for one person.
struct PersonWork: Hashable, Sendable {
  struct Introduction: Hashable, Sendable {
    let project: ProjectID
    /// Of portal users; client users have none.
    let role: RoleID?
    let profile: ProfileID?
  }

  struct Join: Hashable, Sendable {
    let project: ProjectID
    let profile: ProfileID?
  }

  struct ProfileChange: Hashable, Sendable {
    let project: ProjectID?
    let profile: ProfileID
  }

  let email: EmailAddress
  /// Whether the portal had the person before the run.
  let wasThere: Bool
  /// Whether the person is, or is to be, a client user.
  let isClient: Bool
  /// Whose client user the person is to be; nil where nothing is added for them.
  let customer: CustomerTarget?
  var introduction: Introduction?
  var role: RoleID?
  var joins: [Join] = []
  var profiles: [ProfileChange] = []

  /// Nil for people who are blocked or as planned.
  init?(_ change: Change) {
    guard change.blocked.isEmpty, !change.parts.isEmpty, let email = change.row.person.email
    else { return nil }
    self.email = email
    wasThere = change.portalUser != nil
    isClient = change.row.person.id.kind == .contact
    customer = change.customer
    for part in change.parts {
      switch part {
      case .introduce(let project, let role, let profile):
        introduction = Introduction(project: project, role: role, profile: profile)
      case .introduceClient(let project, _, let profile):
        introduction = Introduction(project: project, role: nil, profile: profile)
      case .role(_, let role): self.role = role
      case .join(let project, let profile), .joinClient(let project, _, let profile):
        joins.append(Join(project: project, profile: profile))
      case .profile(let project, _, let profile):
        profiles.append(ProfileChange(project: project, profile: profile))
      }
    }
  }

  /// Takes off what a call is about to do, and adds what its entry leaves to be done afterwards.
  /// `settingRole`: the portal is known to take no notice of the role in an addition.
  mutating func remove(_ call: PlannedCall, entry: MemberEntry?, settingRole: Bool) {
    switch call.work {
    case .introduce, .introduceClients:
      guard let introduction else { return }
      self.introduction = nil
      if entry?.role == nil, let role = introduction.role { self.role = role }
      if let profile = introduction.profile, entry?.profile == nil {
        profiles.append(ProfileChange(project: introduction.project, profile: profile))
      }
    case .join(let project, _), .joinClients(let project, _, _):
      guard let join = joins.first(where: { $0.project == project }) else { return }
      joins.removeAll { $0.project == project }
      if let profile = join.profile, entry?.profile == nil {
        profiles.append(ProfileChange(project: project, profile: profile))
      }
    case .addToPortal:
      guard let introduction else { return }
      self.introduction = nil
      if settingRole, let role = introduction.role { self.role = role }
      joins.insert(Join(project: introduction.project, profile: introduction.profile), at: 0)
    case .setRole: role = nil
    case .setProfile(_, let project, _): profiles.removeAll { $0.project == project }
    case .makeCustomer, .linkCustomer: break
    }
  }
}

/// What is left to be sent for one customer.
struct CustomerWork: Hashable, Sendable {
  let target: CustomerTarget
  /// Its name, where it is still to be made.
  var making: CustomerName?
  /// The projects it is still to be linked to.
  var links: [ProjectID]

  init(_ change: CustomerChange) {
    target = change.target
    if case .new(let name) = change.target { making = name }
    links = change.links
  }
}
