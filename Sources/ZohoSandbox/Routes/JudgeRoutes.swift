import ZohoWire

/// The sandbox's own endpoints, by which tests see what became of the world. Not Zoho's; not counted.
enum JudgeRoutes {
  /// The endpoints of this part.
  static let all = [
    Route("GET", PathPattern("/_sandbox/state"), .none, world),
    Route("GET", PathPattern("/_sandbox/requests"), .none, requests),
    Route("GET", PathPattern("/_sandbox/counts"), .none, counts),
    Route("POST", PathPattern("/_sandbox/reset"), .none, reset),
    Route("GET", faultPath, .none, faults),
    Route("PUT", faultPath, .none, setFaults),
    Route("POST", PathPattern("/_sandbox/act"), .none, ActRoute.act),
    Route("POST", PathPattern("/_sandbox/change"), .none, ChangeRoute.change),
  ]

  private static let faultPath = PathPattern("/_sandbox/faults")

  private static func world(_ state: inout SandboxState, _ call: Call) -> Answer {
    let portal = state.portal
    let users = portal.users.elements
      .map { (key: $0.email.lowercased(), user: $0) }
      .sorted { ($0.key, $0.user.id) < ($1.key, $1.user.id) }
      .map(\.user)
    let projects = portal.projects.map { project -> JSON in
      [
        "id": .text(project.id), "name": .text(project.name),
        "status": .text(project.isArchived ? "archived" : "active"),
      ]
    }
    return .json([
      "users": .array(users.map { json($0, portal) }),
      "customers": .array(portal.customers.elements.map { json($0, portal) }),
      "projects": .array(projects),
      "licences": PortalRoutes.licences(of: portal, withOtherKinds: false),
    ])
  }

  /// A person as the judge sees them.
  static func json(_ user: PortalUser, _ portal: Portal) -> JSON {
    let projects = portal.projects.compactMap { project -> JSON? in
      guard let membership = portal.rosters[project.id]?[user.id] else { return nil }
      return [
        "id": .text(project.id), "name": .text(project.name),
        "profile": .optional(portal.profile(membership.profile)?.name),
      ]
    }
    let status = user.isActive ? (user.isConfirmed ? "active" : "invited") : "inactive"
    return [
      "id": .text(user.id), "email": .text(user.email),
      "role": user.isClient
        ? .text(Portal.clientProfileName) : .optional(portal.role(user.role)?.name),
      "profile": .optional(portal.profile(user.profile)?.name), "status": .text(status),
      "user_type": .text(user.kind),
      "customer": .optional(user.customer.flatMap { portal.customers[$0]?.name }),
      "projects": .array(projects),
      "mails": .count(user.mails), "notices": .count(user.notices),
    ]
  }

  private static func json(_ customer: Customer, _ portal: Portal) -> JSON {
    let projects = portal.projects.filter { portal.links[$0.id]?.contains(customer.id) == true }
    return [
      "id": .text(customer.id), "name": .text(customer.name),
      "projects": .array(projects.map { ["id": .text($0.id), "name": .text($0.name)] }),
    ]
  }

  private static func requests(_ state: inout SandboxState, _ call: Call) -> Answer {
    .json(
      .array(
        state.log.entries.map { entry in
          [
            "n": .count(entry.number), "time": .text(CivilTime.projects(entry.time)),
            "method": .text(entry.method), "path": .text(entry.path),
            "query": .text(entry.query), "status": .count(entry.status),
            "fault": .optional(entry.fault?.rawValue),
          ]
        }))
  }

  private static func counts(_ state: inout SandboxState, _ call: Call) -> Answer {
    let endpoints = state.log.byEndpoint.sorted { $0.key < $1.key }
    return .json([
      "requests": .count(state.log.count),
      "by_endpoint": .object(endpoints.map { JSON.Member(key: $0.key, value: .count($0.value)) }),
      "violations": .count(state.limiter.violations + state.credits.violations),
      "tokens": .count(state.accounts.tokens.issued),
      "instance": .text(state.portal.instance),
    ])
  }

  /// The script as it was given.
  private static func faults(_ state: inout SandboxState, _ call: Call) -> Answer {
    Answer(status: 200, body: state.faults.script.source)
  }

  /// Replaces the script and counts anew; a bad one changes nothing.
  private static func setFaults(_ state: inout SandboxState, _ call: Call) -> Answer {
    do throws(FaultScriptError) {
      let script = try FaultScript(parsing: call.body)
      state.setFaults(script)
      return .json(["rules": .count(script.rules.count)])
    } catch {
      return .json(["error": .text(error.description)], status: 400)
    }
  }

  private static func reset(_ state: inout SandboxState, _ call: Call) -> Answer {
    state.reset()
    return .json(["instance": .text(state.portal.instance)])
  }
}
