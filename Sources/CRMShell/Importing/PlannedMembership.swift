import ImportModel

/// What a row of the plan means in one of its projects.
struct PlannedMembership {
  let project: ProjectID
  /// `blocked`, `add`, `change`, `join` or `keep`.
  let kind: ChangeKind
  /// The names of the profile that the person has there and of the one they will have; nil where there is
  /// none, or none was chosen.
  let profile: (from: String?, to: String?)

  init(_ change: Change, in project: ProjectID, of portal: Portal, _ names: PortalNames) {
    let member = change.row.person.email.flatMap { portal.membership(of: $0, in: project) }
    var kind = change.blocked.isEmpty ? ChangeKind.keep : .blocked
    var to =
      member?.profileName ?? change.row.profile(in: project).map { names.profile($0.value) }
    for part in change.parts {
      switch part {
      case .introduce(project, _, _), .introduceClient(project, _, _): kind = .add
      case .join(project, let profile):
        kind = .join
        // Nobody gives the owner of a portal another profile than theirs.
        if profile == nil, to != nil { to = change.portalUser?.profileName }
      case .joinClient(project, _, _): kind = .join
      case .profile(project, _, let profile):
        kind = .change
        to = names.profile(profile)
      default: break
      }
    }
    self.project = project
    self.kind = kind
    profile = (member?.profileName, to)
  }
}
