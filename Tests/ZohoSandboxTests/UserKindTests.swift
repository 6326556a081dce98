import Testing

/// `--user-kinds all`: the values of `type__s` of zoho-crm-api.md §2.1, and one that is not among them.
@Suite struct UserKindTests {
  private func types(_ query: String, of client: SandboxClient) async throws -> [String] {
    let answer = try await client.get("/crm/v8/users?\(query)")
    guard answer.status == 200 else { return [] }
    return try answer.json["users"].items.compactMap { $0["type__s"].text }
  }

  @Test func `without it everybody is a regular user`() async throws {
    try await withSandbox { client in
      let types = try await types("type=AllUsers&include_lite_users=true", of: client)
      #expect(types.count == 42)
      #expect(Set(types) == ["Regular User"])
    }
  }

  @Test func `with it there is one of each kind behind the others, lite ones when asked for`()
    async throws
  {
    try await withSandbox("--user-kinds=all") { client in
      let without = try await types("type=AllUsers", of: client)
      #expect(without.prefix(42).allSatisfy { $0 == "Regular User" })
      #expect(without.count == 50 && !without.contains("Lite User"))
      let with = try await types("type=AllUsers&include_lite_users=true", of: client)
      #expect(
        Set(with) == [
          "Regular User", "Digital Employee", "System User", "Support User", "Client Portal User",
          "Lite User", "Sandbox Developer User", "Team User", "Field Visitor",
        ])
      #expect(try await types("type=ActiveLiteUser", of: client) == ["Lite User"])
      #expect(try await types("type__s=Team%20User", of: client) == ["Team User"])
    }
  }

  @Test func `of one of them CRM tells neither name nor confirmation`() async throws {
    try await withSandbox("--user-kinds=all") { client in
      let users = try await client.get("/crm/v8/users").json["users"].items
      let nell = try #require(users.first { $0["email"].text == "nell.ames@zylker.example" })
      #expect(nell["full_name"] == .null)
      #expect(!nell.keys.contains("confirm"))
    }
  }
}
