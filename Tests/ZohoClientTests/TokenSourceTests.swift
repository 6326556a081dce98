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
    await #expect(throws: ServiceFailure.throttled(retryAfter: 600)) {
      try await bench.crm.organisation()
    }
    bench.clock.advance(seconds: 100)
    await #expect(throws: ServiceFailure.throttled(retryAfter: 500)) {
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
    await #expect(throws: ServiceFailure.throttled(retryAfter: 600)) {
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
      throws: ServiceFailure.malformed("the token's api_domain is not a host of this sign-in")
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
