import FoundationEssentials
import Testing

@testable import ZohoSandbox

@Suite struct JudgeTests {
  @Test func `the state has exactly the keys of the contract`() async throws {
    try await withSandbox(signedIn: false) { client in
      let state = try await client.get("/_sandbox/state").json
      #expect(state.keys == ["users", "customers", "projects", "licences"])
      let user = state["users"][0]
      #expect(
        user.keys == [
          "id", "email", "role", "profile", "status", "user_type", "customer", "projects", "mails",
          "notices",
        ])
      #expect(user["projects"][0].keys == ["id", "name", "profile"])
      #expect(state["licences"].keys == ["portal_user", "client_user"])
      #expect(
        state["licences"]["portal_user"].keys == ["total_count", "used_count", "remaining_count"])
      let emails = state["users"].items.compactMap { $0["email"].text?.lowercased() }
      #expect(emails.count == 13)
      #expect(emails == emails.sorted())
    }
  }

  @Test func `requests and counts leave the judge out`() async throws {
    try await withSandbox { client in
      _ = try await client.get("/api/v3/portals?x=1")
      _ = try await client.get("/no/such/path")
      let counts = try await client.get("/_sandbox/counts").json
      #expect(counts.keys == ["requests", "by_endpoint", "violations", "tokens", "instance"])
      #expect(counts["requests"] == .integer(3))
      #expect(counts["by_endpoint"].keys == ["POST /oauth/v2/token", "GET /api/v3/portals"])
      #expect(counts["tokens"] == .integer(1))
      let requests = try await client.get("/_sandbox/requests").json.items
      #expect(requests.count == 3)
      #expect(
        requests[1].keys == ["n", "time", "method", "path", "query", "status", "fault"])
      #expect(requests[1]["n"] == .integer(2))
      #expect(requests[1]["query"].text == "x=1")
      #expect(requests[2]["status"] == .integer(400))
    }
  }

  @Test func `a reset brings the first world back under a new instance`() async throws {
    try await withSandbox { client in
      let before = try await client.get("/_sandbox/state").json
      let instance = try await client.get("/_sandbox/counts").json["instance"]
      _ = try await client.add(#"[{"email_id":"new@b.example"}]"#, to: "Website")
      #expect(try await client.get("/_sandbox/state").json != before)
      let reset = try await client.call("POST", "/_sandbox/reset").json
      #expect(try await client.get("/_sandbox/state").json == before)
      let counts = try await client.get("/_sandbox/counts").json
      #expect(counts["instance"] == reset["instance"])
      #expect(counts["instance"] != instance)
      #expect(counts["requests"] == .integer(0))
      #expect(try await client.get("/api/v3/portals").status == 200)
    }
  }

  @Test func `a state file keeps people and instance, and refuses another world`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "sandbox-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "state.json").path
    try await withSandbox("--state", file) { client in
      _ = try await client.add(#"[{"email_id":"new@b.example"}]"#, to: "Website")
    }
    let kept = try SandboxState(options: SandboxOptions(parsing: [])).portal.users.count + 1
    try await withSandbox("--state", file) { client in
      #expect(try await client.judged("new@b.example")["mails"] == .integer(1))
      let state = try await client.get("/_sandbox/state").json
      #expect(state["users"].items.count == kept)
    }
    let other = try SandboxOptions(parsing: ["--state", file, "--users=50"])
    #expect(throws: StateFileError.self) { try SandboxServer(options: other) }
    try Data("{".utf8).write(to: URL(filePath: file))
    let same = try SandboxOptions(parsing: ["--state", file])
    #expect(throws: StateFileError(description: "\(file) is not the state of a sandbox.")) {
      try SandboxServer(options: same)
    }
  }

  @Test func `three thousand people are brought in and listed quickly`() async throws {
    try await withSandbox("--users=3000", "--no-limits") { client in
      let clock = ContinuousClock()
      let start = clock.now
      var emails: [String] = []
      for page in 1...14 {
        let answer = try await client.get("/crm/v8/users?type=ActiveConfirmedUsers&page=\(page)")
        emails += try People(answer).users.compactMap(\.email)
      }
      let path = "\(SandboxClient.portal)/projects/\(try await client.project("Website"))"
      for first in stride(from: 0, to: emails.count, by: 50) {
        let entries = emails[first..<min(first + 50, emails.count)]
          .map { #"{"email_id":"\#($0)"}"# }
        _ = try await client.post(
          "\(path)/projectusers", ["userdetails": "[\(entries.joined(separator: ","))]"])
      }
      let state = try People(try await client.get("/_sandbox/state"))
      #expect(state.users.count > 2_700)
      #expect(clock.now - start < .seconds(60))
    }
  }
}

/// As much of an answer as counting people needs, which reads fast.
private struct People: Decodable {
  struct Person: Decodable {
    let email: String?
  }

  let users: [Person]

  init(_ reply: SandboxClient.Reply) throws {
    self = try JSONDecoder().decode(People.self, from: Data(reply.bytes))
  }
}
