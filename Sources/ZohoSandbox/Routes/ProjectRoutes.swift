import ZohoWire

/// Projects and their people.
enum ProjectRoutes {
  /// The endpoints of this part. `users.CREATE` for `projectusers` is [Z]; by its rule the others [G].
  static let all = [
    Route("GET", ZohoPath.projects, .all("ZohoProjects.projects.READ"), list),
    Route("GET", ZohoPath.projectUsers, .all("ZohoProjects.users.READ"), users),
    Route("POST", ZohoPath.addProjectUsers, .all("ZohoProjects.users.CREATE"), addUsers),
    Route("GET", ZohoPath.projectUser, .all("ZohoProjects.users.READ"), user),
    Route("POST", ZohoPath.projectUser, .all("ZohoProjects.users.UPDATE"), update),
    Route("DELETE", ZohoPath.projectUser, .all("ZohoProjects.users.DELETE"), remove),
    Route("GET", ZohoPath.projectCRMAccounts, .all("ZohoProjects.projects.READ"), crmAccounts),
  ]

  /// A bare array without page_info [L] S1, S8, S9; `status` [T] S9, without it all [G].
  private static func list(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try PortalRoutes.checkPortal(call)
    let portal = state.portal
    let chosen: [Project]
    switch call.parameter("status") {
    case nil: chosen = portal.projects
    case "active": chosen = portal.projects.filter { !$0.isArchived }
    case "archived": chosen = portal.projects.filter(\.isArchived)
    case "template": chosen = []
    default: throw .invalid("status")
    }
    return .json(.array(try ProjectsPage(call, most: 100).rows(of: chosen).map(portal.json)))
  }

  /// Path [Z], shape as the older list of portal users; ids are those of the project. [L] S1
  private static func users(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let list = PeopleList.project(try project(state, call).id, try UserFilter(call))
    let telling = state.options.clients.customer
    return try state.page(of: list, call, most: 100) { $0.jsonV3($1, in: $2, telling: telling) }
  }

  private static func user(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let (user, membership) = try member(state, call)
    return .json(
      state.portal.jsonV3(user, in: membership, telling: state.options.clients.customer))
  }

  /// Gives another profile in this project: POST, not PATCH [Z]; parameters and answer [G].
  private static func update(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try PortalUserRoutes.checkMayChange(state)
    var (user, membership) = try member(state, call)
    let fields = try UserFields(call, portal: state.portal, isClient: user.isClient)
    guard let profile = fields.profile else { throw .invalid("profile_id") }
    membership.profile = profile
    state.portal.rosters[call.place("project")]?[user.id] = membership
    state.portal.revision += 1
    return .json(
      state.portal.jsonV3(user, in: membership, telling: state.options.clients.customer))
  }

  /// Who has a profile of every project cannot leave one. [Z]
  private static func remove(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try PortalUserRoutes.checkMayChange(state)
    let (user, _) = try member(state, call)
    guard !state.portal.joinsEveryProject(user.profile) else {
      throw .refused("zp.user.admin.remove", "An administrator takes part in every project")
    }
    state.portal.leave(user.id, project: call.place("project"))
    return .noContent
  }

  /// Adds people: query or form parameters; a JSON body gets 500. [L] S1, S7
  private static func addUsers(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let project = try project(state, call)
    if call.isJSON { throw .internalError }
    try PortalUserRoutes.checkMayChange(state)
    guard !project.isArchived else {
      throw .refused("zp.project.archived", "People cannot be added to an archived project")
    }
    let text = call.parameter("userdetails")
    let entries = try UserEntry.all(in: text, portal: state.portal)
    let added = try state.add(
      entries, to: project.id, notify: call.parameter("notify") != "false")
    return .json(["emailvszpuid": .object(added)])
  }

  /// The nearest sign of the integration; what it answers when off is a guess. [G]
  private static func crmAccounts(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    switch state.options.integration {
    case .on:
      _ = try project(state, call)
      return .json(["accounts": []])
    case .off:
      throw .refused("zp.crm.integration.disabled", "The CRM integration is not enabled")
    case .unknown: throw .notFound
    }
  }

  /// The project that the path names.
  static func project(
    _ state: SandboxState, _ call: Call
  ) throws(ProjectsError) -> Project {
    try PortalRoutes.checkPortal(call)
    guard let project = state.portal.project(call.place("project")) else { throw .notFound }
    return project
  }

  private static func member(
    _ state: SandboxState, _ call: Call
  ) throws(ProjectsError) -> (PortalUser, Membership) {
    let project = try project(state, call)
    let found = state.portal.member(idOrEmail: call.place("user"), of: project.id)
    guard let found else { throw .notFound }
    return found
  }
}
