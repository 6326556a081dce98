import ImportEngine
import ImportModel
import Testing

@testable import ZohoClient

/// The server's own words as they come through, and what they mean: literal answers after
/// zoho-projects-api.md §7 and §11, zoho-crm-api.md §3 and §6.
struct ErrorWordsTests {
  private func failure(_ answer: HTTPAnswer) async throws -> ServiceFailure? {
    let bench = try Bench([.token(), .on("GET /crm/v8/org", answer)])
    return await #expect(throws: ServiceFailure.self) { try await bench.crm.organisation() }
  }

  private func page(_ text: String, status: Int = 200) -> HTTPAnswer {
    HTTPAnswer(
      status: status, headers: [HeaderField("Content-Type", "text/html")], body: Array(text.utf8))
  }

  @Test(arguments: [
    ("<html><head><TITLE lang=\"en\">503 Busy\n now</TITLE></head><body>x", #": "503 Busy now""#),
    (
      "<style>p{}</style><script>var a=1<2;</script><p>Please <b>sign</b> in</p>",
      #": "Please sign in""#
    ),
    ("<title>a\u{1B}[31m\u{202E}b\u{7}</title>", #": "a [31m b""#),
    // Not to pass for a code of Zoho's.
    ("<title>Error (Access Denied): \"x\"</title>", #": "Error [Access Denied]; 'x'""#),
    (
      "<title>\(String(repeating: "w", count: 200))</title>",
      ": \"\(String(repeating: "w", count: 79))…\""
    ),
    ("<html>", ""), ("<", ""),
  ])
  func `of a page its title, or its first words, without what can't be seen`(
    text: String, words: String
  ) async throws {
    #expect(try await failure(page(text)) == .malformed("a page, not data\(words)"))
  }

  @Test func `a page with 429 shuts the pattern for a write of which nothing is known`()
    async throws
  {
    let call = WriteCall.removeFromPortal(try PortalUserID.of("5"))
    let answer = HTTPAnswer(
      status: 429,
      headers: [HeaderField("Content-Type", "text/html"), HeaderField("Retry-After", "540")],
      body: Array("<title>Busy</title>".utf8))
    let bench = try Bench([.token(), .on("DELETE /api/v3.1/portal/7/users/5", answer)])
    let portal = try PortalID.of("7")
    let outcome = await bench.projects.send(
      call, to: portal, using: .unlimited, deadline: 1_000)
    #expect(outcome == .unknown(#"status 429, a page: "Busy""#))
    guard
      case .throttled(let seconds) = await bench.projects.turn(
        for: call, to: portal, deadline: 1)
    else {
      Issue.record("the pattern is open")
      return
    }
    #expect(seconds >= 540)
  }

  @Test func `every detail of Projects is told, with its field and key`() async throws {
    let body =
      #"{"error":{"status_code":"400","title":"INVALID_PARAMETER_VALUE","error_type":"FIELDS_VALIDATION_ERROR","details":[{"message":"Invalid value","field_name":"userdetails"},{"message":"Too long","field_name":"name","message_key":"zp.name.long"},{}]}}"#
    let bench = try Bench([.token(), .on("GET /api/v3/portal/7/projects", body, status: 400)])
    await #expect(
      throws: ServiceFailure.refused(
        title: "INVALID_PARAMETER_VALUE",
        message: "Invalid value (userdetails); Too long (name, zp.name.long)", status: 400)
    ) { try await bench.projects.projects(of: PortalID.of("7")) }
  }

  @Test func `a refusal by a rule of the business has no title, but its words come through`()
    async throws
  {
    let body =
      #"{"error":{"status_code":"403","error_type":"OPERATIONAL_VALIDATION_ERROR","details":[{"message":"Client domain equals portal domain","message_key":"zp.domain"}]}}"#
    let bench = try Bench([.token(), .on("GET /api/v3/portal/7/projects", body, status: 403)])
    await #expect(
      throws: ServiceFailure.refused(
        title: "OPERATIONAL_VALIDATION_ERROR",
        message: "Client domain equals portal domain (zp.domain)", status: 403)
    ) { try await bench.projects.projects(of: PortalID.of("7")) }
  }

  @Test func `an error of which nothing is known is told in its words`() async throws {
    let failure = try await failure(json(#"{"error":{"message":"odd"}}"#, status: 400))
    #expect(failure == .malformed("an error without a title, odd"))
  }

  /// §11.7, and §7 for the old style.
  @Test(arguments: [
    #"{"error":{"status_code":"404","title":"RESOURCE_NOT_FOUND","details":[{"message":"Unauthorized Access"}]}}"#,
    #"{"error":{"code":6404,"message":"Unauthorized Access."}}"#,
  ])
  func `a list of users that is not there lacks a scope`(body: String) async throws {
    let bench = try Bench([
      .token(), .on("GET /api/v3.1/portal/7/users", body, status: 404),
    ])
    let failure = await #expect(throws: ServiceFailure.self) {
      try await bench.projects.users(of: PortalID.of("7"))
    }
    guard case .scope(let words) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(words.hasPrefix("ZohoProjects.users.READ ("), "\(words)")
  }

  /// Debugging servers and proxies repeat what they got, plain or encoded.
  @Test func `a secret that a server repeats is neither shown nor kept`() async throws {
    let parts = ["abf48303c9dc130584de4b765528d224", "cf2ef8140f1bd6a2b6b9e4d33b7a1c55"]
    let token = "1000.\(parts[0]).\(parts[1])"
    for said in [token, "1000%2E\(parts[0])%2E\(parts[1])", "\(parts[1]) and \(parts[1])"] {
      for (status, body) in [
        (400, #"{"code":"ODD","details":{},"message":"bad \#(said)","status":"error"}"#),
        (200, "<title>Zoho-oauthtoken \(said)</title>"),
      ] {
        let bench = try Bench([.token(token), .on("GET /crm/v8/org", body, status: status)])
        let failure = await #expect(throws: ServiceFailure.self) {
          try await bench.crm.organisation()
        }
        let words = String(describing: failure)
        #expect(words.contains("[redacted]"), "\(words)")
        #expect(!parts.contains { words.contains($0) }, "\(words)")
      }
    }
  }

  @Test func `a write that lacks a scope names it, in the server's code`() async throws {
    let body =
      #"{"error":{"status_code":"401","title":"INVALID_OAUTHSCOPE","details":[{"message":"Invalid OAuth scope."}]}}"#
    let bench = try Bench([
      .token(), .on("DELETE /api/v3.1/portal/7/users/5", body, status: 401),
    ])
    let outcome = await bench.projects.send(
      .removeFromPortal(try PortalUserID.of("5")), to: try PortalID.of("7"), using: .unlimited,
      deadline: 1_000)
    #expect(
      outcome
        == .turnedAway(
          .authentication(
            "INVALID_OAUTHSCOPE: Invalid OAuth scope.; crmsh adds: the call takes ZohoProjects.users.DELETE"
          )))
  }

  @Test func `a write that lacks a scope it was granted is refused: signing in again can't help`()
    async throws
  {
    let body =
      #"{"error":{"status_code":"401","title":"INVALID_OAUTHSCOPE","details":[{"message":"Invalid OAuth scope."}]}}"#
    for (granted, isRefused) in [
      ("ZohoProjects.users.ALL", true), ("ZohoProjects.users.READ", false),
    ] {
      let bench = try Bench([
        .token(), .on("DELETE /api/v3.1/portal/7/users/5", body, status: 401),
      ])
      let projects = ZohoProjects(gateway: bench.projects.gateway, grantedScopes: [granted])
      let outcome = await projects.send(
        .removeFromPortal(try PortalUserID.of("5")), to: try PortalID.of("7"), using: .unlimited,
        deadline: 1_000)
      switch outcome {
      case .refused("INVALID_OAUTHSCOPE", _, 401, false): #expect(isRefused)
      case .turnedAway(.authentication): #expect(!isRefused)
      default: Issue.record("\(outcome)")
      }
    }
  }

  @Test(arguments: ["", "{\"x\":1}"])
  func `a redirect is called that`(body: String) async throws {
    let bench = try Bench([.token(), .on("GET /crm/v8/org", body, status: 302)])
    let failure = await #expect(throws: ServiceFailure.self) { try await bench.crm.organisation() }
    #expect(
      String(describing: failure).contains("status 302, a redirect, which is never followed"))
  }
}
