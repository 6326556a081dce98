import ImportEngine
import Testing
import ZohoClient

/// The device flow, by Zoho's pages (CRM reference, §1.2 b).
struct DeviceFlowTests {
  private typealias Step = ScriptedTransport.Step

  private static func codes(
    interval: Int = 5, lifetime: Int = 300,
    address: String = "https://accounts.zoho.com/oauth/v3/device", complete: String? = nil
  ) -> Step {
    let more = complete.map { #","verification_uri_complete":"\#($0)""# } ?? ""
    return .on(
      "POST /oauth/v3/device/code",
      #"{"user_code":"ABCD-EFGH","device_code":"1004.dev","interval":\#(interval),"expires_in":\#(lifetime),"verification_url":"\#(address)"\#(more)}"#
    )
  }

  private static func poll(_ error: String, more: String = "") -> Step {
    .on("POST /oauth/v3/device/token", #"{"error":"\#(error)"\#(more)}"#)
  }

  private static func granted(_ domain: String = "https://www.zohoapis.com") -> Step {
    .grant(on: "/oauth/v3/device/token", domain: domain)
  }

  private func order() -> SignInOrder { SignInBench.order(.device, server: "us", code: nil) }

  @Test func `the code is shown, and the server asked as often as it says`() async throws {
    let clock = ManualClock()
    let bench = SignInBench(
      [Self.codes(interval: 5_000, lifetime: 300_000), Self.poll("authorization_pending")]
        + [Self.poll("authorization_pending"), Self.granted(), .caller], clock: clock)
    let login = try await bench.signIn(order())
    #expect(login.server == "us")
    #expect(clock.uptime == 15_000)
    #expect(
      bench.told.steps == [
        .userCode(
          "ABCD-EFGH", address: "https://accounts.zoho.com/oauth/v3/device", complete: nil,
          seconds: 300)
      ])
    #expect(
      bench.form(1)
        == "client_id=1000.ABC&client_secret=shh&grant_type=device_token&code=1004.dev")
    #expect(bench.transport.unexpected.isEmpty)
  }

  @Test func `who is asked to slow down asks every thirty seconds`() async throws {
    let clock = ManualClock()
    let bench = SignInBench(
      [Self.codes(interval: 5), Self.poll("slow_down"), Self.poll("authorization_pending")]
        + [Self.poll("slow_down"), Self.granted(), .caller], clock: clock)
    _ = try await bench.signIn(order())
    #expect(clock.uptime == (5 + 30 + 30 + 35) * 1_000)
  }

  @Test(arguments: ["user_location", "dc"])
  func `an account in another data centre is asked for there`(key: String) async throws {
    let bench = SignInBench([
      Self.codes(), Self.poll("other_dc", more: #","\#(key)":"eu""#),
      Self.granted("https://www.zohoapis.eu"), .caller,
    ])
    let login = try await bench.signIn(order())
    #expect(login.server == "eu")
    #expect(bench.told.steps.last == .moved(to: "eu"))
    #expect(bench.addresses[1] == "POST https://accounts.zoho.com/oauth/v3/device/token")
    #expect(bench.addresses[2] == "POST https://accounts.zoho.eu/oauth/v3/device/token")
  }

  @Test(arguments: ["mars", "accounts.zoho.eu.evil.example", "http://127.0.0.1:4711", "us "])
  func `a data centre that is none is not gone to`(told: String) async throws {
    let bench = SignInBench([
      Self.codes(), Self.poll("other_dc", more: #","user_location":"\#(told)""#),
    ])
    await #expect(throws: SignInFailure.foreignHost(told)) { try await bench.signIn(order()) }
    #expect(bench.transport.sent.count == 2)
  }

  @Test func `the api_domain must be of the data centre it moved to`() async throws {
    let bench = SignInBench([
      Self.codes(), Self.poll("other_dc", more: #","dc":"in""#), Self.granted(),
    ])
    await #expect(throws: SignInFailure.foreignHost("https://www.zohoapis.com")) {
      try await bench.signIn(order())
    }
  }

  @Test func `who is denied, and who is too late`() async throws {
    await #expect(throws: SignInFailure.denied) {
      try await SignInBench([Self.codes(), Self.poll("access_denied")]).signIn(order())
    }
    await #expect(throws: SignInFailure.expired) {
      try await SignInBench([Self.codes(), Self.poll("expired")]).signIn(order())
    }
    let silent = SignInBench(
      [Self.codes(interval: 30, lifetime: 90)]
        + Array(repeating: Self.poll("authorization_pending"), count: 3))
    await #expect(throws: SignInFailure.expired) { try await silent.signIn(order()) }
    #expect(silent.transport.remaining == 0)
  }

  @Test func `a poll that is not answered is asked again`() async throws {
    let bench = SignInBench([
      Self.codes(), .on("POST /oauth/v3/device/token", failure: .interrupted("reset")),
      .on("POST /oauth/v3/device/token", "", status: 502), Self.granted(), .caller,
    ])
    _ = try await bench.signIn(order())
    #expect(bench.transport.remaining == 0)
  }

  @Test(arguments: [
    "https://evil.example/device", "https://accounts.zoho.com.evil.example/", "javascript:x",
    "https://accounts.zoho.com@evil.example/", "http://accounts.zoho.com/oauth/v3/device",
    "https://accounts.zoho.com\\\\@evil.example/", "https://accounts.zoho.eu/oauth/v3/device",
    "https://accounts.zoho.com:8443/", "https://accounts.zoho.com",
  ])
  func `no page is shown but one of the accounts service`(address: String) async throws {
    let isGood = address == "https://accounts.zoho.com"
    for place in [false, true] {
      let bench = SignInBench([
        place ? Self.codes(complete: address) : Self.codes(address: address),
        Self.poll("access_denied"),
      ])
      await #expect(throws: SignInFailure.self) { try await bench.signIn(order()) }
      #expect(bench.told.steps.isEmpty == !isGood)
    }
  }

  @Test func `a client that is not known is told at once`() async throws {
    let bench = SignInBench([
      .on("POST /oauth/v3/device/code", #"{"error":"invalid_client"}"#)
    ])
    await #expect(
      throws: SignInFailure.refused(code: "invalid_client", description: nil, server: "us")
    ) { try await bench.signIn(order()) }
  }
}
