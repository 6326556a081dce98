import Testing

/// The browser flow, by the pages and redirects a browser would see.
@Suite struct ConsentWireTests {
  /// RFC 7636, appendix B.
  private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
  private static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
  private static let redirect = "http://127.0.0.1:9/done"

  /// The address a browser is opened with.
  private static func start(
    id: String = "1000.SANDBOX", redirect: String = redirect,
    scope: String = "ZohoCRM.users.READ,ZohoCRM.org.READ", type: String = "code",
    more: String = "&access_type=offline&state=st%2F1"
  ) -> String {
    "/oauth/v2/auth?response_type=\(type)&client_id=\(id)"
      + "&redirect_uri=\(SandboxClient.encoded(redirect))&scope=\(SandboxClient.encoded(scope))\(more)"
  }

  /// Answers the question of a page.
  private static func decide(
    _ decision: String, on page: SandboxClient.Reply, _ client: SandboxClient
  ) async throws -> SandboxClient.Reply {
    let id = try #require(page.text.firstMatch(of: /name="request" value="([0-9a-f]+)"/))
    return try await client.post(
      "/oauth/v2/auth", ["request": String(id.1), "decision": decision])
  }

  /// The parameters of the address a browser is sent to.
  private static func parameters(_ reply: SandboxClient.Reply) throws -> [String: String] {
    let location = try #require(reply.headers["location"])
    let parts = location.split(separator: "?", maxSplits: 1)
    #expect(String(parts[0]) == Self.redirect)
    let pairs = parts[1].split(separator: "&").map { $0.split(separator: "=", maxSplits: 1) }
    return Dictionary(uniqueKeysWithValues: pairs.map { (String($0[0]), String($0[1])) })
  }

  @Test func `a person accepts, and the browser brings back a code that becomes tokens`()
    async throws
  {
    try await withSandbox(signedIn: false) { client in
      let pkce = "&code_challenge=\(Self.challenge)&code_challenge_method=S256"
      let page = try await client.get(
        Self.start(more: "&access_type=offline&state=st%2F1\(pkce)"))
      #expect(page.status == 200)
      for words in [
        "<html lang=\"en\">", "1000.SANDBOX", "ZohoCRM.users.READ", "ZohoCRM.org.READ", ">Accept<",
        ">Reject<", "data centre <code>us</code>", Self.redirect,
      ] {
        #expect(page.text.contains(words), "\(words)")
      }
      #expect(
        page.headers["content-security-policy"]?.contains("form-action 'self' http://127.0.0.1:9")
          == true)
      let back = try await Self.decide("accept", on: page, client)
      #expect(back.status == 302)
      let answer = try Self.parameters(back)
      // [C] multi-dc/client-authorization.html; state as it was sent [C] phonebridge.
      #expect(Set(answer.keys) == ["code", "location", "accounts-server", "state"])
      #expect(answer["state"] == "st%2F1")
      #expect(answer["location"] == "us")
      #expect(answer["accounts-server"] == "http%3A%2F%2F127.0.0.1%3A\(client.port)")
      let code = try #require(answer["code"])
      let tokens = try await client.redeem(
        code, ["redirect_uri": Self.redirect, "code_verifier": Self.verifier]
      ).json
      #expect(tokens["refresh_token"].text?.hasPrefix("1000.") == true)
      var signedIn = client
      signedIn.authorization = "Zoho-oauthtoken \(try #require(tokens["access_token"].text))"
      #expect(try await signedIn.get("/crm/v8/org").status == 200)
      #expect(try await signedIn.get("/crm/v8/settings/roles").status == 401)
    }
  }

  @Test func `a question is answered once`() async throws {
    try await withSandbox(signedIn: false) { client in
      let page = try await client.get(Self.start())
      #expect(try await Self.decide("accept", on: page, client).status == 302)
      #expect(try await Self.decide("accept", on: page, client).status == 400)
    }
  }

  @Test func `a person rejects`() async throws {
    try await withSandbox(signedIn: false) { client in
      let page = try await client.get(Self.start())
      let answer = try Self.parameters(try await Self.decide("reject", on: page, client))
      #expect(answer == ["error": "access_denied", "state": "st%2F1"])
    }
  }

  @Test func `a wrong verifier, and none, give no token`() async throws {
    try await withSandbox(signedIn: false) { client in
      for more: KeyValuePairs in [
        ["redirect_uri": Self.redirect],
        ["redirect_uri": Self.redirect, "code_verifier": Self.challenge],
      ] {
        let page = try await client.get(
          Self.start(
            more: "&prompt=consent&code_challenge=\(Self.challenge)&code_challenge_method=S256"))
        let answer = try Self.parameters(try await Self.decide("accept", on: page, client))
        let refused = try await client.redeem(try #require(answer["code"]), more)
        #expect(try refused.json == .object(["error": .text("invalid_code")]))
      }
    }
  }

  @Test func `offline gives a refresh token the first time, and whenever consent is asked for`()
    async throws
  {
    try await withSandbox(signedIn: false) { client in
      func tokens(_ more: String, asks: Bool) async throws -> JSONValue {
        let page = try await client.get(Self.start(more: more))
        #expect((page.status == 200) == asks)
        let back = asks ? try await Self.decide("accept", on: page, client) : page
        let code = try #require(try Self.parameters(back)["code"])
        return try await client.redeem(code, ["redirect_uri": Self.redirect]).json
      }
      #expect(try await tokens("", asks: true)["refresh_token"] == .null)
      // Allowed before: nobody is asked again.
      #expect(try await tokens("&access_type=offline", asks: false)["refresh_token"].text != nil)
      #expect(try await tokens("&access_type=offline", asks: false)["refresh_token"] == .null)
      let again = try await tokens("&access_type=offline&prompt=consent", asks: true)
      #expect(again["refresh_token"].text != nil)
    }
  }

  @Test func `more scopes than before are asked for`() async throws {
    try await withSandbox(signedIn: false) { client in
      let first = try await client.get(Self.start())
      _ = try await Self.decide("accept", on: first, client)
      #expect(try await client.get(Self.start()).status == 302)
      #expect(try await client.get(Self.start(scope: "ZohoCRM.coql.READ")).status == 200)
    }
  }

  @Test func `what cannot be sent back is said on a page`() async throws {
    try await withSandbox(signedIn: false) { client in
      let wrong = [
        (Self.start(id: "1000.OTHER"), "invalid_client"),
        (Self.start(id: "1004.SANDBOX"), "invalid_client"),
        (Self.start(redirect: "https://elsewhere.example/"), "invalid_redirect_uri"),
        (Self.start(scope: "ZohoCRM.usres.READ"), "invalid_scope"),
        (Self.start(type: "token"), "invalid_response_type"),
      ]
      for (target, code) in wrong {
        let page = try await client.get(target)
        #expect(page.status == 400)
        #expect(page.headers["location"] == nil)
        #expect(page.text.contains("<code>\(code)</code>"), "\(code)")
      }
    }
  }

  @Test func `only the registered address is taken where there is one`() async throws {
    try await withSandbox("--redirect=http://localhost:8765/cb", signedIn: false) { client in
      let other = try await client.get(Self.start())
      let registered = try await client.get(Self.start(redirect: "http://localhost:8765/cb"))
      #expect((other.status, registered.status) == (400, 200))
    }
  }

  @Test func `an account of another data centre is named with its server`() async throws {
    try await withSandbox("--location=in", signedIn: false) { client in
      var there = client
      there.host = "accounts.zoho.com"
      let page = try await there.get(Self.start())
      let answer = try Self.parameters(try await Self.decide("accept", on: page, there))
      #expect(answer["location"] == "in")
      #expect(answer["accounts-server"] == "https%3A%2F%2Faccounts.zoho.in")
      let code = try #require(answer["code"])
      there.host = "accounts.zoho.in"
      let tokens = try await there.redeem(code, ["redirect_uri": Self.redirect]).json
      #expect(tokens["api_domain"].text == "https://www.zohoapis.in")
    }
  }

  @Test func `neither parameters nor codes stand in the request log`() async throws {
    try await withSandbox(signedIn: false) { client in
      _ = try await client.get(Self.start(more: "&state=hush"))
      let log = try await client.get("/_sandbox/requests")
      #expect(log.text.contains("/oauth/v2/auth"))
      #expect(!log.text.contains("hush"))
    }
  }
}
