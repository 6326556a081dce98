/// How a quarter changes the world: people of CRM, projects and roles of the portal.
///
/// `{"do":…}` with `hire` → `email`, `role`, `first`, `last`; `dismiss` → `email`; `promote` → `email`,
/// `role`; `rename-project` → `project`, `to`; `archive-project` → `project`; `rename-role` → `role`,
/// `to`. Roles of `hire` and `promote` are CRM's, that of `rename-role` is one of Projects; projects by
/// id or name. What becomes of CRM is not in the state file.
enum ChangeRoute {
  private struct Change: Decodable {
    let `do`: String
    let email: String?
    let first: String?
    let last: String?
    let role: String?
    let project: String?
    let to: String?
  }

  /// `POST /_sandbox/change`.
  static func change(_ state: inout SandboxState, _ call: Call) -> Answer {
    DeedKit.answer(call, as: Change.self, needs: "“do”") { change throws(DeedRefusal) in
      try make(change, &state)
      return ["done": .text(change.do)]
    }
  }

  private static func make(_ change: Change, _ state: inout SandboxState) throws(DeedRefusal) {
    switch change.do {
    case "hire": try hire(change, &state)
    case "dismiss":
      let user = try crmUser(change, state)
      state.company.update(user.id, at: state.now) { $0.status = "deleted" }
    case "promote":
      let user = try crmUser(change, state)
      let role = try crmRole(change, state)
      state.company.update(user.id, at: state.now) { $0.role = role }
    case "rename-project":
      var project = try DeedKit.project(change.project, of: state.portal)
      project.name = try text(change.to, "to")
      state.portal.replace(project)
    case "archive-project":
      var project = try DeedKit.project(change.project, of: state.portal)
      project.isArchived = true
      state.portal.replace(project)
    case "rename-role":
      let role = try DeedKit.reference(change.role, as: "role", of: state.portal.roles)
      state.portal.replace(Reference(id: role.id, name: try text(change.to, "to")))
    default:
      throw DeedRefusal(
        words: "“do” is “\(change.do)”, not one of hire, dismiss, promote, rename-project, "
          + "archive-project, rename-role.")
    }
  }

  private static func hire(_ change: Change, _ state: inout SandboxState) throws(DeedRefusal) {
    let email = try text(change.email, "email")
    guard state.company.user(email: email) == nil else {
      throw DeedRefusal(words: "CRM has a user with the e-mail “\(email)” already.")
    }
    let owner = state.company.users[0]
    let number = state.company.users.count
    state.company.add(
      CRMUser(
        // Behind those of any world that is built.
        id: CRMID.text(90_000_001 + 7 * number), zuid: String(8_490_000_001 + number * 13),
        firstName: change.first, lastName: try text(change.last, "last"), email: email,
        role: try crmRole(change, state), profile: state.company.profiles[1].reference,
        place: owner.place, reportingTo: owner.reference, created: state.now,
        modified: state.now))
  }

  private static func text(_ value: String?, _ name: String) throws(DeedRefusal) -> String {
    guard let value, !value.isEmpty else { throw DeedRefusal(words: "“\(name)” is missing.") }
    return value
  }

  private static func crmUser(_ change: Change, _ state: SandboxState) throws(DeedRefusal)
    -> CRMUser
  {
    guard let user = state.company.user(email: change.email ?? "") else {
      throw DeedRefusal(words: "Nobody in CRM has the e-mail “\(change.email ?? "")”.")
    }
    return user
  }

  private static func crmRole(
    _ change: Change, _ state: SandboxState
  ) throws(DeedRefusal) -> Reference {
    try DeedKit.reference(
      change.role, as: "role", of: state.company.roles.map(\.reference))
  }
}
