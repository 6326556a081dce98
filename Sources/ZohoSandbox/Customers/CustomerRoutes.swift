import ZohoWire

/// Customers and client users. Paths [Z] S2, the portal's own [T] S13; every answer is a guess. [G]
enum CustomerRoutes {
  /// The endpoints of this part. Which of `users` and `clients` Zoho asks for is not known: here
  /// adding asks for both, reading and removal for either. [G]
  static let all = [
    Route("GET", ZohoPath.customers, .all("ZohoProjects.clients.READ"), list),
    Route("POST", ZohoPath.customers, .all("ZohoProjects.clients.CREATE"), make),
    Route("DELETE", ZohoPath.customer, .all("ZohoProjects.clients.DELETE"), delete),
    Route("GET", ZohoPath.projectCustomers, .all("ZohoProjects.clients.READ"), ofProject),
    Route("POST", ZohoPath.projectCustomers, .all("ZohoProjects.clients.CREATE"), makeInProject),
    Route("DELETE", ZohoPath.projectCustomer, .all("ZohoProjects.clients.DELETE"), unlink),
    Route("POST", ZohoPath.associateCustomer, .all("ZohoProjects.clients.CREATE"), link),
    Route(
      "GET", ZohoPath.projectClientUsers,
      .any("ZohoProjects.users.READ", "ZohoProjects.clients.READ"), users),
    Route(
      "DELETE", ZohoPath.projectClientUser,
      .any("ZohoProjects.users.DELETE", "ZohoProjects.clients.DELETE"), removeUser),
    Route(
      "POST", ZohoPath.addClientUser,
      .all("ZohoProjects.users.CREATE", "ZohoProjects.clients.CREATE"), addUsers),
  ]

  private static func list(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try PortalRoutes.checkPortal(call)
    return try ProjectsPage(call, most: 100)
      .envelope("clients", state.portal.customers.elements, \.json)
  }

  private static func make(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try PortalRoutes.checkPortal(call)
    return .json(["clients": [try made(&state, call).json]], status: 201)
  }

  /// A customer with client users is not deleted; one that is linked leaves its projects. [G]
  private static func delete(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try PortalRoutes.checkPortal(call)
    try PortalUserRoutes.checkMayChange(state)
    let id = call.place("client")
    guard state.portal.customers[id] != nil else { throw .notFound }
    guard !state.portal.users.elements.contains(where: { $0.customer == id }) else {
      throw .refused("zp.client.hasusers", "The customer has client users")
    }
    state.portal.deleteCustomer(id)
    return .noContent
  }

  private static func ofProject(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let project = try ProjectRoutes.project(state, call)
    return try ProjectsPage(call, most: 100)
      .envelope("clients", state.portal.customers(of: project.id), \.json)
  }

  /// Makes a customer within a project.
  private static func makeInProject(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let project = try open(state, call)
    let customer = try made(&state, call)
    state.portal.link(customer.id, to: project.id)
    return .json(["clients": [customer.json]], status: 201)
  }

  private static func link(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let project = try open(state, call)
    try PortalUserRoutes.checkMayChange(state)
    let customers = try CustomerIDs(call, state).all
    for customer in customers { state.portal.link(customer.id, to: project.id) }
    return .json(["clients": .array(customers.map(\.json))], status: 201)
  }

  private static func unlink(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let project = try ProjectRoutes.project(state, call)
    try PortalUserRoutes.checkMayChange(state)
    let customer = call.place("client")
    guard state.portal.links[project.id]?.contains(customer) == true else { throw .notFound }
    state.portal.unlink(customer, from: project.id)
    return .noContent
  }

  /// In the shape of the project's users.
  private static func users(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let list = PeopleList.clients(try ProjectRoutes.project(state, call).id)
    let telling = state.options.clients.customer
    return try state.page(of: list, call, most: 100) { $0.jsonV3($1, in: $2, telling: telling) }
  }

  private static func removeUser(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let project = try ProjectRoutes.project(state, call)
    try PortalUserRoutes.checkMayChange(state)
    let found = state.portal.member(idOrEmail: call.place("user"), of: project.id)
    guard let (user, _) = found, user.isClient else { throw .notFound }
    state.portal.leave(user.id, project: project.id)
    return .noContent
  }

  /// The mirror of `projectusers`, with the customer beside the entries; a JSON body gets the same
  /// 500. [G]
  private static func addUsers(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    let project = try open(state, call)
    if call.isJSON { throw .internalError }
    try PortalUserRoutes.checkMayChange(state)
    let customers = try CustomerIDs(call, state).all
    guard customers.count == 1, state.portal.links[project.id]?.contains(customers[0].id) == true
    else { throw .invalid("client_id", "The customer is not associated with the project") }
    let entries = try ClientEntry.all(in: call, portal: state.portal)
    let added = try state.addClients(
      entries, of: customers[0].id, to: project.id, notify: call.parameter("notify") != "false")
    return .json(["emailvszpuid": .object(added)])
  }

  private static func made(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Customer {
    try PortalUserRoutes.checkMayChange(state)
    let keys = ["name", "client_name", "company_name", "customer_name"]
    let values = CallValues(call)
    let name = keys.lazy.compactMap { values[$0] }.first ?? ""
    guard name.contains(where: { !$0.isWhitespace }), name.count <= 200 else {
      throw .invalid("name")
    }
    // The switch for a repeated e-mail is that for a repeated name too.
    if state.options.uniqueEmail,
      state.portal.customers.elements.contains(where: { $0.name == name })
    {
      throw .customerExists
    }
    return state.portal.makeCustomer(name)
  }

  /// The project of the path, when it takes changes.
  private static func open(
    _ state: SandboxState, _ call: Call
  ) throws(ProjectsError) -> Project {
    let project = try ProjectRoutes.project(state, call)
    guard !project.isArchived else {
      throw .refused("zp.project.archived", "Customers cannot be added to an archived project")
    }
    return project
  }
}

extension ProjectsError {
  /// 409: a customer of that name is there already. [G]
  static let customerExists = ProjectsError(
    status: 409, title: "CUSTOMER_ALREADY_EXISTS", message: "Customer already exists")
}
