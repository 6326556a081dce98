import ImportEngine
import ImportModel
import Testing
import ZohoClient

struct ZohoProjectsTests {
  private let portal: PortalID

  init() throws { portal = try PortalID.of("7") }

  private let usersPath = "GET /api/v3.1/portal/7/users"

  private func page(_ users: [String], next: Bool) -> String {
    #"{"users":[\#(users.joined(separator: ","))],"page_info":{"has_next_page":\#(next)}}"#
  }

  private func person(_ id: Int, _ more: String) -> String {
    #"{"id":"\#(id)","email":"u\#(id)@acme.example","full_name":"U","role":{"id":"1","name":"Manager"},"portal_profile":{"id":"2","name":"Admin"}\#(more)}"#
  }

  private func four(_ pages: String...) -> [ScriptedTransport.Step] {
    // The inactive are asked for after the active of both kinds.
    let order = [
      (0, "portal_user", "active"), (2, "client_user", "active"),
      (1, "portal_user", "inactive"), (3, "client_user", "inactive"),
    ]
    return order.map { page, kind, view in
      .on(usersPath + "?type=\(kind)&view_type=\(view)&page=1&per_page=50", pages[page])
    }
  }

  @Test func `people of every status and kind`() async throws {
    let bench = try Bench(
      [.token()]
        + four(
          page(
            [
              person(1, #","status":"active","user_type":"portal_user","is_confirmed":true"#),
              person(2, #","status":"active","is_confirmed":false"#),
            ], next: false),
          page(
            [person(3, #","status":"inactive","is_confirmed":false"#), person(4, "")], next: false),
          page([person(5, #","is_active":true"#)], next: false), page([], next: false)))
    let users = try await bench.projects.users(of: portal)
    #expect(users.map(\.id.text) == ["1", "2", "3", "4", "5"])
    #expect(users.map(\.status) == [.active, .invited, .inactive, .inactive, .active])
    #expect(users.map(\.kind) == [.staff, .staff, .staff, .staff, .client])
    #expect(users[0].roleName == "Manager")
    #expect(users[0].profile?.text == "2")
    #expect(bench.transport.unexpected.isEmpty)
  }

  @Test func `a server that ignores type and view makes no doubles`() async throws {
    let all = page(
      [
        person(1, #","status":"active""#),
        person(2, #","status":"inactive","user_type":"client_user""#),
      ],
      next: false)
    let bench = try Bench([.token()] + four(all, all, all, all))
    let users = try await bench.projects.users(of: portal)
    #expect(users.map(\.id.text) == ["1", "2"])
    #expect(users.map(\.status) == [.active, .inactive])
    #expect(users.map(\.kind) == [.staff, .client])
  }

  @Test func `two people with one e-mail stay two`() async throws {
    let twice = page(
      [person(1, ""), #"{"zpuid":9,"name":"V","email":"U1@acme.example"}"#], next: false)
    let none = page([], next: false)
    let bench = try Bench([.token()] + four(twice, none, none, none))
    let users = try await bench.projects.users(of: portal)
    #expect(PortalUsers(users).repeated.count == 1)
  }

  @Test(arguments: [
    (#"{"users":[],"page_info":{"has_next_page":true}}"#, "users: a page came twice"),
    (
      #"{"users":[],"page_info":{"page":2,"has_next_page":false}}"#,
      "users: page 2 came in place of page 1"
    ),
    (#"{"rows":[]}"#, "expected users"), ("", "status 200 without a body"),
  ])
  func `a list not known to be whole fails`(text: String, words: String) async throws {
    let bench = try Bench([.token(), .on(usersPath, text)])
    await #expect(throws: ServiceFailure.malformed(words)) {
      try await bench.projects.users(of: portal)
    }
  }

  @Test func `members with the ids of the project, the inactive too`() async throws {
    let path = "GET /api/v3/portal/7/projects/9/users"
    let bench = try Bench([
      .token(),
      .on(
        path + "?view_type=all&page=1&per_page=50",
        #"{"users":[{"zpuid":"31","email":"Bo@acme.example","profile":{"id":"2","name":"Admin"}}],"page_info":[{"has_next_page":true}]}"#
      ),
      .on(
        path + "?view_type=all&page=2&per_page=50",
        #"{"users":[{"zpuid":"32","email":null}],"page_info":{"has_next_page":false}}"#),
    ])
    let members = try await bench.projects.members(
      of: try ProjectID.of("9"), in: portal)
    #expect(members.map(\.projectUserID.text) == ["31"])
    #expect(members[0].email.canonical == "bo@acme.example")
    #expect(members[0].profileName == "Admin")
  }

  private func projects(_ ids: Range<Int>) -> String {
    "["
      + ids.map { #"{"id":\#($0),"name":"P\#($0)","project_type":"active"}"# }.joined(
        separator: ",")
      + "]"
  }

  private let projectsPath = "GET /api/v3/portal/7/projects"

  private var noArchived: ScriptedTransport.Step {
    .on(projectsPath + "?status=archived&page=1&per_page=100", "[]")
  }

  /// `status` is told of by a third party alone [T] S9.
  @Test(arguments: [
    (#"[{"id":"2","name":"Old","project_type":"archived"}]"#, 200, Project.Status.archived),
    (#"[{"id":"2","name":"Old"}]"#, 200, .archived),
    (#"{"error":{"status_code":"400","title":"INVALID_PARAMETER_VALUE"}}"#, 400, nil),
    (#"{"error":{"status_code":"403","title":"NO"}}"#, 403, nil),
  ])
  func `archived projects are asked for, and a server need not know how`(
    body: String, status: Int, expected: Project.Status?
  ) async throws {
    let path = projectsPath + "?status=archived&page="
    let sends = status < 500 ? 1 : 3
    let bench = try Bench(
      [.token(), .on(projectsPath, projects(1..<2)), .on(projectsPath, "[]")]
        + Array(repeating: .on(path + "1&per_page=100", body, status: status), count: sends)
        + (expected == nil ? [] : [.on(path + "2&per_page=100", "[]")]))
    let read = try await bench.projects.projects(of: portal)
    #expect(read.first?.status == .active)
    #expect(read.dropFirst().map(\.status) == (expected.map { [$0] } ?? []))
    #expect(bench.transport.unexpected.isEmpty)
  }

  @Test func `a bare list ends with an empty page, not with a short one`() async throws {
    let bench = try Bench([
      .token(), .on(projectsPath + "?page=1&per_page=100", projects(0..<100)),
      .on(projectsPath + "?page=2&per_page=100", projects(100..<112)),
      .on(projectsPath + "?page=3&per_page=100", "[]"), noArchived,
    ])
    #expect(try await bench.projects.projects(of: portal).count == 112)
    #expect(bench.transport.remaining == 0)
  }

  @Test func `a server that keeps to fifty a page loses nobody`() async throws {
    let bench = try Bench([
      .token(), .on(projectsPath, projects(0..<50)), .on(projectsPath, projects(50..<73)),
      .on(projectsPath, "[]"), noArchived,
    ])
    #expect(try await bench.projects.projects(of: portal).count == 73)
  }

  @Test func `a bare list that repeats its page has ended`() async throws {
    let bench = try Bench([
      .token(), .on(projectsPath, projects(0..<100)), .on(projectsPath, projects(0..<100)),
      noArchived,
    ])
    #expect(try await bench.projects.projects(of: portal).count == 100)
  }

  private let wrong = #"{"error":{"status_code":"400","title":"URL_RULE_NOT_CONFIGURED"}}"#

  /// A refusal of any kind, a server in trouble [L] S7, or another shape: the path is a guess.
  @Test(arguments: [
    (400, #"{"error":{"status_code":"400","title":"URL_RULE_NOT_CONFIGURED"}}"#),
    (403, #"{"error":{"status_code":"403","title":"NOT_ALLOWED","details":[]}}"#),
    (401, #"{"error":{"status_code":"401","title":"INVALID_OAUTHSCOPE","details":[]}}"#),
    (200, #"{"role_details":[]}"#), (200, #"{"error":{}}"#),
  ])
  func `roles on the other path, whatever comes of the one preferred`(
    status: Int, body: String
  ) async throws {
    let bench = try Bench([
      .token(), .on("GET /api/v3/portal/7/settings/roles", body, status: status),
      .on("GET /api/v3/portal/7/roles", #"{"roles":[{"id":5,"name":"Manager"}]}"#),
    ])
    #expect(
      try await bench.projects.roles(of: portal)
        == [Role(id: try RoleID.of("5"), name: "Manager")])
  }

  @Test func `roles listed nowhere fail with what the path preferred said`() async throws {
    let bench = try Bench([
      .token(), .on("GET /api/v3/portal/7/settings/roles", wrong, status: 400),
      .on("GET /api/v3/portal/7/roles", #"{"error":{"code":6404}}"#, status: 404),
    ])
    await #expect(
      throws: ServiceFailure.refused(title: "URL_RULE_NOT_CONFIGURED", message: "", status: 400)
    ) { try await bench.projects.roles(of: portal) }
  }

  @Test func `a list of fifty roles may have more behind it, and one odd role spoils none`()
    async throws
  {
    let many = (1...50).map { #"{"id":"\#($0)","name":"R\#($0)"}"# }.joined(separator: ",")
    let path = "GET /api/v3/portal/7/settings/roles"
    let bench = try Bench([
      .token(), .on(path + "?page=1&per_page=200", #"{"roles":[\#(many)]}"#),
      .on(
        path + "?page=2&per_page=200",
        #"{"roles":[{"id":"51"},{"name":"No id"},{"id":null,"name":null}]}"#),
    ])
    let roles = try await bench.projects.roles(of: portal)
    #expect(roles.count == 51)
    #expect(roles.last == Role(id: try RoleID.of("51"), name: "51"))
  }

  @Test func `profiles and whom they are for`() async throws {
    let bench = try Bench([
      .token(),
      .on(
        "GET /api/v3/portal/7/settings/profiles",
        #"{"profiles":[{"id":"1","name":"Admin","type":"user"},{"id":"2","name":"Guest","type":"client"},{"id":"3","name":"Customer"}]}"#
      ),
    ])
    let profiles = try await bench.projects.profiles(of: portal)
    #expect(profiles.map(\.isForClients) == [false, true, true])
  }

  @Test func `unlimited licences have no rest`() async throws {
    let bench = try Bench([
      .token(),
      .on(
        "GET /api/v3/portal/7/users/license-details",
        #"{"portal_user":{"total_count":-1,"used_count":38,"remaining_count":-1}}"#),
    ])
    let staff = try #require(try await bench.projects.licences(of: portal).staff)
    #expect(staff.remaining == nil)
    #expect(staff.used == 38)
  }

  @Test(arguments: [
    (
      #"{"total_count":"Unlimited","used_count":3,"remaining_count":0}"#,
      LicenceCount?.some(LicenceCount(total: -1, used: 3, remaining: nil))
    ),
    (
      #"{"total_count":-1,"used_count":3,"remaining_count":0}"#,
      LicenceCount(total: -1, used: 3, remaining: nil)
    ),
    (#"{"total_count":9,"used_count":3}"#, LicenceCount(total: 9, used: 3, remaining: 6)),
    (
      #"{"total_count":"9","used_count":null,"remaining_count":"5"}"#,
      LicenceCount(total: 9, used: 4, remaining: 5)
    ),
    (#"{"used_count":3,"remaining_count":2}"#, LicenceCount(total: 5, used: 3, remaining: 2)),
    (#"{"used_count":3}"#, nil), (#"{"remaining_count":"some"}"#, nil), ("7", nil),
  ])
  func `counts of licences as far as they are told`(kind: String, expected: LicenceCount?)
    async throws
  {
    let bench = try Bench([
      .token(),
      .on(
        "GET /api/v3/portal/7/users/license-details",
        #"{"portal_user":\#(kind),"client_user":{"total_count":1,"used_count":1,"remaining_count":0}}"#
      ),
    ])
    #expect(try await bench.projects.licences(of: portal).staff == expected)
  }

  @Test(arguments: [
    (200, #"{"accounts":[]}"#, CRMIntegration.on),
    (
      403,
      #"{"error":{"status_code":"403","title":"OPERATION_NOT_ALLOWED","details":[{"message":"The CRM integration is not enabled"}]}}"#,
      .off
    ),
    (
      403, #"{"error":{"title":"X","details":[{"message":"no"}]}}"#,
      .unknown("status 403, X no")
    ),
    (
      404, #"{"error":{"code":6404,"message":"Resource Not Found"}}"#,
      .unknown("status 404, 6404 Resource Not Found")
    ),
    (200, #"[1"#, .unknown("an answer cut off")),
    (
      400, #"{"error":{"title":"URL_ROLLING_THROTTLES_LIMIT_EXCEEDED"}}"#,
      .unknown("asked too often, 1800 s to wait")
    ),
  ])
  func `the integration as far as it can be known`(
    status: Int, body: String, expected: CRMIntegration
  ) async throws {
    let bench = try Bench([
      .token(), .on("GET /api/v3/portal/7/projects/9/crm/accounts", body, status: status),
    ])
    let answer = try await bench.projects.crmIntegration(
      of: portal, probing: try ProjectID.of("9"))
    #expect(answer == expected)
  }
}
