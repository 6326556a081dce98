import ZohoWire

/// People at portal level.
enum PortalUserRoutes {
  /// The endpoints of this part. `users` covers project and client users [Z] S10.
  static let all = [
    Route("GET", ZohoPath.portalUsers, .all("ZohoProjects.users.READ"), list),
    Route("GET", ZohoPath.portalUsersV3, .all("ZohoProjects.users.READ"), listV3),
    Route("POST", ZohoPath.portalUsersV3, .all("ZohoProjects.users.CREATE"), add),
    Route("GET", ZohoPath.portalUser, .all("ZohoProjects.users.READ"), one),
    Route("PATCH", ZohoPath.portalUser, .all("ZohoProjects.users.UPDATE"), update),
    Route("DELETE", ZohoPath.portalUser, .all("ZohoProjects.users.DELETE"), remove),
    Route("GET", ZohoPath.portalUserProjects, .all("ZohoProjects.users.READ"), projects),
    Route("POST", ZohoPath.activatePortalUser, .all("ZohoProjects.users.UPDATE"), activate),
    Route("POST", ZohoPath.deactivatePortalUser, .all("ZohoProjects.users.UPDATE"), deactivate),
  ]

  /// More than 50 rows a page are never given. [L] S1
  private static let mostOnPage = 50

  private static func list(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try PortalRoutes.checkPortal(call)
    let telling = state.options.clients.customer
    return try state.page(of: .portal(try UserFilter(call)), call, most: mostOnPage) {
      portal, user, _ in
      portal.jsonV31(user, telling: telling)
    }
  }

  private static func listV3(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try PortalRoutes.checkPortal(call)
    let telling = state.options.clients.customer
    return try state.page(of: .portal(try UserFilter(call)), call, most: mostOnPage) {
      portal, user, _ in
      portal.jsonV3(user, telling: telling)
    }
  }

  /// A bare object. [L] S1
  private static func one(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    .json(
      state.portal.jsonV31(
        try found(state, call), telling: state.options.clients.customer))
  }

  /// `{"projects":[…]}` [L] S8
  private static func projects(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let user = try found(state, call)
    let portal = state.portal
    let joined = portal.projects.filter { portal.rosters[$0.id]?[user.id] != nil }
    let rows = try ProjectsPage(call, most: 100).rows(of: joined)
    return .json(["projects": .array(rows.map(portal.json))])
  }

  /// Adds one person to the portal without a project. Body [T] S14, S15; answer [G].
  private static func add(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try PortalRoutes.checkPortal(call)
    try checkMayChange(state)
    let fields = try UserFields(call, portal: state.portal)
    guard let email = fields.email, UserEntry.isAddress(email) else { throw .invalid("email") }
    if state.options.uniqueEmail, state.portal.user(email: email) != nil { throw .userExists }
    guard state.portal.licencesLeft > 0 else { throw .licencesUsedUp }
    let id = state.introduce(
      email, role: fields.role ?? state.portal.defaultRole,
      profile: fields.profile ?? state.portal.defaultProfile, notify: fields.notify)
    guard let user = state.portal.users[id] else { throw .internalError }
    let json = state.portal.jsonV31(user, telling: state.options.clients.customer)
    return .json(["users": [json]], status: 201)
  }

  /// Changes role or profile of the portal level. [T] S14; answer [G]
  private static func update(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let user = try changeable(state, call)
    let fields = try UserFields(call, portal: state.portal, isClient: user.isClient)
    guard fields.role != nil || fields.profile != nil else { throw .invalid("role_id") }
    state.portal.update(user.id, at: state.now) { user in
      user.role = fields.role ?? user.role
      user.profile = fields.profile ?? user.profile
    }
    return .json(
      state.portal.jsonV31(
        state.portal.users[user.id] ?? user, telling: state.options.clients.customer))
  }

  private static func remove(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    state.portal.remove(try changeable(state, call).id)
    return .noContent
  }

  private static func activate(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let user = try changeable(state, call)
    let left = user.isClient ? state.portal.clientLicencesLeft : state.portal.licencesLeft
    guard user.isActive || left > 0 else { throw .licencesUsedUp }
    state.portal.update(user.id, at: state.now) { $0.isActive = true }
    return .noContent
  }

  private static func deactivate(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    state.portal.update(try changeable(state, call).id, at: state.now) { $0.isActive = false }
    return .noContent
  }

  /// Throws where the caller's profile may not change people.
  static func checkMayChange(_ state: SandboxState) throws(ProjectsError) {
    guard state.portal.joinsEveryProject(state.callerProfile.id) else { throw .notPermitted }
  }

  private static func found(
    _ state: SandboxState, _ call: Call
  ) throws(ProjectsError) -> PortalUser {
    try PortalRoutes.checkPortal(call)
    guard let user = state.portal.user(idOrEmail: call.place("user")) else { throw .notFound }
    return user
  }

  /// The person of the path, when the caller may change people and it is not the owner.
  private static func changeable(
    _ state: SandboxState, _ call: Call
  ) throws(ProjectsError) -> PortalUser {
    try checkMayChange(state)
    let user = try found(state, call)
    guard state.portal.profile(user.profile)?.name != "Portal Owner" else {
      throw .refused("zp.user.portalowner", "The portal owner cannot be changed")
    }
    return user
  }
}

/// Which people of a list are asked for. `type` portal_user [L], others [G]; `view_type` active [L],
/// inactive and all [G]; active is the default [G].
struct UserFilter: Hashable {
  private let kind: String
  private let isActive: Bool?

  init(_ call: Call) throws(ProjectsError) {
    kind = call.parameter("type") ?? "portal_user"
    guard ["portal_user", "client_user", "lite_user", "readonly_user"].contains(kind) else {
      throw .invalid("type")
    }
    switch call.parameter("view_type") ?? "active" {
    case "active": isActive = true
    case "inactive": isActive = false
    case "all": isActive = nil
    default: throw .invalid("view_type")
    }
  }

  /// Whether client users are asked for, not staff.
  var asksForClients: Bool { kind == "client_user" }

  /// Whether somebody passes.
  func passes(_ user: PortalUser) -> Bool {
    user.kind == kind && (isActive ?? user.isActive) == user.isActive
  }
}
