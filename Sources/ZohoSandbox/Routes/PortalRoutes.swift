import ZohoWire

/// The portal itself, its licences, roles and profiles.
enum PortalRoutes {
  /// The endpoints of this part. `portals.READ` for portals is [Z]; for licences, roles and profiles
  /// the scopes are a guess [G].
  static let all = [
    Route("GET", ZohoPath.portals, .all("ZohoProjects.portals.READ"), portals),
    Route("GET", ZohoPath.portal, .all("ZohoProjects.portals.READ"), portal),
    Route("GET", ZohoPath.licenceDetails, .all("ZohoProjects.users.READ"), licences),
    Route("GET", licencesV31, .all("ZohoProjects.users.READ"), licences),
    Route("GET", ZohoPath.roles, .all("ZohoProjects.portals.READ"), roles),
    Route("GET", ZohoPath.profiles, .all("ZohoProjects.portals.READ"), profiles),
  ]

  /// The same as ``ZohoPath/licenceDetails`` under the version of the users module. [G]
  private static let licencesV31 = PathPattern("/api/v3.1/portal/{portal}/users/license-details")

  /// Throws 404 where the path names another portal than ours, by id or by name.
  static func checkPortal(_ call: Call) throws(ProjectsError) {
    let portal = call.place("portal")
    guard portal == Portal.id || portal == Portal.name else { throw .notFound }
  }

  /// A bare array. [L] S9, S14
  private static func portals(_ state: inout SandboxState, _ call: Call) -> Answer {
    .json(.array((0..<state.options.portals).map { json(state, number: $0) }))
  }

  private static func portal(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try checkPortal(call)
    return .json(json(state, number: state.place))
  }

  /// `profile` is the caller's, its id a number above 2^53 where all others are text. [L] S9
  private static func json(_ state: SandboxState, number: Int) -> JSON {
    let owner = state.portal.user(email: CastMember.owner.email ?? "")
    let profile = state.callerProfile
    return [
      "id": .text(Portal.id(at: number)), "portal_name": .text(Portal.name(at: number)),
      "org_name": .text(state.company.name), "timezone": "Asia/Kolkata",
      "project_plan": "Enterprise",
      "owner": [
        "zpuid": .optional(owner?.id), "name": .optional(owner?.fullName),
        "email": .optional(owner?.email),
      ],
      "profile": ["id": .number(Int64(profile.id) ?? 0), "name": .text(profile.name)],
    ]
  }

  /// [L] S8
  private static func licences(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try checkPortal(call)
    return .json(licences(of: state.portal, withOtherKinds: true))
  }

  /// Licences by kind of user.
  static func licences(of portal: Portal, withOtherKinds: Bool) -> JSON {
    func kind(_ total: Int, _ used: Int) -> JSON {
      [
        "total_count": .count(total), "used_count": .count(used),
        "remaining_count": .count(max(total - used, 0)),
      ]
    }
    return .object(presentOnly: [
      "portal_user": kind(portal.licences, portal.licencesUsed),
      "client_user": kind(portal.clientLicences, portal.clientLicencesUsed),
      "lite_user": withOtherKinds
        ? kind(portal.used(by: "lite_user"), portal.used(by: "lite_user")) : nil,
      "readonly_user": withOtherKinds ? kind(20, portal.used(by: "readonly_user")) : nil,
    ])
  }

  /// `{"roles":[{"id","name"}]}` [G]
  private static func roles(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try checkPortal(call)
    return .json(["roles": .array(state.portal.roles.map(\.json))])
  }

  /// `{"profiles":[{"id","name","is_default","type"}]}` [G]
  private static func profiles(
    _ state: inout SandboxState, _ call: Call
  ) throws(ProjectsError) -> Answer {
    try checkPortal(call)
    let profiles = state.portal.profiles.map { profile -> JSON in
      [
        "id": .text(profile.id), "name": .text(profile.name),
        "is_default": .bool(profile.isBuiltInProfile),
        "type": Portal.clientProfiles.contains(profile.name) ? "client" : "user",
      ]
    }
    return .json(["profiles": .array(profiles)])
  }
}

extension Reference {
  /// Whether a Projects profile comes with every portal.
  var isBuiltInProfile: Bool { name != "Auditor" && name != "Client Reviewer" }
}
