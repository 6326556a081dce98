import Testing

@testable import ZohoSandbox

/// What a token may do, over HTTP.
@Suite struct ScopeWireTests {
  @Test func `a scope that is missing is refused in CRM's form`() async throws {
    try await withSandbox("--scopes=ZohoCRM.users.READ") { client in
      #expect(try await client.get("/crm/v8/users").status == 200)
      let refused = try await client.get("/crm/v8/org")
      #expect(refused.status == 401)
      // zoho-crm-api.md 3; [C] OAS31 profiles UnauthorizedError: exactly these keys, details empty.
      let sample = #"""
        {"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"Unauthorized","status":"error"}
        """#
      #expect(try refused.json == JSONValue(parsing: sample.utf8))
    }
  }

  @Test func `a scope that is missing is refused in the form of Projects`() async throws {
    try await withSandbox("--scopes=ZohoProjects.portals.READ") { client in
      #expect(try await client.get("/api/v3/portals").status == 200)
      let target = "\(SandboxClient.portalV31)/users"
      let refused = try await client.get(target)
      #expect(refused.status == 401)
      // zoho-projects-api.md 7: title and status [L] S7, form [Z] S3, words [S].
      let sample = #"""
        {"error":{"status_code":"401","method":"GET","instance":"\#(target)",
         "title":"INVALID_OAUTHSCOPE","error_type":"OPERATIONAL_VALIDATION_ERROR",
         "details":[{"message":"Invalid OAuth scope"}]}}
        """#
      #expect(try refused.json == JSONValue(parsing: sample.utf8))
    }
  }

  @Test(arguments: [
    ("ZohoCRM.modules.contacts.READ", "/crm/v8/Contacts?fields=Email", 200),
    ("ZohoCRM.modules.contacts.READ", "/crm/v8/Accounts?fields=Account_Name", 401),
    ("ZohoCRM.modules.ALL", "/crm/v8/Contacts/actions/count", 200),
    ("ZohoCRM.modules.ALL", "/crm/v8/Contacts/search?word=nobody-of-this-name", 401),
    (
      "ZohoCRM.modules.ALL,ZohoSearch.securesearch.READ",
      "/crm/v8/Contacts/search?word=nobody-of-this-name", 204
    ),
    ("ZohoSearch.securesearch.READ", "/crm/v8/Contacts/search?word=nobody", 401),
    ("ZohoCRM.modules.ALL", "/crm/v8/Nothing?fields=id", 400),
    ("ZohoCRM.settings.ALL", "/crm/v8/settings/fields?module=Contacts", 200),
    ("ZohoCRM.settings.fields.READ", "/crm/v8/settings/modules", 401),
    ("ZohoProjects.users.ALL", "\(SandboxClient.portal)/users/license-details", 200),
    ("ZohoProjects.users.ALL", "\(SandboxClient.portal)/clients", 401),
  ])
  func `a token may do what its scopes cover`(
    scopes: String, target: String, status: Int
  ) async throws {
    try await withSandbox("--scopes=\(scopes)") { client in
      let answer = try await client.get(target)
      #expect(answer.status == status)
    }
  }

  @Test(arguments: [
    ("ZohoCRM.coql.READ,ZohoCRM.modules.Contacts.READ", 200), ("ZohoCRM.coql.READ", 401),
    ("ZohoCRM.modules.ALL", 401), ("ZohoCRM.coql.READ,ZohoCRM.modules.Accounts.READ", 401),
  ])
  func `a query asks for two scopes`(scopes: String, status: Int) async throws {
    try await withSandbox("--scopes=\(scopes)") { client in
      let answer = try await client.call(
        "POST", "/crm/v8/coql", type: "application/json",
        body: #"{"select_query":"select id from Contacts where id is not null limit 1"}"#)
      #expect(answer.status == status)
    }
  }

  @Test func `who may only read adds nobody`() async throws {
    try await withSandbox { client in
      let reader = try await client.allowed("ZohoProjects.users.READ,ZohoProjects.projects.READ")
      let refused = try await reader.add(
        #"[{"email_id":"new@b.example"}]"#, to: try await client.firstProject())
      #expect(refused.status == 401)
      #expect(try await client.judged("new@b.example") == .null)
      let writer = try await client.allowed("ZohoProjects.users.ALL,ZohoProjects.projects.READ")
      let added = try await writer.add(
        #"[{"email_id":"new@b.example"}]"#, to: try await client.firstProject())
      #expect(added.status < 300)
    }
  }

  @Test func `the granted scopes are told with each token`() async throws {
    let scopes = "ZohoCRM.users.READ ZohoProjects.users.ALL"
    try await withSandbox("--scopes=\(scopes)") { client in
      let answer = try await client.refresh().json
      #expect(answer["scope"].text == scopes)
    }
  }

  @Test(.enabled(if: SchemaChecker.hasFiles, "../shared/zoho/crm-oas is not beside this checkout"))
  func `the scopes that Zoho's OpenAPI files name are enough`() throws {
    let routes: [(file: String, path: String, method: String, target: String)] = [
      ("users.json", "/users", "get", "/crm/v8/users"),
      ("users.json", "/users/{user}", "get", "/crm/v8/users/7"),
      ("org.json", "/org", "get", "/crm/v8/org"),
      ("roles.json", "/settings/roles", "get", "/crm/v8/settings/roles"),
      ("profiles.json", "/settings/profiles", "get", "/crm/v8/settings/profiles"),
      ("modules.json", "/settings/modules", "get", "/crm/v8/settings/modules"),
      ("fields.json", "/settings/fields", "get", "/crm/v8/settings/fields"),
      ("record.json", "/{module}", "get", "/crm/v8/Contacts"),
      ("record.json", "/{module}/{recordID}", "get", "/crm/v8/Contacts/7"),
      ("module_search.json", "/{module}/search", "get", "/crm/v8/Contacts/search"),
      (
        "record_count.json", "/{moduleApiName}/actions/count", "get",
        "/crm/v8/Contacts/actions/count"
      ),
    ]
    for (file, path, method, target) in routes {
      let checker = try #require(try SchemaChecker(file: file))
      let choices = checker.scopes(of: path, method: method)
      guard
        case .route(let route, let places) = RouteTable.all.match(
          method: method.uppercased(), path: target)
      else {
        Issue.record("\(target) is not served")
        continue
      }
      var call = Call(method: method.uppercased(), path: target)
      call.places = places
      let granted = choices.map { $0.compactMap { Scope($0) } }
      #expect(granted.contains { route.scopes.unmet(by: $0, call) == nil }, "\(target): \(choices)")
      // One of the pair alone is not.
      for pair in granted where pair.count > 1 && route.scopes.needs(call).count > 1 {
        for scope in pair { #expect(route.scopes.unmet(by: [scope], call) != nil, "\(scope)") }
      }
    }
  }
}

extension SandboxClient {
  /// The name of some project.
  fileprivate func firstProject() async throws -> String {
    let projects = try await get("\(Self.portal)/projects").json.items
    return try #require(projects.first?["name"].text)
  }
}

extension SchemaChecker {
  /// The lists of scopes of which one is enough.
  fileprivate func scopes(of path: String, method: String) -> [[String]] {
    operation(path, method)["security"].items.map {
      $0["iam-oauth2-schema"].items.compactMap(\.text)
    }
  }
}
