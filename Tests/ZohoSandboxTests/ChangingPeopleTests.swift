import Testing

/// Update, removal, activation.
@Suite struct ChangingPeopleTests {
  private static let anna = "anna.schmidt@zylker.example"

  @Test func `a portal user gets another role`() async throws {
    try await withSandbox { client in
      let manager = try await client.id(of: "Manager", in: "roles")
      let id = try #require(try await client.judged(Self.anna)["id"].text)
      let path = "\(SandboxClient.portalV31)/users/\(id)"
      let answer = try await client.call(
        "PATCH", path, type: "application/json", body: #"{"role_id":"\#(manager)"}"#)
      #expect(answer.status == 200)
      #expect(try answer.json["role"]["name"].text == "Manager")
      #expect(try await client.judged(Self.anna)["role"].text == "Manager")
      let bad = try await client.call("PATCH", path, type: "application/json", body: "{")
      #expect(try bad.title == "INVALID_INPUTSTREAM")
      #expect(try await client.call("PATCH", path).status == 400)
    }
  }

  @Test func `a project user gets another profile, in that project only`() async throws {
    try await withSandbox { client in
      let manager = try await client.id(of: "Manager", in: "profiles")
      _ = try await client.add(#"[{"email_id":"\#(Self.anna)"}]"#, to: "2026")
      let project = try await client.project("2026")
      let path = "\(SandboxClient.portal)/projects/\(project)/users"
      let members = try await client.get(path).json["users"].items
      let zpuid = try #require(members.first { $0["email"].text == Self.anna }?["zpuid"].text)
      let answer = try await client.post("\(path)/\(zpuid)", ["profile_id": manager])
      #expect(try answer.json["profile"]["name"].text == "Manager")
      let projects = try await client.judged(Self.anna)["projects"].items
      #expect(projects.compactMap { $0["profile"].text } == ["Contractor", "Manager"])

      #expect(try await client.call("DELETE", "\(path)/\(Self.anna)").status == 204)
      #expect(try await client.judged(Self.anna)["projects"].items.count == 1)
      #expect(try await client.call("DELETE", "\(path)/\(Self.anna)").status == 404)
    }
  }

  @Test func `activation takes a licence and deactivation gives one back`() async throws {
    try await withSandbox("--licences=0") { client in
      let id = try #require(try await client.judged("fatima.zahra@zylker.example")["id"].text)
      let fatima = "\(SandboxClient.portal)/users/\(id)"
      #expect(try await client.post("\(fatima)/activate").status == 402)
      let anna = try #require(try await client.judged(Self.anna)["id"].text)
      let deactivate = "\(SandboxClient.portal)/users/\(anna)/deactivate"
      #expect(try await client.post(deactivate).status == 204)
      #expect(try await client.post("\(fatima)/activate").status == 204)
      let status = try await client.judged("fatima.zahra@zylker.example")["status"]
      #expect(status.text == "active")
    }
  }

  @Test func `somebody deactivated is on the list of inactive people alone`() async throws {
    try await withSandbox { client in
      _ = try await client.add(#"[{"email_id":"new@zylker.example"}]"#, to: "2026")
      let id = try #require(try await client.judged("new@zylker.example")["id"].text)
      let users = "\(SandboxClient.portal)/users"
      #expect(try await client.post("\(users)/\(id)/deactivate").status == 204)
      for (view, isListed) in [("active", false), ("inactive", true)] {
        let list = try await client.get(
          "\(SandboxClient.portalV31)/users?type=portal_user&view_type=\(view)"
        ).json["users"].items
        #expect(list.contains { $0["id"].text == id } == isListed, "\(view)")
      }
      let owner = try #require(try await client.judged("patricia.boyle@zylker.example")["id"].text)
      #expect(try await client.post("\(users)/\(owner)/deactivate").status == 403)
      #expect(try await client.post("\(users)/999/deactivate").status == 404)
    }
  }

  @Test func `removal from the portal takes every project; the owner stays`() async throws {
    try await withSandbox { client in
      let id = try #require(try await client.judged(Self.anna)["id"].text)
      let users = "\(SandboxClient.portalV31)/users"
      #expect(try await client.call("DELETE", "\(users)/\(id)").status == 204)
      #expect(try await client.judged(Self.anna) == .null)
      let website = try await client.project("Website")
      let members = try await client.get("\(SandboxClient.portal)/projects/\(website)/users").json
      #expect(!members["users"].items.contains { $0["email"].text == Self.anna })
      let owner = "\(users)/patricia.boyle@zylker.example"
      #expect(try await client.call("DELETE", owner).status == 403)
    }
  }
}
