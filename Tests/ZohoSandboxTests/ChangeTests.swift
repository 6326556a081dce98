import Testing

@testable import ZohoSandbox

/// What a quarter changes in both worlds, on request.
@Suite struct ChangeTests {
  private func change(_ client: SandboxClient, _ body: String) async throws -> JSONValue {
    let answer = try await client.call("POST", "/_sandbox/change", body: body)
    #expect(answer.status == 200, "\(String(decoding: answer.bytes, as: UTF8.self))")
    return try answer.json
  }

  private func user(_ client: SandboxClient, _ email: String) async throws -> JSONValue {
    let users = try await client.get("/crm/v8/users?type=AllUsers").json["users"].items
    return users.first { $0["email"].text == email } ?? .null
  }

  @Test func `people of CRM come, go and get another role, and CRM says when`() async throws {
    try await withSandbox { client in
      let priya = "priya.nair@zylker.example"
      let before = try await user(client, priya)["Modified_Time"].text
      _ = try await change(
        client,
        #"{"do":"hire","email":"nadia@zylker.example","first":"Nadia","last":"Quist","role":"Engineer"}"#
      )
      let nadia = try await user(client, "nadia@zylker.example")
      #expect(nadia["role"]["name"].text == "Engineer" && nadia["status"].text == "active")
      #expect(nadia["confirm"] == .bool(true))
      _ = try await change(client, #"{"do":"promote","email":"\#(priya)","role":"CEO"}"#)
      let promoted = try await user(client, priya)
      #expect(promoted["role"]["name"].text == "CEO" && promoted["Modified_Time"].text != before)
      _ = try await change(client, #"{"do":"dismiss","email":"\#(priya)"}"#)
      #expect(try await user(client, priya)["status"].text == "deleted")
      _ = try await client.call("POST", "/_sandbox/reset")
      #expect(try await user(client, "nadia@zylker.example") == .null)
      #expect(try await user(client, priya)["role"]["name"].text == "Sales Manager")
    }
  }

  @Test func `projects and roles of the portal get other names, and projects are archived`()
    async throws
  {
    try await withSandbox { client in
      _ = try await change(client, #"{"do":"rename-project","project":"Website","to":"Web"}"#)
      _ = try await change(client, #"{"do":"archive-project","project":"Onboarding"}"#)
      _ = try await change(client, #"{"do":"rename-role","role":"Employee","to":"Colleague"}"#)
      let state = try await client.get("/_sandbox/state").json
      let names = state["projects"].items.compactMap { $0["name"].text }
      #expect(names.contains("Web") && !names.contains("Website"))
      let archived = state["projects"].items.first { $0["name"].text == "Onboarding" }
      #expect(archived?["status"].text == "archived")
      let priya = try await client.judged("priya.nair@zylker.example")
      #expect(priya["role"].text == "Colleague")
      #expect(priya["projects"].items.contains { $0["name"].text == "Web" })
    }
  }

  @Test(arguments: [
    ("[]", "The body is no JSON object with “do”."),
    (
      #"{"do":"dance"}"#,
      "“do” is “dance”, not one of hire, dismiss, promote, rename-project, archive-project, rename-role."
    ),
    (#"{"do":"dismiss","email":"x@y.example"}"#, "Nobody in CRM has the e-mail “x@y.example”."),
    (#"{"do":"rename-project","project":"Website"}"#, "“to” is missing."),
    (#"{"do":"archive-project","project":"Nope"}"#, "“project” must be a project's id or name."),
    (
      #"{"do":"rename-role","role":"Nope","to":"x"}"#,
      "“role” must be one of Administrator, Manager, Employee, Contractor, Team Lead."
    ),
    (
      #"{"do":"hire","email":"priya.nair@zylker.example","last":"x","role":"CEO"}"#,
      "CRM has a user with the e-mail “priya.nair@zylker.example” already."
    ),
  ])
  func `a change that cannot be made is refused with what would do`(body: String, words: String)
    async throws
  {
    try await withSandbox { client in
      let answer = try await client.call("POST", "/_sandbox/change", body: body)
      #expect(answer.status == 400)
      #expect(try answer.json["error"].text == words)
    }
  }
}
