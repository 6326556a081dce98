/// A project and everybody in it, as far as they were read: looked up once where many people are looked
/// for.
final class ProjectRoster: Sendable {
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

  /// Whether a person has a place in it.
  func lists(_ email: EmailAddress) -> Bool {
    staff.contains(email) || clients.contains(email)
  }
}

/// The rosters of a portal, of the projects that it lists and of those whose people were read.
final class ProjectRosters {
  private let byID: [ProjectID: ProjectRoster]
  private var recent: (projects: [Staged<ProjectID>], rosters: [ProjectRoster?]) = ([], [])

  /// None.
  init() { byID = [:] }

  init(of portal: Portal) {
    var rosters: [ProjectID: ProjectRoster] = [:]
    for project in portal.projects where rosters[project.id] == nil {
      rosters[project.id] = ProjectRoster(project.id, isActive: project.isActive, in: portal)
    }
    for id in Array(portal.members.keys) + portal.clients.keys where rosters[id] == nil {
      rosters[id] = ProjectRoster(id, isActive: false, in: portal)
    }
    byID = rosters
  }

  subscript(_ project: ProjectID) -> ProjectRoster? { byID[project] }

  /// Those of a row's projects, in their order.
  func rosters(of projects: [Staged<ProjectID>]) -> [ProjectRoster?] {
    if !projects.haveTheValues(of: recent.projects) {
      recent = (projects, projects.map { byID[$0.value] })
    }
    return recent.rosters
  }
}

/// By their places, the projects of a row that list its person: none of them is missing, but behind the
/// first 63 others may be among them.
package struct ListingProjects: Hashable, Sendable {
  private var marks: UInt64 = 0

  /// As many as there may be.
  static let unknown = {
    var all = ListingProjects()
    all.marks = .max
    return all
  }()

  package init() {}

  /// Whether no project lists the person.
  package var isEmpty: Bool { marks == 0 }

  mutating func insert(_ place: Int) { marks |= Self.mark(place) }

  /// Whether the project at a place of the row's may list the person.
  func mayContain(_ place: Int) -> Bool { marks & Self.mark(place) != 0 }

  private static func mark(_ place: Int) -> UInt64 { 1 << UInt64(min(place, 63)) }
}
