import ZohoWire

/// CRM v8, read only.
enum CRMRoutes {
  /// The endpoints of this part; scopes [C] OAS31.
  static let all = [
    Route("GET", ZohoPath.crmUsers, .all("ZohoCRM.users.READ"), users),
    Route("GET", ZohoPath.crmUserCount, .all("ZohoCRM.users.READ"), userCount),
    Route("GET", ZohoPath.crmUser, .all("ZohoCRM.users.READ"), user),
    Route("GET", ZohoPath.crmOrganization, .all("ZohoCRM.org.READ"), organization),
    Route("GET", ZohoPath.crmRoles, .all("ZohoCRM.settings.roles.READ"), roles),
    Route("GET", ZohoPath.crmProfiles, .all("ZohoCRM.settings.profiles.READ"), profiles),
  ]

  private static func users(_ state: inout SandboxState, _ call: Call) -> Answer {
    let page = call.parameter("page").map { Int($0) ?? 0 } ?? 1
    let size = call.parameter("per_page").map { Int($0) ?? 0 } ?? 200
    guard page >= 1 else { return CRMError.invalid(parameter: "page") }
    guard (1...200).contains(size) else { return CRMError.invalid(parameter: "per_page") }
    let chosen: [CRMUser]
    switch matching(state, call) {
    case .success(let users): chosen = users
    case .failure(let problem): return problem.answer
    }
    let start = (page - 1).multipliedReportingOverflow(by: size)
    let rows = start.overflow ? [] : chosen.dropFirst(start.partialValue).prefix(size)
    guard !rows.isEmpty else {
      return call.ifModifiedSince == nil ? .noContent : Answer(status: 304)
    }
    let more = start.partialValue + rows.count < chosen.count
    return .json([
      "users": .array(rows.map { json($0, state, call) }),
      "info": [
        "per_page": .count(size), "count": .count(rows.count), "page": .count(page),
        "more_records": .bool(more),
      ],
    ])
  }

  /// 204 when there is none. [C]
  private static func user(_ state: inout SandboxState, _ call: Call) -> Answer {
    guard let user = state.company.user(id: call.place("user")) else { return .noContent }
    return .json(["users": [json(user, state, call)]])
  }

  /// A number in text. [C] OAS30
  private static func userCount(_ state: inout SandboxState, _ call: Call) -> Answer {
    switch matching(state, call) {
    case .success(let users): .json(["count": .text(String(users.count))])
    case .failure(let problem): problem.answer
    }
  }

  private static func matching(
    _ state: SandboxState, _ call: Call
  ) -> Result<[CRMUser], CRMUserType.Problem> {
    Result { () throws(CRMUserType.Problem) in
      let type = call.parameter("type") ?? CRMUserType.allUsers.rawValue
      var users = try CRMUserType.users(
        ofType: type, role: call.parameter("role_id"), caller: state.caller, in: state.company)
      if let kind = call.parameter("type__s") { users.removeAll { $0.type != kind } }
      // The parameter is in OAS26 alone; that it is for every type but theirs is a guess. [G]
      if call.parameter("include_lite_users") != "true", type != "ActiveLiteUser" {
        users.removeAll { $0.type == CRMUser.lite }
      }
      if let text = call.ifModifiedSince {
        guard let time = CRMTime.milliseconds(text) else { throw .badTime }
        // To the second, as answers tell it.
        users.removeAll { $0.modified / 1000 <= time / 1000 }
      }
      if let list = call.parameter("ids") {
        let ids = Set(list.split(separator: ",").map(String.init))
        users.removeAll { !ids.contains($0.id) }
      }
      return users
    }
  }

  private static func json(_ user: CRMUser, _ state: SandboxState, _ call: Call) -> JSON {
    let whole = user.json(createdBy: state.company.users[0].reference)
    guard let fields = call.parameter("fields") else { return whole }
    return whole.keeping(Set(fields.split(separator: ",").map(String.init)).union(["id"]))
  }

  private static func roles(_ state: inout SandboxState, _ call: Call) -> Answer {
    let creator = state.company.users[0].reference
    return .json([
      "roles": .array(state.company.roles.map { $0.json(createdBy: creator) })
    ])
  }

  private static func profiles(_ state: inout SandboxState, _ call: Call) -> Answer {
    let creator = state.company.users[0].reference
    let profiles = state.company.profiles.map { $0.json(createdBy: creator) }
    return .json([
      "profiles": .array(profiles),
      "info": [
        "page": 1, "per_page": 200, "count": .count(profiles.count), "more_records": false,
        "license_limit": 200,
      ],
    ])
  }

  private static func organization(_ state: inout SandboxState, _ call: Call) -> Answer {
    .json(["org": [state.company.organizationJSON(edition: state.options.edition, now: state.now)]])
  }
}
