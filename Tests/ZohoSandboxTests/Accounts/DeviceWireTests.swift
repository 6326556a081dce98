import Testing

@testable import ZohoSandbox

/// The device flow over HTTP; what takes time is in `DeviceDeskTests`.
@Suite struct DeviceWireTests {
  private static func begin(
    _ client: SandboxClient, id: String = "1004.SANDBOX", type: String = "device_request",
    scope: String = "ZohoCRM.users.READ,ZohoCRM.org.READ"
  ) async throws -> SandboxClient.Reply {
    try await client.post(
      "/oauth/v3/device/code",
      [
        "client_id": id, "grant_type": type, "scope": scope, "access_type": "offline",
        "prompt": "consent",
      ])
  }

  private static func poll(
    _ client: SandboxClient, _ code: String?, secret: String = "sandbox"
  ) async throws -> SandboxClient.Reply {
    try await client.post(
      "/oauth/v3/device/token",
      [
        "client_id": "1004.SANDBOX", "client_secret": secret, "grant_type": "device_token",
        "code": code ?? "",
      ])
  }

  private static func decide(
    _ decision: String, _ code: String, in centre: String = "us", _ client: SandboxClient
  ) async throws -> SandboxClient.Reply {
    try await client.post(
      "/oauth/v3/device",
      ["user_code": code, "decision": decision, "data_centre": centre])
  }

  @Test func `a person types the code and allows the device in`() async throws {
    try await withSandbox(signedIn: false) { client in
      let answer = try await Self.begin(client).json
      // zoho-crm-api.md 1.2 (b), [C] devices/initiation-request.html; times in milliseconds [C]/[S].
      #expect(answer["interval"] == .integer(30_000))
      #expect(answer["expires_in"] == .integer(300_000))
      let page = "http://127.0.0.1:\(client.port)/oauth/v3/device"
      let code = try #require(answer["user_code"].text)
      #expect(answer["verification_url"].text == page)
      #expect(answer["verification_uri_complete"].text == "\(page)?user_code=\(code)")
      let device = answer["device_code"].text
      #expect(device?.hasPrefix("1004.") == true)

      #expect(try await client.get("/oauth/v3/device").text.contains("name=\"user_code\""))
      let question = try await client.get("/oauth/v3/device?user_code=\(code.lowercased())")
      for words in ["1004.SANDBOX", code, "ZohoCRM.org.READ", ">Accept<", ">Reject<"] {
        #expect(question.text.contains(words), "\(words)")
      }
      #expect(try await Self.decide("accept", code, client).status == 200)
      let tokens = try await Self.poll(client, device).json
      #expect(tokens["access_token"].text?.hasPrefix("1004.") == true)
      #expect(tokens["refresh_token"].text?.hasPrefix("1004.") == true)
      #expect(tokens["scope"].text == "ZohoCRM.users.READ ZohoCRM.org.READ")
      let refreshed = try await client.refresh(
        id: "1004.SANDBOX", token: tokens["refresh_token"].text ?? "")
      #expect(try refreshed.json["access_token"].text != nil)
    }
  }

  /// The names [C] devices/polling-request.html, the envelope [S].
  @Test func `a poll says what it waits for`() async throws {
    try await withSandbox(signedIn: false) { client in
      let codes = try await Self.begin(client).json
      let device = codes["device_code"].text
      for error in ["authorization_pending", "slow_down"] {
        let answer = try await Self.poll(client, device)
        #expect(answer.status == 200)
        #expect(try answer.json == .object(["error": .text(error)]))
      }
      let rejected = try await Self.begin(client).json
      _ = try await Self.decide("reject", rejected["user_code"].text ?? "", client)
      let answer = try await Self.poll(client, rejected["device_code"].text)
      #expect(try answer.json == .object(["error": .text("access_denied")]))
      #expect(
        try await Self.poll(client, device, secret: "x").json["error"].text
          == "invalid_client_secret")
      #expect(try await Self.poll(client, "1004.x.y").json["error"].text == "invalid_code")
    }
  }

  @Test(arguments: [
    ([], "user_location"), (["--other-dc-key=dc"], "dc"),
  ])
  func `a person of another data centre is named`(arguments: [String], key: String) async throws {
    let options = arguments.first ?? "--other-dc-key=user_location"
    try await withSandbox(options, signedIn: false) { client in
      let codes = try await Self.begin(client).json
      let code = try #require(codes["user_code"].text)
      _ = try await Self.decide("accept", code, in: "eu", client)
      // [C] multi-dc/limited-input-devices.html
      let answer = try await Self.poll(client, codes["device_code"].text)
      #expect(try answer.json == .object([key: .text("eu"), "error": .text("other_dc")]))
    }
  }

  @Test func `the person's data centre gives the token`() async throws {
    try await withSandbox("--location=eu", signedIn: false) { client in
      var there = client
      there.host = "accounts.zoho.eu"
      let codes = try await Self.begin(there).json
      #expect(codes["verification_url"].text == "https://accounts.zoho.eu/oauth/v3/device")
      _ = try await Self.decide("accept", codes["user_code"].text ?? "", in: "eu", there)
      let tokens = try await Self.poll(there, codes["device_code"].text).json
      #expect(tokens["api_domain"].text == "https://www.zohoapis.eu")
    }
  }

  @Test func `times can be told in seconds, and the pace be another`() async throws {
    try await withSandbox(
      "--device-unit=seconds", "--device-interval=5", signedIn: false
    ) { client in
      let answer = try await Self.begin(client).json
      #expect(answer["interval"] == .integer(5))
      #expect(answer["expires_in"] == .integer(300))
    }
  }

  @Test func `a wrong client, grant type or scope begins nothing`() async throws {
    try await withSandbox(signedIn: false) { client in
      let answers = [
        (try await Self.begin(client, id: "1000.SANDBOX"), "invalid_client"),
        (try await Self.begin(client, type: "device_token"), "unsupported_grant_type"),
        (try await Self.begin(client, scope: "ZohoCRM.usres.READ"), "invalid_scope"),
      ]
      for (answer, code) in answers {
        #expect(try answer.json == .object(["error": .text(code)]))
      }
    }
  }

  @Test func `a code that no device shows is said to be none, whatever it is`() async throws {
    try await withSandbox(signedIn: false) { client in
      let page = try await client.get("/oauth/v3/device?user_code=%3Cscript%3E")
      #expect(page.status == 400)
      #expect(page.text.contains("role=\"alert\""))
      #expect(!page.text.contains("<script"))
      #expect(try await Self.decide("accept", "NONE", client).status == 400)
    }
  }
}
