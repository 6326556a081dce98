/// The Projects side of the world: the one portal, which calls change.
struct Portal: Codable, Sendable, Equatable {
  /// New for every world and every reset; kept in the state file.
  var instance: String
  /// Projects roles: one a person, the same in every project.
  private(set) var roles: [Reference]
  /// Projects profiles: permissions, may differ from project to project.
  let profiles: [Reference]
  /// In the order they were made.
  private(set) var projects: [Project]
  /// Portal users of every status, in the order they came.
  private(set) var users = PeopleRoll()
  /// The first person of each e-mail, by its lower case.
  private var idsByEmail: [String: String] = [:]
  /// Who is in each project, by project id.
  var rosters: [String: IndexedList<Membership>] = [:]
  /// Client companies, in the order they were made.
  var customers = IndexedList<Customer>()
  /// The customers linked to each project, by project id; the first is its primary one.
  var links: [String: [String]] = [:]
  /// How many people the plan allows; set when the world is made.
  var licences = 0
  /// How many client users the plan allows; set when the world is made.
  var clientLicences = 0
  /// Counts up with every change, so that the state file is written only when it must be.
  var revision = 0
  /// The last number given to a user or a membership.
  private var lastNumber: Int64 = 91_000

  init(instance: String, roles: [Reference], profiles: [Reference], projects: [Project]) {
    self.instance = instance
    self.roles = roles
    self.profiles = profiles
    self.projects = projects
  }

  /// The portal's id: short, as portal ids are.
  static let id = "700100200"
  /// The name in addresses.
  static let name = "zylker"

  /// An id never given before.
  mutating func newID() -> String {
    lastNumber += 7
    return ProjectsID.text(Int(lastNumber))
  }

  /// Adds a person, or takes the new values of one who is there.
  mutating func store(_ user: PortalUser) {
    users[user.id] = user
    let key = user.email.lowercased()
    if idsByEmail[key] == nil { idsByEmail[key] = user.id }
  }

  /// Forgets a person.
  mutating func discard(_ id: String) {
    guard let key = users[id]?.email.lowercased() else { return }
    users[id] = nil
    guard idsByEmail[key] == id else { return }
    idsByEmail[key] = users.elements.first { $0.email.lowercased() == key }?.id
  }

  /// Puts a project in the place of the one of its id.
  mutating func replace(_ project: Project) {
    guard let place = projects.firstIndex(where: { $0.id == project.id }) else { return }
    projects[place] = project
    revision += 1
  }

  /// Puts a role in the place of the one of its id.
  mutating func replace(_ role: Reference) {
    guard let place = roles.firstIndex(where: { $0.id == role.id }) else { return }
    roles[place] = role
    revision += 1
  }

  /// The first person of an e-mail, whatever its case.
  func user(email: String) -> PortalUser? { idsByEmail[email.lowercased()].flatMap { users[$0] } }
}

/// Ids of Projects: text of 19 digits, above 2^53.
enum ProjectsID {
  /// The id with a number at its end.
  static func text(_ number: Int) -> String { String(1_700_000_000_000_000_000 + Int64(number)) }
}

/// A project.
struct Project: Codable, Sendable, Equatable {
  let id: String
  /// Short name, such as `ZY-1`.
  let key: String
  var name: String
  /// Takes no more people.
  var isArchived: Bool
  /// Milliseconds since 1970 UTC.
  let created: Int64
}

/// A person in the portal.
struct PortalUser: Codable, Sendable, Equatable, Identifiable {
  /// The portal-level id (`id` in v3.1, `zpuid` in v3).
  let id: String
  /// Empty for someone who never signed in.
  var zuid: String
  let email: String
  var firstName: String
  var lastName: String
  var isActive = true
  /// Whether the invitation was accepted.
  var isConfirmed = true
  /// Id of the Projects role.
  var role: String
  /// Id of the portal-level profile.
  var profile: String
  /// Id of the customer of a client user; nil for staff.
  var customer: String?
  /// The kind of a licence of less, in Zoho's words; nil for staff and client users.
  var limitedKind: String?
  /// Milliseconds since 1970 UTC.
  let added: Int64
  /// Milliseconds since 1970 UTC.
  var updated: Int64
  /// Milliseconds since 1970 UTC; nil for someone not seen since the world was made.
  var lastAccess: Int64?
  /// Invitations sent.
  var mails = 0
  /// Mails sent to somebody already there.
  var notices = 0

  /// Whether it is a client user.
  var isClient: Bool { customer != nil }
  /// What `type` and `user_type` call it. `portal_user` [L] S1, the others [G].
  var kind: String { limitedKind ?? (isClient ? "client_user" : "portal_user") }
  /// First and last name.
  var fullName: String { firstName.isEmpty ? lastName : "\(firstName) \(lastName)" }
}

/// A person in a project.
struct Membership: Codable, Sendable, Equatable, Identifiable {
  /// The portal-level id of the person.
  let id: String
  /// The project-level id, another one [L, S1].
  let zpuid: String
  /// Id of the profile in this project.
  var profile: String
}
