import Testing

/// Grant codes over HTTP, from the console's page to the tokens.
@Suite struct GrantWireTests {
  @Test func `a code of the console becomes tokens, once`() async throws {
    try await withSandbox(signedIn: false) { client in
      let made = try await client.post(
        "/_sandbox/grant", ["scope": "ZohoCRM.users.READ,ZohoCRM.org.READ"])
      #expect(try made.json["expires_in"] == .integer(180))
      let code = try #require(try made.json["code"].text)
      let answer = try await client.redeem(code)
      // zoho-crm-api.md 1.2 (a): [C] refresh.html for `scope`, SDK for the rest.
      let sample = #"""
        {"access_token":"1000.aaaa.bbbb","refresh_token":"1000.cccc.dddd",
         "scope":"ZohoCRM.users.READ ZohoCRM.org.READ","api_domain":"https://www.zohoapis.eu",
         "token_type":"Bearer","expires_in":3600}
        """#
      let json = try answer.json
      #expect(answer.status == 200)
      #expect(try Shape.differences(json, JSONValue(parsing: sample.utf8)) == [])
      #expect(json["scope"].text == "ZohoCRM.users.READ ZohoCRM.org.READ")
      #expect(json["api_domain"].text == "http://127.0.0.1:\(client.port)")
      #expect(try await client.redeem(code).json == .object(["error": .text("invalid_code")]))

      let refreshed = try await client.refresh(token: json["refresh_token"].text ?? "").json
      #expect(refreshed["scope"].text == "ZohoCRM.users.READ ZohoCRM.org.READ")
      #expect(!refreshed.keys.contains("refresh_token"))
    }
  }

  @Test func `parameters may stand in the query`() async throws {
    try await withSandbox(signedIn: false) { client in
      let made = try await client.call(
        "POST", "/_sandbox/grant?scope=ZohoCRM.users.READ&minutes=10")
      #expect(try made.json["expires_in"] == .integer(600))
      let code = try #require(try made.json["code"].text)
      let answer = try await client.call(
        "POST",
        "/oauth/v2/token?grant_type=authorization_code&client_id=1000.SANDBOX"
          + "&client_secret=sandbox&code=\(code)")
      #expect(try answer.json["refresh_token"].text?.hasPrefix("1000.") == true)
    }
  }

  @Test func `a code that was not made, and a wrong client, are refused with 200`() async throws {
    try await withSandbox(signedIn: false) { client in
      let wrong: [(KeyValuePairs<String, String>, String)] = [
        (["client_id": "1000.SANDBOX", "client_secret": "sandbox"], "invalid_code"),
        (["client_id": "1000.SANDBOX", "client_secret": "x"], "invalid_client_secret"),
        (["client_id": "1000.OTHER", "client_secret": "sandbox"], "invalid_client"),
        (["client_secret": "sandbox"], "invalid_client"),
      ]
      for (form, code) in wrong {
        let answer = try await client.post(
          "/oauth/v2/token?grant_type=authorization_code&code=1000.x.y", form)
        #expect(answer.status == 200)
        #expect(try answer.json == .object(["error": .text(code)]))
      }
    }
  }

  @Test func `the console makes ten codes in ten minutes, of scopes there are`() async throws {
    try await withSandbox(signedIn: false) { client in
      let unknown = try await client.post("/_sandbox/grant", ["scope": "ZohoCRM.usres.READ"])
      #expect(unknown.status == 400)
      #expect(try unknown.json == .object(["error": .text("invalid_scope")]))
      for _ in 1...10 {
        #expect(
          try await client.post("/_sandbox/grant", ["scope": "ZohoCRM.org.READ"]).status == 200)
      }
      let refused = try await client.post("/_sandbox/grant", ["scope": "ZohoCRM.org.READ"])
      #expect(try refused.json == .object(["error": .text("access_denied")]))
      let page = try await client.post("/_sandbox/console", ["scope": "ZohoCRM.org.READ"])
      #expect(page.status == 400)
      #expect(page.text.contains("<code>access_denied</code>"))
    }
  }

  @Test func `a person makes a code on the console's page`() async throws {
    try await withSandbox(signedIn: false) { client in
      let form = try await client.get("/_sandbox/console")
      #expect(form.headers["content-type"] == "text/html;charset=UTF-8")
      #expect(form.text.contains("<form method=\"post\" action=\"/_sandbox/console\">"))
      let made = try await client.post("/_sandbox/console", ["scope": "ZohoCRM.org.READ"])
      let code = try #require(
        made.text.firstMatch(of: /<code>(1000\.[0-9a-f]+\.[0-9a-f]+)<\/code>/))
      #expect(try await client.redeem(String(code.1)).json["scope"].text == "ZohoCRM.org.READ")
    }
  }

  @Test func `an account lives in one data centre`() async throws {
    try await withSandbox("--location=eu", signedIn: false) { client in
      var there = client
      there.host = "accounts.zoho.eu"
      let answer = try await there.refresh().json
      #expect(answer["api_domain"].text == "https://www.zohoapis.eu")
      let token = "Zoho-oauthtoken \(try #require(answer["access_token"].text))"
      there.authorization = token
      there.host = "www.zohoapis.eu"
      #expect(try await there.get("/crm/v8/org").status == 200)
      there.host = "www.zohoapis.com"
      #expect(try await there.get("/crm/v8/org").json["code"].text == "INVALID_TOKEN")
      there.host = "projects.zoho.com"
      #expect(try await there.get("/api/v3/portals").title == "INVALID_OAUTHTOKEN")
      there.host = "accounts.zoho.com"
      #expect(try await there.refresh().json["error"].text == "invalid_code")
    }
  }
}
