import FoundationEssentials
import Testing

@testable import ZohoSandbox

/// The endpoints and the option by which scripts are set, and what others do meanwhile.
@Suite struct FaultJudgeTests {
  private static let portals = "/api/v3/portals"
  private static let drop = #"[{"match":{"path":"/api/v3/portals"},"fault":"refuse-call"}]"#

  @Test func `a script is shown as set, a bad one changes nothing, a reset clears it`() async throws
  {
    try await withSandbox { client in
      #expect(try await client.get("/_sandbox/faults").json == .array([]))
      let set = try await client.call("PUT", "/_sandbox/faults", body: Self.drop)
      #expect(try set.json == .object(["rules": .integer(1)]))
      let bad = try await client.call("PUT", "/_sandbox/faults", body: #"[{"fault":"x"}]"#)
      #expect(bad.status == 400)
      #expect(try bad.json["error"].text?.hasPrefix("In rule 1: there is no fault “x”") == true)
      let shown = try await client.get("/_sandbox/faults")
      #expect(String(decoding: shown.bytes, as: UTF8.self) == Self.drop)
      #expect(try await client.get(Self.portals).status == 400)
      _ = try await client.call("POST", "/_sandbox/reset")
      #expect(try await client.get(Self.portals).status == 200)
      #expect(try await client.get("/_sandbox/faults").json == .array([]))
    }
  }

  @Test func `setting a script counts anew`() async throws {
    try await withSandbox { client in
      let second = #"{"match":{"path":"/api/v3/portals","nth":2},"fault":"refuse-call"}"#
      try await client.setFaults(second)
      #expect(try await client.get(Self.portals).status == 200)
      try await client.setFaults(second)
      for status in [200, 400, 200] { #expect(try await client.get(Self.portals).status == status) }
    }
  }

  @Test func `calls turned away are not counted by a script`() async throws {
    try await withSandbox("--rate=2/60") { client in
      try await client.setFaults(
        #"{"match":{"path":"/api/v3/portals","nth":1},"fault":"apply-then-500"}"#)
      var stranger = client
      stranger.authorization = "Bearer x"
      #expect(try await stranger.get(Self.portals).status == 401)
      for status in [500, 200, 400] { #expect(try await client.get(Self.portals).status == status) }
      #expect(try await client.get("/_sandbox/counts").json["violations"] == .integer(1))
    }
  }

  @Test func `a file of faults is read at the start, and a bad one is a refusal`() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "faults-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(
      throws: SandboxUsageError(description: "--faults \(file.path): The file cannot be read.")
    ) {
      try SandboxOptions(parsing: ["--faults", file.path])
    }
    try Data("[1]".utf8).write(to: file)
    #expect(
      throws: SandboxUsageError(
        description: "--faults \(file.path): In rule 1: it is not an object.")
    ) {
      try SandboxOptions(parsing: ["--faults", file.path])
    }
    try Data(Self.drop.utf8).write(to: file)
    try await withSandbox("--faults", file.path) { client in
      let answer = try await client.get(Self.portals)
      #expect(answer.status == 400)
    }
    #expect(SandboxOptions.usage.contains("--faults"))
  }

  @Test func `without unique e-mails a repeat after a lost answer makes a second of everything`()
    async throws
  {
    try await withSandbox("--unique-email=off") { client in
      try await client.setFaults(
        #"{"match":{"method":"POST","path":"*","every":2,"nth":1},"fault":"apply-then-close"}"#)
      let website = "\(SandboxClient.portal)/projects/\(try await client.project("Website"))"
      let customers = try await client.get("\(SandboxClient.portal)/clients").json["clients"].items
      let solaris = try #require(
        customers.first { $0["name"].text == "Solaris Freight" }?["id"].text)
      func entry(_ email: String) -> String {
        "userdetails=" + SandboxClient.encoded(#"[{"email_id":"\#(email)"}]"#)
      }
      for target in [
        "\(website)/projectusers?\(entry("staff@b.example"))",
        "\(website)/clientuser?\(entry("client@b.example"))&client_id=\(solaris)",
        "\(SandboxClient.portal)/clients?name=New%20Co",
      ] {
        #expect(try await client.raw("POST", target).head.isEmpty)
        #expect(try await client.raw("POST", target).head.hasPrefix("HTTP/1.1 20"))
      }
      let state = try await client.get("/_sandbox/state").json
      for email in ["staff@b.example", "client@b.example"] {
        let people = state["users"].items.filter { $0["email"].text == email }
        #expect(people.map { $0["mails"] } == [.integer(1), .integer(1)])
        #expect(Set(people.compactMap { $0["id"].text }).count == 2)
        #expect(people.allSatisfy { $0["projects"].items.count == 1 })
      }
      #expect(state["customers"].items.count { $0["name"].text == "New Co" } == 2)
    }
  }

  @Test func `three licences take the first three newcomers of five`() async throws {
    try await withSandbox("--licences=3") { client in
      let many = (1...5).map { #"{"email_id":"p\#($0)@b.example"}"# }.joined(separator: ",")
      let partial = try await client.add("[\(many)]", to: "Website")
      #expect(partial.status == 200)
      #expect(
        try partial.json["emailvszpuid"].keys == ["p1@b.example", "p2@b.example", "p3@b.example"])
      let none = try await client.add(
        #"[{"email_id":"p4@b.example"},{"email_id":"p5@b.example"}]"#, to: "Website")
      #expect(none.status == 402)
      let joined = try await client.add(
        #"[{"email_id":"p4@b.example"},{"email_id":"mei.tanaka@zylker.example"}]"#, to: "Website")
      #expect(try joined.json["emailvszpuid"].keys == ["mei.tanaka@zylker.example"])
    }
  }

  @Test func `others act in the portal, uncounted`() async throws {
    try await withSandbox { client in
      func act(_ body: String) async throws -> JSONValue {
        var anyone = client
        anyone.authorization = nil
        let answer = try await anyone.call("POST", "/_sandbox/act", body: body)
        #expect(answer.status == 200, "\(String(decoding: answer.bytes, as: UTF8.self))")
        return try answer.json["user"]
      }
      let before = try await client.get("/_sandbox/counts").json
      let oliver = "oliver.grant@zylker.example"
      let priya = "priya.nair@zylker.example"
      #expect(try await client.judged(oliver)["status"].text == "invited")
      #expect(
        try await act(#"{"do":"accept","email":"\#(oliver)"}"#)["status"].text == "active")
      #expect(
        try await act(#"{"do":"role","email":"\#(priya)","role":"Team Lead"}"#)["role"].text
          == "Team Lead")
      let changed = try await act(
        #"{"do":"profile","email":"\#(priya)","project":"Website","profile":"Auditor"}"#)
      #expect(changed["profile"].text == "Employee")
      #expect(changed["projects"].items.map { $0["profile"].text } == ["Auditor", "Employee"])
      let left = try await act(#"{"do":"leave","email":"\#(priya)","project":"Mobile App"}"#)
      #expect(left["projects"].items.compactMap { $0["name"].text } == ["Website"])
      #expect(
        try await act(#"{"do":"remove","email":"anna.schmidt@zylker.example"}"#) == .null)
      #expect(try await client.judged("anna.schmidt@zylker.example") == .null)
      #expect(try await client.get("/_sandbox/counts").json == before)
      let seen = try await client.get("\(SandboxClient.portalV31)/users/\(oliver)").json
      #expect(seen["is_confirmed"] == .bool(true) && seen["last_accessed_on"].text != nil)
      #expect(seen["zuid"].text?.isEmpty == false)
    }
  }

  @Test(arguments: [
    ("{", "The body is no JSON object with “do” and “email”."),
    (
      #"{"do":"dance","email":"priya.nair@zylker.example"}"#,
      "“do” is “dance”, not one of role, profile, leave, remove, accept."
    ),
    (
      #"{"do":"remove","email":"x@y.example"}"#,
      "Nobody in the portal has the e-mail “x@y.example”."
    ),
    (
      #"{"do":"role","email":"priya.nair@zylker.example","role":"Boss"}"#,
      "“role” must be one of Administrator, Manager, Employee, Contractor, Team Lead."
    ),
    (
      #"{"do":"leave","email":"priya.nair@zylker.example","project":"2026"}"#,
      "priya.nair@zylker.example is not in 2026."
    ),
  ])
  func `a deed that cannot be done is refused with what would do`(body: String, words: String)
    async throws
  {
    try await withSandbox { client in
      let before = try await client.get("/_sandbox/state").json
      let answer = try await client.call("POST", "/_sandbox/act", body: body)
      #expect(answer.status == 400)
      #expect(try answer.json["error"].text == words)
      #expect(try await client.get("/_sandbox/state").json == before)
    }
  }
}
