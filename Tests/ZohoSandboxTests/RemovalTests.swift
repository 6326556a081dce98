import Testing

/// Taking away again what calls have made; 204 without a body. [L] S9
struct RemovalTests {
  private static let portal = SandboxClient.portal

  @Test func `a customer is deleted only when it has no client users, and leaves its projects`()
    async throws
  {
    try await withSandbox { client in
      let all = try await client.get("\(Self.portal)/clients").json["clients"].items
      let solaris = try #require(all.first { $0["name"].text == "Solaris Freight" }?["id"].text)
      let refused = try await client.call("DELETE", "\(Self.portal)/clients/\(solaris)")
      #expect(refused.status == 403)
      let made = try await client.call("POST", "\(Self.portal)/clients?name=Empty")
      let id = try #require(try made.json["clients"][0]["id"].text)
      let project = "\(Self.portal)/projects/\(try await client.project("Website"))"
      _ = try await client.call("POST", "\(project)/associate-client?client_id=\(id)")
      let deleted = try await client.call("DELETE", "\(Self.portal)/clients/\(id)")
      #expect(deleted.status == 204)
      let left = try await client.get("\(project)/clients").json["clients"].items
      #expect(!left.contains { $0["id"].text == id })
      let again = try await client.call("DELETE", "\(Self.portal)/clients/\(id)")
      #expect(again.status == 404)
    }
  }
}
