import ImportEngine
import Testing
import ZohoClient
import ZohoWire

struct TokenSourceTests {
  /// As many organisation reads as wanted.
  private func organisations(_ count: Int) -> [ScriptedTransport.Step] {
    (0..<count).map { _ in .on("GET /crm/v8/org", #"{"org":[{"id":"7","company_name":"N"}]}"#) }
  }

  @Test func `ten tasks at once ask for one token`() async throws {
    let bench = try Bench([.token()] + organisations(10))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<10 { group.addTask { _ = try await bench.crm.organisation() } }
      try await group.waitForAll()
    }
    #expect(bench.transport.unexpected.isEmpty)
    #expect(bench.transport.sent.count == 11)
  }

  @Test func `the request is a form, and the token goes under CRM's own scheme`() async throws {
    let bench = try Bench([.token("1000.x.y")] + organisations(1))
    _ = try await bench.crm.organisation()
    let sent = bench.transport.sent
    #expect(sent[0].url == "http://127.0.0.1:4711/oauth/v2/token")
    #expect(
      String(decoding: sent[0].body, as: UTF8.self)
        == "grant_type=refresh_token&refresh_token=1000.sandbox.refresh&client_id=1000.SANDBOX&client_secret=sandbox"
    )
    #expect(sent[1].headers == [HeaderField("Authorization", "Zoho-oauthtoken 1000.x.y")])
  }

  @Test func `a token is renewed five minutes before its end, once`() async throws {
    let bench = try Bench([.token()] + organisations(2) + [.token()] + organisations(2))
    _ = try await bench.crm.organisation()
    bench.clock.advance(seconds: 3_299)
    _ = try await bench.crm.organisation()
    bench.clock.advance(seconds: 1)
    _ = try await bench.crm.organisation()
    _ = try await bench.crm.organisation()
    #expect(bench.transport.unexpected.isEmpty)
    #expect(bench.transport.remaining == 0)
  }

  @Test(arguments: [200, 400])
  func `a throttled refresh is not repeated for ten minutes`(status: Int) async throws {
    let body =
      #"{"error_description":"You have made too many requests continuously.","error":"Access Denied","status":"failure"}"#
    let bench = try Bench([.on("POST /oauth/v2/token", body, status: status)])
    let said = "Access Denied: You have made too many requests continuously."
    await #expect(throws: ServiceFailure.throttled(retryAfter: 600, said: said)) {
      try await bench.crm.organisation()
    }
    bench.clock.advance(seconds: 100)
    await #expect(throws: ServiceFailure.throttled(retryAfter: 500, said: "Access Denied")) {
      try await bench.crm.organisation()
    }
    #expect(bench.transport.sent.count == 1)
  }

  @Test func `no more than eight refreshes in ten minutes`() async throws {
    let failing = ScriptedTransport.Step.on("POST /oauth/v2/token", #"{"error":"invalid_code"}"#)
    let bench = try Bench(Array(repeating: failing, count: 9))
    for _ in 0..<8 {
      await #expect(throws: ServiceFailure.authentication("invalid_code")) {
        try await bench.crm.organisation()
      }
    }
    let own =
      "crmsh asks for no more than 8 access tokens in 10 minutes, as Zoho gives 10; run fewer shells with one sign-in at a time"
    await #expect(throws: ServiceFailure.throttled(retryAfter: 600, said: own)) {
      try await bench.crm.organisation()
    }
    bench.clock.advance(seconds: 600)
    await #expect(throws: ServiceFailure.authentication("invalid_code")) {
      try await bench.crm.organisation()
    }
    #expect(bench.transport.sent.count == 9)
  }

  @Test(arguments: [
    "https://www.zohoapis.com", "http://evil.example:4711", "http://127.0.0.1:4712",
    "https://127.0.0.1:4711", "http://127.0.0.1:4711@evil.example", "http://user@127.0.0.1:4711",
    "http://127.0.0.1:4711/crm", "http://127.0.0.1:4711?", "http://127.0.0.1.evil.example:4711", "",
  ])
  func `an api_domain elsewhere is refused and nothing is sent to it`(domain: String) async throws {
    let bench = try Bench([.token(domain: domain)])
    await #expect(
      throws: ServiceFailure.foreignHost(domain)
    ) { try await bench.crm.organisation() }
    #expect(bench.transport.sent.count == 1)
  }

  @Test func `a read whose token is refused goes again with another one, once`() async throws {
    let refused = ScriptedTransport.Step.on(
      "GET /crm/v8/org",
      #"{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}"#,
      status: 401)
    let good = try Bench([.token(), refused, .token("1000.c.d")] + organisations(1))
    _ = try await good.crm.organisation()
    #expect(good.transport.remaining == 0)

    let bad = try Bench([.token(), refused, .token("1000.c.d"), refused])
    await #expect(throws: ServiceFailure.authentication("INVALID_TOKEN: invalid oauth token")) {
      try await bad.crm.organisation()
    }
    #expect(bad.transport.unexpected.isEmpty)
    #expect(bad.transport.remaining == 0)
  }

  /// P §7: V3 answers in old style too, 6401 and 6890 stand for 401; C §3: code first, status second.
  @Test(arguments: [
    (401, #"{"error":{"code":6401,"message":"Invalid OAuth access token"}}"#),
    (200, #"{"error":{"code":6890,"message":"Invalid OAuth access token"}}"#),
    (401, #"{"error":{"status_code":"401","title":"NEVER_HEARD_OF","details":[]}}"#),
    (401, #"{"wait":1}"#), (401, ""), (401, "<html><title>Sign in</title></html>"),
  ])
  func `a 401 of another title, or of none, is a refused token`(status: Int, body: String)
    async throws
  {
    let refused = ScriptedTransport.Step.on("GET /api/v3/portals", body, status: status)
    let portal = #"[{"id":"7","portal_name":"N","profile":{"name":"Portal Owner"}}]"#
    let good = try Bench([
      .token(), refused, .token("1000.c.d"), .on("GET /api/v3/portals", portal),
      .on("GET /api/v3/portals", portal),
    ])
    #expect(try await good.projects.portals().map(\.name) == ["N"])
    let bad = try Bench([.token(), refused, .token("1000.c.d"), refused])
    let failure = await #expect(throws: ServiceFailure.self) {
      try await bad.projects.portals()
    }
    guard case .authentication = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(bad.transport.unexpected.isEmpty && bad.transport.remaining == 0)
  }

  @Test(arguments: [
    (HTTPAnswer(status: 429, body: []), "status 429, the token answer is not JSON"),
    (json("{}", status: 429), "status 429, expected access_token or error"),
    (
      HTTPAnswer(status: 429, body: Array("<title>Busy</title>".utf8)),
      "status 429, a page instead of a token: \"Busy\""
    ),
  ])
  func `429 at the token endpoint shuts it, whatever comes with it`(
    answer: HTTPAnswer, said: String
  ) async throws {
    let bench = try Bench([.on("POST /oauth/v2/token", answer)])
    await #expect(throws: ServiceFailure.throttled(retryAfter: 600, said: said)) {
      try await bench.crm.organisation()
    }
    await #expect(throws: ServiceFailure.throttled(retryAfter: 600, said: "Access Denied")) {
      try await bench.crm.organisation()
    }
    #expect(bench.transport.sent.count == 1)
  }

  /// [S] zoho/zcrm-php-sdk#5
  @Test func `a status_code of 405 in a 200 is a refusal`() async throws {
    let bench = try Bench([.on("POST /oauth/v2/token", #"{"status_code":405}"#)])
    await #expect(throws: ServiceFailure.authentication("status_code 405")) {
      try await bench.crm.organisation()
    }
  }

  @Test func `a token does not show in any print`() {
    let secret = Secret("1000.aaaa.bbbb")
    var dumped = ""
    dump(Credentials(clientID: "c", clientSecret: secret, refreshToken: secret), to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
      #expect(text.contains("[redacted]"))
      #expect(!text.contains("aaaa"))
    }
  }
}
