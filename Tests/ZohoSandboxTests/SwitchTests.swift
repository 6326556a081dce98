import Testing

/// What is not known of Zoho and can be switched.
@Suite struct SwitchTests {
  private static let newcomer = #"[{"email_id":"new@b.example"}]"#

  @Test func `members-only passes newcomers over, and the portal call takes them in`() async throws
  {
    try await withSandbox("--projectusers=members-only") { client in
      let passedOver = try await client.add(Self.newcomer, to: "Website")
      #expect(passedOver.status == 200)
      #expect(try passedOver.json["emailvszpuid"].keys == [])
      let lead = try await client.id(of: "Team Lead", in: "roles")
      let added = try await client.call(
        "POST", "\(SandboxClient.portal)/users", type: "application/json",
        body: #"{"email":"new@b.example","role_id":"\#(lead)"}"#)
      #expect(added.status == 201)
      let joined = try await client.add(Self.newcomer, to: "Website", notify: false)
      #expect(try joined.json["emailvszpuid"].keys == ["new@b.example"])
      let judged = try await client.judged("new@b.example")
      #expect(judged["role"].text == "Team Lead")
      #expect(judged["mails"] == .integer(1))
      #expect(judged["projects"].items.count == 1)
    }
  }

  @Test(arguments: [
    ("honoured", 200, "Team Lead"), ("ignored", 200, "Employee"), ("refused", 400, nil),
  ])
  func `a role of an entry`(switch word: String, status: Int, role: String?) async throws {
    try await withSandbox("--entry-role", word) { client in
      let lead = try await client.id(of: "Team Lead", in: "roles")
      let answer = try await client.add(
        #"[{"email_id":"new@b.example","role_id":"\#(lead)"}]"#, to: "Website")
      #expect(answer.status == status)
      #expect(try await client.judged("new@b.example")["role"].text == role)
    }
  }

  @Test(arguments: [("keep", "Manager"), ("default", "Employee")])
  func `no role for someone already there`(switch word: String, role: String) async throws {
    try await withSandbox("--missing-role", word) { client in
      _ = try await client.add(#"[{"email_id":"mei.tanaka@zylker.example"}]"#, to: "Website")
      #expect(try await client.judged("mei.tanaka@zylker.example")["role"].text == role)
    }
  }

  @Test func `too many entries are refused`() async throws {
    try await withSandbox("--batch-max=1") { client in
      let one = try await client.add(Self.newcomer, to: "Website")
      #expect(one.status == 200)
      let entries = #"[{"email_id":"a@b.example"},{"email_id":"c@b.example"}]"#
      let two = try await client.add(entries, to: "Website")
      #expect(two.status == 400)
    }
  }

  @Test(arguments: [("on", 409, 1), ("off", 200, 2)])
  func `a repeated e-mail`(switch word: String, status: Int, count: Int) async throws {
    try await withSandbox("--unique-email", word) { client in
      #expect(try await client.add(Self.newcomer, to: "Website").status == 200)
      #expect(try await client.add(Self.newcomer, to: "Website").status == status)
      let users = try await client.get("/_sandbox/state").json["users"].items
      #expect(users.count { $0["email"].text == "new@b.example" } == count)
    }
  }

  @Test(arguments: [
    ("on", 200, nil), ("off", 403, "OPERATION_NOT_ALLOWED"), ("unknown", 404, "RESOURCE_NOT_FOUND"),
  ])
  func `the integration shows in a project's CRM accounts`(
    switch word: String, status: Int, title: String?
  ) async throws {
    try await withSandbox("--integration", word) { client in
      let project = try await client.project("Website")
      let answer = try await client.get(
        "\(SandboxClient.portal)/projects/\(project)/crm/accounts")
      #expect(answer.status == status)
      #expect(try answer.title == title)
    }
  }

  @Test func `a standard caller is no administrator and may invite nobody`() async throws {
    try await withSandbox("--caller=standard") { client in
      let me = try await client.get("/crm/v8/users?type=CurrentUser").json["users"][0]
      #expect(me["email"].text == "priya.nair@zylker.example")
      #expect(me["profile"]["name"].text == "Standard")
      #expect(try await client.get("/api/v3/portals").json[0]["profile"]["name"].text == "Employee")
      let refused = try await client.add(Self.newcomer, to: "Website")
      #expect(refused.status == 400)
      #expect(try await client.judged("new@b.example") == .null)
    }
  }
}
