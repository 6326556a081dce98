import Testing

/// `projectusers` with the sandbox's defaults.
@Suite struct AddingPeopleTests {
  private static let carla = "new.person@zylker.example"

  @Test func `newcomers are invited once, with the role and profile of their entry`() async throws {
    try await withSandbox { client in
      let lead = try await client.id(of: "Team Lead", in: "roles")
      let auditor = try await client.id(of: "Auditor", in: "profiles")
      let entry =
        #"[{"email_id":"\#(Self.carla)","role_id":"\#(lead)","profile_id":"\#(auditor)"}]"#
      let answer = try await client.add(entry, to: "Website")
      #expect(answer.status == 200)
      // zoho-projects-api.md 3.3, [L] S1
      #expect(try answer.json.keys == ["emailvszpuid"])
      let zpuid = try #require(try answer.json["emailvszpuid"][Self.carla].text)
      let judged = try await client.judged(Self.carla)
      #expect(judged["id"].text != zpuid)
      #expect(judged["role"].text == "Team Lead")
      #expect(judged["profile"].text == "Auditor")
      #expect(judged["status"].text == "invited")
      #expect(judged["mails"] == .integer(1))
      #expect(judged["notices"] == .integer(0))
      #expect(judged["projects"].items.compactMap { $0["name"].text } == ["Website"])

      _ = try await client.add(
        #"[{"email_id":"NEW.person@zylker.example"}]"#, to: "2026", notify: false)
      let later = try await client.judged(Self.carla)
      #expect(later["mails"] == .integer(1))
      #expect(later["notices"] == .integer(0))
      #expect(later["role"].text == "Team Lead")
      #expect(later["projects"].items.compactMap { $0["profile"].text } == ["Auditor", "Auditor"])
    }
  }

  @Test func `someone already there gets a notice when told to, not an invitation`() async throws {
    try await withSandbox { client in
      let entry = #"[{"email_id":"priya.nair@zylker.example"}]"#
      _ = try await client.add(entry, to: "Onboarding", notify: true)
      let judged = try await client.judged("priya.nair@zylker.example")
      #expect(judged["mails"] == .integer(0))
      #expect(judged["notices"] == .integer(1))
      #expect(judged["role"].text == "Employee")
    }
  }

  @Test func `parameters may come as a form, but not as JSON`() async throws {
    try await withSandbox { client in
      let path = "\(SandboxClient.portal)/projects/\(try await client.project("2026"))/projectusers"
      let entries = #"[{"email_id":"o'brien@zylker.example"}]"#
      let form = try await client.post(path, ["userdetails": entries, "notify": "false"])
      #expect(try form.json["emailvszpuid"].keys == ["o'brien@zylker.example"])
      #expect(try await client.judged("o'brien@zylker.example")["mails"] == .integer(0))
      let json = try await client.call(
        "POST", path, type: "application/json", body: #"{"userdetails":\#(entries)}"#)
      #expect(json.status == 500)
      #expect(try json.title == "INTERNAL_SERVER_ERROR")
    }
  }

  @Test func `who cannot be added is missing from the map without a word`() async throws {
    try await withSandbox { client in
      let answer = try await client.add(
        #"[{"email_id":"fatima.zahra@zylker.example"},{"email_id":"priya.nair@zylker.example"},"#
          + #"{"email_id":"a@b.example"},{"email_id":"A@B.example"}]"#, to: "Website")
      #expect(answer.status == 200)
      #expect(try answer.json["emailvszpuid"].keys == ["a@b.example"])
    }
  }

  @Test(arguments: [
    "", "[]", "{}", #"[{"email":"a@b.example"}]"#, #"[{"email_id":"nobody"}]"#,
    #"[{"email_id":"a b@c.example"}]"#, #"[{"email_id":"a@b.example","role_id":"1"}]"#,
    #"[{"email_id":"a@b.example","profile_id":"1"}]"#,
  ])
  func `bad entries are refused and change nothing`(entries: String) async throws {
    try await withSandbox { client in
      let before = try await client.get("/_sandbox/state").json
      let answer = try await client.add(entries, to: "Website")
      #expect(answer.status == 400)
      #expect(try answer.title == "INVALID_PARAMETER_VALUE")
      #expect(try await client.get("/_sandbox/state").json == before)
    }
  }

  @Test func `an archived project takes nobody`() async throws {
    try await withSandbox { client in
      let answer = try await client.add(#"[{"email_id":"a@b.example"}]"#, to: "Legacy ERP")
      #expect(answer.status == 403)
      #expect(try answer.json["error"]["details"][0]["message_key"].text == "zp.project.archived")
    }
  }

  @Test func `the Admin profile joins every project and cannot leave one`() async throws {
    try await withSandbox { client in
      let admin = try await client.id(of: "Admin", in: "profiles")
      _ = try await client.add(
        #"[{"email_id":"\#(Self.carla)","profile_id":"\#(admin)"}]"#, to: "Website")
      #expect(try await client.judged(Self.carla)["projects"].items.count == 12)
      let project = try await client.project("2026")
      let path = "\(SandboxClient.portal)/projects/\(project)/users/\(Self.carla)"
      #expect(try await client.call("DELETE", path).status == 403)
    }
  }

  @Test func `licences run out within a call, then altogether`() async throws {
    try await withSandbox("--licences=2") { client in
      let many = (1...3).map { #"{"email_id":"p\#($0)@b.example"}"# }.joined(separator: ",")
      let partial = try await client.add("[\(many)]", to: "Website")
      #expect(try partial.json["emailvszpuid"].keys == ["p1@b.example", "p2@b.example"])
      let refused = try await client.add(#"[{"email_id":"p4@b.example"}]"#, to: "Website")
      #expect(refused.status == 402)
      #expect(try refused.title == "LICENSE_LIMIT_EXCEEDED")
      let licences = try await client.get("/_sandbox/state").json["licences"]["portal_user"]
      #expect(licences["remaining_count"] == .integer(0))
    }
  }
}
