/// A project and everybody in it, as far as they were read: looked up once where many people are looked
/// for.
struct ProjectRoster {
  /// Whether the portal lists it as one that people can be assigned to.
  let isActive: Bool
  private let staff: MembersByEmail
  private let clients: MembersByEmail

  fileprivate init(_ id: ProjectID, isActive: Bool, in portal: Portal) {
    self.isActive = isActive
    staff = portal.members[id]?.byEmail ?? MembersByEmail()
    clients = portal.clients[id]?.users.byEmail ?? MembersByEmail()
  }

  /// A person's place in it; the same as `Portal.membership(of:in:)`.
  func membership(of email: EmailAddress) -> Membership? { staff[email] ?? clients[email] }
}

extension Portal {
  /// By project, of those that it lists and of those whose people were read.
  var rosters: [ProjectID: ProjectRoster] {
    var rosters: [ProjectID: ProjectRoster] = [:]
    for project in projects where rosters[project.id] == nil {
      rosters[project.id] = ProjectRoster(project.id, isActive: project.isActive, in: self)
    }
    for id in Array(members.keys) + clients.keys where rosters[id] == nil {
      rosters[id] = ProjectRoster(id, isActive: false, in: self)
    }
    return rosters
  }
}
