import ImportEngine
import Testing
import ZohoClient

/// A self client's code, what is kept of it, and how it is let go.
struct SignInDeskTests {
  @Test func `a code is exchanged, its owner is asked for, and the sign-in is kept`() async throws {
    let bench = SignInBench([.grant(), .caller])
    let login = try await bench.signIn()
    #expect(
      bench.addresses == [
        "POST https://accounts.zoho.eu/oauth/v2/token",
        "GET https://www.zohoapis.eu/crm/v8/users?type=CurrentUser&page=1&per_page=200",
      ])
    #expect(
      bench.form(0)
        == "grant_type=authorization_code&client_id=1000.ABC&client_secret=shh&code=1000.code.x")
    #expect(
      bench.transport.sent[1].headers == [
        HeaderField("Authorization", "Zoho-oauthtoken 1000.aaaa.bbbb")
      ])
    #expect(login.account == "ana.ruiz@example.com")
    #expect(login.scopes == ["ZohoCRM.users.READ", "ZohoCRM.org.READ"])
    #expect(login.place == .file(path: "/c/credentials"))
    #expect(try await bench.desk.logins() == [login])
    #expect(bench.told.steps.isEmpty)
    #expect(
      bench.record.text == """
        crmsh credentials 1

        [work]
        server eu
        client 1000.ABC
        account ana.ruiz@example.com
        scopes ZohoCRM.users.READ ZohoCRM.org.READ
        since 1700000000
        client-secret shh
        refresh-token 1000.cccc.dddd

        """)
    #expect(!bench.record.text.contains("aaaa"), "an access token lasts an hour and is not kept")
  }

  @Test(arguments: [
    ("invalid_code", 200), ("invalid_client", 200), ("invalid_client_secret", 400),
    ("invalid_scope", 400),
  ])
  func `a refusal is told with the server's code, and nothing is kept`(code: String, status: Int)
    async throws
  {
    let bench = SignInBench([
      .on("POST /oauth/v2/token", #"{"error":"\#(code)"}"#, status: status)
    ])
    await #expect(throws: SignInFailure.refused(code: code, description: nil, server: "eu")) {
      try await bench.signIn()
    }
    #expect(bench.record.text.isEmpty)
  }

  @Test func `a throttle is not a refusal`() async throws {
    let bench = SignInBench([
      .on(
        "POST /oauth/v2/token",
        #"{"error_description":"You have made too many requests continuously. Please try again after some time.","error":"Access Denied","status":"failure"}"#,
        status: 400)
    ])
    let said =
      "Access Denied: You have made too many requests continuously. Please try again after some time."
    await #expect(throws: SignInFailure.service(.throttled(retryAfter: 600, said: said))) {
      try await bench.signIn()
    }
  }

  @Test func `429 of another shape is a throttle too, with its Retry-After`() async throws {
    let bench = SignInBench([
      .on(
        "POST /oauth/v2/token",
        HTTPAnswer(status: 429, headers: [HeaderField("Retry-After", "30")], body: []))
    ])
    let said = "status 429, status 429, and no JSON"
    await #expect(throws: SignInFailure.service(.throttled(retryAfter: 30, said: said))) {
      try await bench.signIn()
    }
  }

  @Test(arguments: [
    "https://www.zohoapis.com", "https://www.zohoapis.eu.evil.example", "http://www.zohoapis.eu",
    "https://www.zohoapis.eu:8443", "https://me@www.zohoapis.eu", "http://127.0.0.1:4711", "",
  ])
  func `an api_domain elsewhere is refused, and no token goes there`(domain: String) async throws {
    let bench = SignInBench([.grant(domain: domain)])
    await #expect(throws: SignInFailure.foreignHost(domain)) { try await bench.signIn() }
    #expect(bench.transport.sent.count == 1)
    #expect(bench.record.text.isEmpty)
  }

  @Test func `a grant that lasts an hour only is refused`() async throws {
    let bench = SignInBench([
      .on("POST /oauth/v2/token", #"{"access_token":"1000.a.b","expires_in":3600}"#)
    ])
    await #expect(throws: SignInFailure.noRefreshToken) { try await bench.signIn() }
  }

  @Test func `what nobody can be named for is revoked again`() async throws {
    let refused = ScriptedTransport.Step.on(
      "GET /crm/v8/users",
      #"{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}"#,
      status: 401)
    let bench = SignInBench([.grant(), refused, .revoked])
    await #expect(throws: SignInFailure.self) { try await bench.signIn() }
    #expect(bench.form(2) == "token=1000.cccc.dddd")
    #expect(bench.record.text.isEmpty)
    #expect(bench.told.steps.isEmpty)

    let deaf = SignInBench([
      .grant(), refused, .on("POST /oauth/v2/token/revoke", failure: .interrupted("reset")),
    ])
    await #expect(throws: SignInFailure.self) { try await deaf.signIn() }
    #expect(deaf.told.steps == [.leftBehind(problem: "reset")])
  }

  @Test func `a sign-in replaces the one of its name, which is revoked`() async throws {
    let bench = SignInBench([
      .grant(refresh: "1000.old.old"), .caller, .grant(), .caller, .revoked,
    ])
    _ = try await bench.signIn()
    _ = try await bench.signIn()
    #expect(bench.form(4) == "token=1000.old.old")
    #expect(bench.told.steps == [.replaced(problem: nil)])
    #expect(!bench.record.text.contains("old"))
    #expect(try await bench.desk.logins().count == 1)
  }

  @Test(arguments: [
    ("eu", "1000.SANDBOX"), ("http://127.0.0.1:4711", "1000.ABC"), ("us", "1004.SANDBOX"),
  ])
  func `rehearsal and production are never mixed`(server: String, client: String) async throws {
    let bench = SignInBench([])
    await #expect(throws: SignInFailure.foreignClient(client, server: server)) {
      try await bench.signIn(SignInBench.order(server: server, client: client))
    }
    #expect(bench.transport.sent.isEmpty)
  }

  @Test(arguments: [
    "http://192.168.0.1:80", "https://127.0.0.1:443", "http://zoho.eu", "xx", "",
    "https://accounts.zoho.eu",
  ])
  func `a server that is none is refused`(server: String) async throws {
    let bench = SignInBench([])
    await #expect(throws: SignInFailure.foreignHost(server)) {
      try await bench.signIn(SignInBench.order(server: server))
    }
    #expect(bench.transport.sent.isEmpty)
  }

  @Test func `a rehearsal is signed in to by its address`() async throws {
    let base = "http://127.0.0.1:4711"
    let bench = SignInBench([.grant(domain: base), .caller])
    let login = try await bench.signIn(SignInBench.order(server: base, client: "1000.SANDBOX"))
    #expect(login.server == base)
    #expect(bench.addresses.allSatisfy { $0.contains(base) })
  }

  @Test func `the older host of Projects is taken, and no other`() async throws {
    let bench = SignInBench([.grant(), .caller])
    let login = try await bench.signIn(
      SignInBench.order(projectsHost: "projectsapi.zoho.eu"))
    #expect(login.projectsHost == "projectsapi.zoho.eu")
    for host in ["projects.zoho.com", "evil.example", ""] {
      await #expect(throws: SignInFailure.foreignHost(host)) {
        try await SignInBench([]).signIn(SignInBench.order(projectsHost: host))
      }
    }
  }

  @Test(arguments: ["", "a b", "a\nb", "a\u{0}", "é"])
  func `what is no secret is refused before anything is sent`(text: String) async throws {
    let bench = SignInBench([])
    await #expect(throws: SignInFailure.notPlain("code")) {
      try await bench.signIn(SignInBench.order(code: text))
    }
    #expect(bench.transport.sent.isEmpty)
  }

  @Test func `signing out revokes, then forgets`() async throws {
    let bench = SignInBench([.grant(), .caller, .revoked])
    _ = try await bench.signIn()
    #expect(try await bench.desk.signOut("work", anyway: false) == .revoked)
    #expect(bench.addresses[2] == "POST https://accounts.zoho.eu/oauth/v2/token/revoke")
    #expect(bench.form(2) == "token=1000.cccc.dddd")
    #expect(bench.record.text == "crmsh credentials 1\n")
    await #expect(throws: SignInFailure.unknownLogin("work", known: [])) {
      try await bench.desk.signOut("work", anyway: true)
    }
  }

  @Test func `a token that the server knows no more is forgotten`() async throws {
    let bench = SignInBench([
      .grant(), .caller, .on("POST /oauth/v2/token/revoke", #"{"error":"invalid_code"}"#),
    ])
    _ = try await bench.signIn()
    #expect(try await bench.desk.signOut("work", anyway: false) == .wasUnknown)
    #expect(try await bench.desk.logins().isEmpty)
  }

  @Test func `what can't be revoked is kept unless it is to be forgotten anyway`() async throws {
    let down = ScriptedTransport.Step.on(
      "POST /oauth/v2/token/revoke", failure: .notConnected("connection refused"))
    let bench = SignInBench([.grant(), .caller, down, down])
    _ = try await bench.signIn()
    await #expect(
      throws: SignInFailure.notRevoked(name: "work", reason: "connection refused")
    ) { try await bench.desk.signOut("work", anyway: false) }
    #expect(try await bench.desk.logins().count == 1)
    #expect(
      try await bench.desk.signOut("work", anyway: true) == .notRevoked("connection refused"))
    #expect(try await bench.desk.logins().isEmpty)
  }
}
