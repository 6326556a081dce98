import Testing

@Suite struct CRMTests {
  @Test func `users come by page until there are no more, then without a body`() async throws {
    try await withSandbox("--users=450") { client in
      var ids: [String] = []
      for page in 1...3 {
        let answer = try await client.get("/crm/v8/users?type=AllUsers&page=\(page)&per_page=200")
        let json = try answer.json
        ids += json["users"].items.compactMap { $0["id"].text }
        #expect(json["info"]["more_records"] == .bool(page < 3))
        #expect(json["info"]["page"] == .integer(Int64(page)))
        #expect(json["info"]["count"] == .integer(page < 3 ? 200 : 50))
      }
      #expect(Set(ids).count == 450)
      let beyond = try await client.get("/crm/v8/users?type=AllUsers&page=4")
      #expect(beyond.status == 204)
      #expect(beyond.bytes.isEmpty)
    }
  }

  @Test(arguments: [
    ("CurrentUser", 1), ("AllUsers", 42), ("ActiveUsers", 40), ("DeactiveUsers", 1),
    ("NotConfirmedUsers", 1), ("DeletedUsers", 1), ("ActiveConfirmedUsers", 39),
    ("AdminUsers", 4), ("ActiveConfirmedAdmins", 3), ("ActiveAndDeactive", 41),
    ("DeveloperUsers", 0), ("ConfirmedUsers", 40), ("AllActiveUsers", 40), ("ActiveLiteUser", 0),
  ])
  func `a type chooses users`(type: String, count: Int) async throws {
    try await withSandbox { client in
      let answer = try await client.get("/crm/v8/users?type=\(type)")
      #expect(answer.status == (count == 0 ? 204 : 200))
      if count > 0 { #expect(try answer.json["users"].items.count == count) }
      let counted = try await client.get("/crm/v8/users/actions/count?type=\(type)")
      #expect(try counted.json["count"] == .text("\(count)"))
    }
  }

  @Test func `role types need a role and follow the hierarchy`() async throws {
    try await withSandbox { client in
      let roles = try await client.get("/crm/v8/settings/roles").json["roles"].items
      let manager = try #require(roles.first { $0["name"].text == "Sales Manager" }?["id"].text)
      func names(_ type: String) async throws -> Set<String> {
        let target = "/crm/v8/users?type=\(type)&role_id=\(manager)"
        return Set(
          try await client.get(target).json["users"].items.compactMap { $0["role"]["name"].text })
      }
      #expect(try await names("ChildRoleUsers") == ["Sales Rep"])
      #expect(try await names("ParentRoleUsers") == ["Manager"])
      #expect(try await names("SubordinateRoleUsers") == ["Sales Rep"])
      let refused = try await client.get("/crm/v8/users?type=ChildRoleUsers")
      #expect(refused.status == 400)
      #expect(try refused.json["code"].text == "DEPENDENT_PARAM_MISSING")
    }
  }

  @Test func `ids and fields narrow the answer`() async throws {
    try await withSandbox { client in
      let target = "/crm/v8/users?ids=7014820000000229001,7014820000000229008&fields=email"
      let users = try await client.get(target).json["users"].items
      #expect(users.count == 2)
      #expect(users.allSatisfy { $0.keys == ["id", "email"] })
      #expect(try await client.get("/crm/v8/users/12").status == 204)
    }
  }

  @Test(arguments: ["type=Everybody", "per_page=201", "page=0", "page=x"])
  func `a parameter of the wrong kind is named`(query: String) async throws {
    try await withSandbox { client in
      let answer = try await client.get("/crm/v8/users?\(query)")
      #expect(answer.status == 400)
      let json = try answer.json
      #expect(json.keys == ["code", "details", "message", "status"])
      #expect(json["code"].text == "INVALID_DATA")
      #expect(json["details"]["param_name"].text == String(query.prefix { $0 != "=" }))
    }
  }

  @Test func `who has no e-mail has no such key, and first names may be null`() async throws {
    try await withSandbox { client in
      let users = try await client.get("/crm/v8/users").json["users"].items
      #expect(users.filter { !$0.keys.contains("email") }.count == 1)
      #expect(users.filter { $0["first_name"] == .null }.count == 1)
    }
  }

  @Test(arguments: [
    ("enterprise", "enterprise", "null", true), ("crmplus", "crmplus", "null", true),
    ("one", "zohooneenterprise", "null", true), ("free", "free", "null", false),
    ("crmplus-trial", "free", "crmplus", false), ("one-trial", "free", "zohooneenterprise", false),
    ("galactic", "galactic", "null", true),
  ])
  func `an edition shows in the licence`(
    edition: String, paidType: String, trialType: String, paid: Bool
  ) async throws {
    try await withSandbox("--edition", edition) { client in
      let licence = try await client.get("/crm/v8/org").json["org"][0]["license_details"]
      #expect(licence["paid_type"].text == paidType)
      #expect((licence["trial_type"].text ?? "null") == trialType)
      #expect(licence["paid"] == .bool(paid))
    }
  }

  @Test func `CRM takes its own scheme only, and refuses in its own shape`() async throws {
    try await withSandbox { client in
      var other = client
      let token = client.authorization?.split(separator: " ").last ?? ""
      other.authorization = "Bearer \(token)"
      #expect(try await other.get("/crm/v8/org").json["code"].text == "AUTHENTICATION_FAILURE")
      #expect(try await other.get("/api/v3/portals").status == 200)
      other.authorization = "Zoho-oauthtoken 1000.no.such"
      let refused = try await other.get("/crm/v8/org")
      #expect(refused.status == 401)
      #expect(try refused.json["code"].text == "INVALID_TOKEN")
      let unknown = try await client.get("/crm/v9/org")
      #expect(unknown.status == 404)
      #expect(try unknown.json["code"].text == "INVALID_URL_PATTERN")
      let method = try await client.call("DELETE", "/crm/v8/org")
      #expect(method.status == 405)
      #expect(try method.json["code"].text == "INVALID_REQUEST_METHOD")
    }
  }
}
