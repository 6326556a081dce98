import FoundationEssentials

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

  /// Why a deed is not done; one sentence.
  private struct Refusal: Error {
    let words: String
  }

  /// `POST /_sandbox/act`.
  static func act(_ state: inout SandboxState, _ call: Call) -> Answer {
    do throws(Refusal) {
      let deed = try deed(call)
      guard let user = state.portal.user(email: deed.email) else {
        throw Refusal(words: "Nobody in the portal has the e-mail “\(deed.email)”.")
      }
      try act(deed, on: user, &state)
      let present = state.portal.users[user.id]
      return .json(["user": present.map { JudgeRoutes.json($0, state.portal) } ?? .null])
    } catch {
      return .json(["error": .text(error.words)], status: 400)
    }
  }

  private static func deed(_ call: Call) throws(Refusal) -> Deed {
    do {
      return try JSONDecoder().decode(Deed.self, from: Data(call.body))
    } catch {
      throw Refusal(words: "The body is no JSON object with “do” and “email”.")
    }
  }

  private static func act(
    _ deed: Deed, on user: PortalUser, _ state: inout SandboxState
  ) throws(Refusal) {
    let now = state.now
    switch deed.do {
    case "role":
      let role = try id(of: deed.role, "role", in: state.portal.roles)
      guard !user.isClient else { throw Refusal(words: "A client user has no role.") }
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
      throw Refusal(
        words: "“do” is “\(deed.do)”, not one of role, profile, leave, remove, accept.")
    }
  }

  private static func setProfile(
    _ deed: Deed, of user: PortalUser, _ state: inout SandboxState
  ) throws(Refusal) {
    let profile = try id(of: deed.profile, "profile", in: state.portal.profiles)
    guard deed.project != nil else {
      state.portal.update(user.id, at: state.now) { $0.profile = profile }
      return
    }
    var (project, membership) = try membership(of: user, in: deed.project, state.portal)
    membership.profile = profile
    state.portal.rosters[project]?[user.id] = membership
    state.portal.revision += 1
  }

  private static func id(
    of name: String?, _ kind: String, in list: [Reference]
  ) throws(Refusal) -> String {
    guard let found = list.first(where: { $0.name == name }) else {
      let names = list.map(\.name).joined(separator: ", ")
      throw Refusal(words: "“\(kind)” must be one of \(names).")
    }
    return found.id
  }

  private static func membership(
    of user: PortalUser, in name: String?, _ portal: Portal
  ) throws(Refusal) -> (project: String, membership: Membership) {
    let project =
      portal.projects.first { $0.id == name } ?? portal.projects.first { $0.name == name }
    guard let project else { throw Refusal(words: "“project” must be a project's id or name.") }
    guard let membership = portal.rosters[project.id]?[user.id] else {
      throw Refusal(words: "\(user.email) is not in \(project.name).")
    }
    return (project.id, membership)
  }
}
