import Testing

/// The reads of Projects against the literal samples of reference/zoho-projects-api.md.
@Suite struct PortalTests {
  @Test func `portals are a bare array with the profile's id as a number`() async throws {
    // zoho-projects-api.md 2, [L] S9
    let sample = try JSONValue(
      parsing: #"""
        [{"id":"700100200","portal_name":"acmeworks","org_name":"Acme Works","timezone":"PST",
        "project_plan":"Enterprise",
        "owner":{"zpuid":"1700000000000085003","name":"Ada Byron","email":"ada@acme.example"},
        "profile":{"id":1700000000000085084,"name":"Portal Owner"}}]
        """#.utf8)
    try await withSandbox { client in
      let portals = try await client.get("/api/v3/portals").json
      #expect(Shape.differences(portals, sample) == [])
      #expect(portals[0]["profile"]["name"].text == "Portal Owner")
      let one = try await client.get(SandboxClient.portal).json
      #expect(Shape.differences(one, sample[0]) == [])
    }
  }

  @Test func `users come in an envelope`() async throws {
    // zoho-projects-api.md 3.1, [L] S1
    let sample = try JSONValue(
      parsing: #"""
        {"users":[{"id":"1700000000000091001","zuid":"900100301","email":"bo@acme.example",
        "first_name":"Bo","last_name":"Lind","full_name":"Bo Lind",
        "status":"active","user_type":"portal_user","is_confirmed":true,"is_resend_invite":false,
        "added_time":"2026-02-27T10:19:11.719Z","updated_time":"2026-03-01T08:00:00.000Z",
        "last_accessed_on":null,"role":{"id":"1700000000000085005","name":"Manager"},
        "portal_profile":{"id":"1700000000000085090","name":"Manager","is_default":true},
        "reporting_to":null,"business_hours":null,
        "budget":{"cost_per_hour":{"currency_code":"USD","formatted_amount":"$40.00",
        "currency_id":"1","amount":40}}}],
        "page_info":{"page":1,"per_page":50,"count":1,"has_next_page":false}}
        """#.utf8)
    try await withSandbox { client in
      let target = "\(SandboxClient.portalV31)/users?type=portal_user&view_type=all"
      let users = try await client.get(target).json
      #expect(Shape.differences(users, sample) == [])
      #expect(users["users"].items.count == 9)
      #expect(users["page_info"]["has_next_page"] == .bool(false))
    }
  }

  @Test func `older lists and project lists say zpuid, and it is another one`() async throws {
    // zoho-projects-api.md 3.1, [L] S8, S9
    let sample = try JSONValue(
      parsing: #"""
        {"page_info":{"per_page":1,"has_next_page":true,"count":1,"page":1},
        "users":[{"zpuid":"1","name":"n","email":"e","is_active":true,
        "role":{"name":"r","id":"1"},"profile":{"name":"p","id":"1"},"added_time":"t"}]}
        """#.utf8)
    try await withSandbox { client in
      let portal = try await client.get("\(SandboxClient.portal)/users").json
      #expect(Shape.differences(portal, sample) == [])
      let website = try await client.project("Website")
      let members = try await client.get("\(SandboxClient.portal)/projects/\(website)/users").json
      // In a project `id` too, as zoho-projects-sdk 0.1.12 asks for. [T]
      #expect(Shape.differences(members, sample) == [])
      #expect(members["users"].items.allSatisfy { $0["id"].text == $0["zpuid"].text })
      let ids = Set(portal["users"].items.compactMap { $0["zpuid"].text })
      #expect(ids.isDisjoint(with: members["users"].items.compactMap { $0["zpuid"].text }))
    }
  }

  @Test func `licences come by kind`() async throws {
    // zoho-projects-api.md 2, [L] S8
    let sample = try JSONValue(
      parsing: #"""
        {"portal_user":{"total_count":40,"used_count":38,"remaining_count":2},
        "client_user":{"total_count":10,"used_count":1,"remaining_count":9},
        "lite_user":{"total_count":0,"used_count":0,"remaining_count":0},
        "readonly_user":{"total_count":20,"used_count":9,"remaining_count":11}}
        """#.utf8)
    try await withSandbox("--licences=3") { client in
      for base in [SandboxClient.portal, SandboxClient.portalV31] {
        let licences = try await client.get("\(base)/users/license-details").json
        #expect(Shape.differences(licences, sample) == [])
        // Eight of the nine are active.
        #expect(licences["portal_user"]["total_count"] == .integer(11))
        #expect(licences["portal_user"]["used_count"] == .integer(8))
        #expect(licences["portal_user"]["remaining_count"] == .integer(3))
      }
    }
  }

  @Test func `projects are a bare array, odd names among them`() async throws {
    // zoho-projects-api.md 6, [L] S9
    let sample = try JSONValue(
      parsing: #"""
        [{"id":"1700000000000089119","key":"AW-1","name":"Migration","project_type":"active",
        "is_public_project":false,"owner":{"zpuid":"1","name":"n","email":"e"},
        "created_time":"t","modified_time":"t"}]
        """#.utf8)
    try await withSandbox { client in
      let projects = try await client.get("\(SandboxClient.portal)/projects").json
      #expect(Shape.differences(projects, sample) == [])
      #expect(
        projects.items.compactMap { $0["name"].text } == [
          "Website", "Mobile App", "Data Migration", "Onboarding", "Support Desk", "2026",
          "Rollout, Phase 2 [EMEA]", "Intranet", "Intranet", "Legacy ERP", "Website Relaunch",
          "Warehouse Automation",
        ])
      let archived = try await client.get("\(SandboxClient.portal)/projects?status=archived").json
      #expect(archived.items.compactMap { $0["name"].text } == ["Legacy ERP"])
      let second = try await client.get("\(SandboxClient.portal)/projects?page=2&per_page=10").json
      #expect(second.items.count == 2)
    }
  }

  @Test func `no more than fifty users a page, whatever is asked`() async throws {
    try await withSandbox("--users=3000", "--portal-users=120", "--no-limits") { client in
      var emails: Set<String> = []
      for page in 1...3 {
        let target = "\(SandboxClient.portalV31)/users?view_type=all&per_page=200&page=\(page)"
        let json = try await client.get(target).json
        #expect(json["page_info"]["per_page"] == .integer(50))
        #expect(json["page_info"]["has_next_page"] == .bool(page < 3))
        emails.formUnion(json["users"].items.compactMap { $0["email"].text })
      }
      #expect(emails.count == 120)
    }
  }

  @Test func `view types part active from inactive, and one is found by e-mail or id`() async throws
  {
    try await withSandbox { client in
      let users = "\(SandboxClient.portalV31)/users"
      #expect(try await client.get("\(users)?view_type=active").json["users"].items.count == 8)
      let inactive = try await client.get("\(users)?view_type=inactive").json["users"].items
      #expect(inactive.compactMap { $0["email"].text } == ["fatima.zahra@zylker.example"])
      #expect(try await client.get("\(users)?type=lite_user").json["users"].items.isEmpty)
      let one = try await client.get("\(users)/FATIMA.zahra@zylker.example").json
      #expect(one["status"].text == "inactive")
      let id = try #require(one["id"].text)
      #expect(try await client.get("\(users)/\(id)").json == one)
      let projects = try await client.get("\(SandboxClient.portal)/users/\(id)/projects").json
      #expect(projects["projects"].items.compactMap { $0["name"].text } == ["Support Desk"])
      #expect(try await client.get("\(users)/nobody@zylker.example").title == "RESOURCE_NOT_FOUND")
    }
  }

  @Test func `roles and profiles are named with text ids`() async throws {
    try await withSandbox { client in
      let roles = try await client.get("\(SandboxClient.portal)/settings/roles").json["roles"]
      #expect(
        roles.items.compactMap { $0["name"].text }
          == ["Administrator", "Manager", "Employee", "Contractor", "Team Lead"])
      let profiles = try await client.get("\(SandboxClient.portal)/settings/profiles")
        .json["profiles"]
      #expect(
        profiles.items.compactMap { $0["name"].text } == [
          "Portal Owner", "Admin", "Manager", "Employee", "Contractor", "Customer", "Auditor",
          "Client Reviewer",
        ])
      #expect((roles.items + profiles.items).allSatisfy { $0["id"].text != nil })
    }
  }

  @Test func `errors have Zoho's shape and oddities`() async throws {
    // zoho-projects-api.md 7, [Z] S3, S4
    let sample = try JSONValue(
      parsing: #"""
        {"error":{"status_code":"400","method":"POST","instance":"/x","title":"T",
        "error_type":"E","details":[{"message":"Invalid value"}]}}
        """#.utf8)
    try await withSandbox { client in
      let slash = try await client.get("\(SandboxClient.portal)/projects/")
      #expect(slash.status == 400)
      #expect(try slash.title == "URL_RULE_NOT_CONFIGURED")
      #expect(Shape.differences(try slash.json, sample) == [])
      // zoho-projects-sdk 0.1.12 asks so. [T]
      #expect(try await client.get("/api/v3/portals/").status == 200)
      #expect(try await client.call("PUT", "/api/v3/portals").title == "INVALID_METHOD")
      #expect(try await client.get("/api/v3/portal/999").status == 404)
      var other = client
      other.authorization = nil
      let anonymous = try await other.get("/api/v3/portals")
      #expect(anonymous.status == 401)
      #expect(try anonymous.title == "INVALID_TICKET")
      other.authorization = "Bearer stale"
      let stale = try await other.get("/api/v3/portals")
      #expect(stale.status == 401)
      #expect(try stale.title == "INVALID_OAUTHTOKEN")
    }
  }
}
