/// What somebody else does in the portal meanwhile: the owner, another administrator, the person.
///
/// `{"do":…,"email":…}` with `role` → `role`; `leave` → `project`; `profile` → `profile`, and `project`
/// unless it is the profile of the portal; `remove`; `accept`. Projects by id or name, roles and
/// profiles by name. Answers `{"user":{…}}` as the state has it, null once removed.
enum ActRoute {
  private struct Deed: Decodable {
    let `do`: String
    let email: String
    let role: String?
    let project: String?
    let profile: String?
  }

  /// `POST /_sandbox/act`.
  static func act(_ state: inout SandboxState, _ call: Call) -> Answer {
    DeedKit.answer(call, as: Deed.self, needs: "“do” and “email”") { deed throws(DeedRefusal) in
      guard let user = state.portal.user(email: deed.email) else {
        throw DeedRefusal(words: "Nobody in the portal has the e-mail “\(deed.email)”.")
      }
      try act(deed, on: user, &state)
      let present = state.portal.users[user.id]
      return ["user": present.map { JudgeRoutes.json($0, state.portal) } ?? .null]
    }
  }

  private static func act(
    _ deed: Deed, on user: PortalUser, _ state: inout SandboxState
  ) throws(DeedRefusal) {
    let now = state.now
    switch deed.do {
    case "role":
      let role = try DeedKit.reference(deed.role, as: "role", of: state.portal.roles).id
      guard !user.isClient else { throw DeedRefusal(words: "A client user has no role.") }
      state.portal.update(user.id, at: now) { $0.role = role }
    case "profile": try setProfile(deed, of: user, &state)
    case "leave":
      let project = try membership(of: user, in: deed.project, state.portal).project
      state.portal.leave(user.id, project: project)
    case "remove": state.portal.remove(user.id)
    case "accept":
      let zuid =
        state.company.user(email: user.email)?.zuid ?? String(8_419_000_000 + now % 999_983)
      state.portal.update(user.id, at: now) { user in
        (user.isActive, user.isConfirmed, user.lastAccess) = (true, true, now)
        if user.zuid.isEmpty { user.zuid = zuid }
      }
    default:
      throw DeedRefusal(
        words: "“do” is “\(deed.do)”, not one of role, profile, leave, remove, accept.")
    }
  }

  private static func setProfile(
    _ deed: Deed, of user: PortalUser, _ state: inout SandboxState
  ) throws(DeedRefusal) {
    let profile = try DeedKit.reference(
      deed.profile, as: "profile", of: state.portal.profiles
    ).id
    guard deed.project != nil else {
      state.portal.update(user.id, at: state.now) { $0.profile = profile }
      return
    }
    var (project, membership) = try membership(of: user, in: deed.project, state.portal)
    membership.profile = profile
    state.portal.rosters[project]?[user.id] = membership
    state.portal.revision += 1
  }

  private static func membership(
    of user: PortalUser, in name: String?, _ portal: Portal
  ) throws(DeedRefusal) -> (project: String, membership: Membership) {
    let project = try DeedKit.project(name, of: portal)
    guard let membership = portal.rosters[project.id]?[user.id] else {
      throw DeedRefusal(words: "\(user.email) is not in \(project.name).")
    }
    return (project.id, membership)
  }
}
