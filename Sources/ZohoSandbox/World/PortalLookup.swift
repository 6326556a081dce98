/// What is found in a portal, and what follows from it.
extension Portal {
  /// The names of the profiles that join every project and cannot leave one. [Z]
  static let profilesOfEveryProject: Set<String> = ["Portal Owner", "Admin"]
  /// What a newcomer gets when nothing else is said.
  static let defaultName = "Employee"

  /// The role of an id.
  func role(_ id: String) -> Reference? { roles.first { $0.id == id } }

  /// The profile of an id.
  func profile(_ id: String) -> Reference? { profiles.first { $0.id == id } }

  /// The project of an id.
  func project(_ id: String) -> Project? { projects.first { $0.id == id } }

  /// The id of the role that newcomers get.
  var defaultRole: String { Self.id(of: Self.defaultName, in: roles) }

  /// The id of the profile that newcomers get.
  var defaultProfile: String { Self.id(of: Self.defaultName, in: profiles) }

  /// Whether a profile takes part in every project.
  func joinsEveryProject(_ profile: String) -> Bool {
    Self.profilesOfEveryProject.contains(self.profile(profile)?.name ?? "")
  }

  /// The person of a portal-level id or an e-mail.
  func user(idOrEmail text: String) -> PortalUser? { users[text] ?? user(email: text) }

  /// The person of a project-level id or an e-mail, with their membership.
  func member(idOrEmail text: String, of project: String) -> (PortalUser, Membership)? {
    guard let roster = rosters[project] else { return nil }
    let known = user(email: text).flatMap { roster[$0.id] }
    guard let membership = known ?? roster.elements.first(where: { $0.zpuid == text }) else {
      return nil
    }
    return users[membership.id].map { ($0, membership) }
  }

  /// Licences in use: those of active staff, the invited among them.
  var licencesUsed: Int { used(by: "portal_user") }

  /// Licences of a kind in use.
  func used(by kind: String) -> Int { users.active[kind] ?? 0 }

  /// Licences of client users in use.
  var clientLicencesUsed: Int { used(by: "client_user") }

  /// Licences of client users left, never below 0.
  var clientLicencesLeft: Int { max(clientLicences - clientLicencesUsed, 0) }

  /// Licences left, never below 0.
  var licencesLeft: Int { max(licences - licencesUsed, 0) }

  /// The id of a name in a list; the last one's where there is none.
  static func id(of name: String, in list: [Reference]) -> String {
    (list.first { $0.name == name } ?? list[list.count - 1]).id
  }
}
