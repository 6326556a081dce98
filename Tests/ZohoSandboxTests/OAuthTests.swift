import Testing

@Suite struct OAuthTests {
  @Test func `a refresh gives a token for an hour, and this server as the API`() async throws {
    try await withSandbox(signedIn: false) { client in
      let json = try await client.refresh().json
      #expect(json["api_domain"].text == "http://127.0.0.1:\(client.port)")
      #expect(json["expires_in"] == .integer(3600))
      #expect(json["token_type"].text == "Bearer")
      #expect(!json.keys.contains("refresh_token"))
    }
  }

  @Test func `bad credentials are refused with 200`() async throws {
    try await withSandbox(signedIn: false) { client in
      let answers = [
        (try await client.refresh(id: "1000.OTHER"), "invalid_client"),
        (try await client.refresh(secret: "x"), "invalid_client_secret"),
        (try await client.refresh(token: "1000.x"), "invalid_code"),
        (try await client.post("/oauth/v2/token", ["grant_type": "x"]), "unsupported_grant_type"),
      ]
      for (answer, code) in answers {
        #expect(answer.status == 200)
        #expect(try answer.json == .object(["error": .text(code)]))
      }
    }
  }

  @Test func `the eleventh token in ten minutes is refused with 400`() async throws {
    try await withSandbox(signedIn: false) { client in
      for _ in 1...10 { #expect(try await client.refresh().status == 200) }
      let refused = try await client.refresh()
      #expect(refused.status == 400)
      #expect(try refused.json["error"].text == "Access Denied")
      #expect(try await client.get("/_sandbox/counts").json["tokens"] == .integer(10))
    }
  }

  @Test func `without limits tokens are not counted against anybody`() async throws {
    try await withSandbox("--no-limits", signedIn: false) { client in
      for _ in 1...12 {
        let answer = try await client.refresh()
        #expect(answer.status == 200)
      }
    }
  }

  @Test func `a revoked token is gone, with all it gave`() async throws {
    try await withSandbox { client in
      let answer = try await client.post(
        "/oauth/v2/token/revoke", ["token": "1000.sandbox.refresh"])
      #expect(try answer.json["status"].text == "success")
      #expect(try await client.get("/api/v3/portals").status == 401)
      #expect(try await client.refresh().json["error"].text == "invalid_code")
    }
  }

  @Test func `secrets do not stand in the request log`() async throws {
    try await withSandbox { client in
      _ = try await client.call("POST", "/oauth/v2/token?client_secret=hush")
      let log = try await client.get("/_sandbox/requests")
      #expect(!String(decoding: log.bytes, as: UTF8.self).contains("hush"))
    }
  }
}
