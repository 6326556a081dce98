import Logging
import Testing

@testable import ZohoSandbox

@Suite struct CreditTests {
  /// [C] api-limits, the table of editions.
  @Test(arguments: [
    ("free", 42, 5_000, 5), ("standard", 42, 60_500, 10), ("standard", 900, 100_000, 10),
    ("professional", 42, 71_000, 15), ("enterprise", 42, 92_000, 20),
    ("enterprise-trial", 42, 92_000, 20), ("one", 6_000, 5_000_000, 20),
    ("ultimate", 42, 134_000, 25), ("crmplus", 42, 134_000, 25), ("something new", 42, 92_000, 20),
  ])
  func `an edition has its credits and calls at a time`(
    edition: String, users: Int, credits: Int, concurrency: Int
  ) {
    let allowance = CRMAllowance(edition: edition, users: users)
    #expect(allowance.credits == credits)
    #expect(allowance.concurrency == concurrency)
  }

  private func meter(_ arguments: String...) throws -> CreditMeter {
    CreditMeter(CRMAllowance(try SandboxOptions(parsing: arguments)))
  }

  @Test func `credits come back a day after they were spent`() throws {
    var meter = try meter("--credits=3")
    try meter.spend(1, time: 0, isAdmitted: true)
    #expect(meter.headers.isEmpty)
    try meter.spend(1, time: 60_000, isAdmitted: true)
    #expect(meter.headers.map(\.value) == ["1"])
    #expect(throws: CreditMeter.Refusal.creditsSpent(seconds: 86_340)) {
      try meter.spend(3, time: 120_000, isAdmitted: true)
    }
    try meter.spend(1, time: 120_000, isAdmitted: true)
    #expect(meter.headers.map(\.value) == ["0"])
    #expect(throws: CreditMeter.Refusal.creditsSpent(seconds: 1)) {
      try meter.spend(1, time: 86_459_999, isAdmitted: true)
    }
    try meter.spend(1, time: 86_460_000, isAdmitted: true)
    #expect(meter.violations == 2)
  }

  @Test func `calls at one time are counted for each client, the heavy ones also by themselves`()
    throws
  {
    var meter = try meter()
    for _ in 1...10 { #expect(meter.enter("a", isHeavy: true) == true) }
    #expect(meter.enter("a", isHeavy: true) == false)
    for _ in 12...20 { #expect(meter.enter("a", isHeavy: false) == true) }
    #expect(meter.enter("a", isHeavy: false) == false)
    #expect(meter.enter("b", isHeavy: true) == true)
    meter.leave("a", isHeavy: false)
    meter.leave("a", isHeavy: false)
    #expect(meter.enter("a", isHeavy: false) == true)
    #expect(throws: CreditMeter.Refusal.tooManyAtOnce) {
      try meter.spend(1, time: 0, isAdmitted: false)
    }
  }

  @Test func `without limits nothing is counted`() throws {
    var meter = try meter("--no-limits")
    for _ in 1...40 { #expect(meter.enter("a", isHeavy: true) == true) }
    try meter.spend(1_000_000_000, time: 0, isAdmitted: true)
    #expect(meter.headers.isEmpty)
  }

  @Test func `a day's credits show when half are gone, and end in 429`() async throws {
    try await withSandbox("--credits=4") { client in
      var headers: [String?] = []
      for _ in 1...4 {
        let answer = try await client.get("/crm/v8/org")
        #expect(answer.status == 200)
        headers.append(answer.headers["x-api-credits-remaining"])
      }
      #expect(headers == [nil, "2", "1", "0"])
      let refused = try await client.get("/crm/v8/org")
      #expect(refused.status == 429)
      #expect(refused.headers["retry-after"] == nil)
      #expect(refused.headers["x-api-credits-remaining"] == "0")
      // zoho-crm-api.md 4, [C] OAS26 apis/getAvailableApis response-429.
      let sample = #"""
        {"code":"TOO_MANY_REQUESTS","details":{"trace_id":"…","retry_after":60,"limit":100,"window":60},
         "message":"Rate limit exceeded. Please retry after the specified time.","status":"error"}
        """#
      let json = try refused.json
      #expect(try Shape.differences(json, JSONValue(parsing: sample.utf8)) == [])
      #expect(json["code"].text == "TOO_MANY_REQUESTS")
      #expect(json["details"]["limit"] == .integer(4))
      #expect(json["details"]["window"] == .integer(86_400))
      #expect(try await client.get("/_sandbox/counts").json["violations"] == .integer(1))
      // Projects knows nothing of CRM's credits.
      #expect(try await client.get("/api/v3/portals").status == 200)
    }
  }

  @Test func `a search too many has another form`() async throws {
    try await withSandbox("--credits=1") { client in
      _ = try await client.get("/crm/v8/org")
      let refused = try await client.get("/crm/v8/Contacts/search?word=nobody")
      #expect(refused.status == 429)
      // [C] OAS26 module_search
      let sample = #"""
        {"code":"RATE_LIMIT_EXCEEDED","details":{},
         "message":"Too many requests. Please try again later.","status":"error"}
        """#
      #expect(try refused.json == JSONValue(parsing: sample.utf8))
    }
  }

  @Test func `what is refused for its token costs nothing, and a reset gives all back`()
    async throws
  {
    try await withSandbox("--credits=1") { client in
      var other = client
      other.authorization = "Zoho-oauthtoken 1000.x.y"
      #expect(try await other.get("/crm/v8/org").status == 401)
      #expect(try await client.get("/crm/v8/org").status == 200)
      #expect(try await client.get("/crm/v8/org").status == 429)
      _ = try await client.post("/_sandbox/reset")
      #expect(try await client.get("/crm/v8/org").status == 200)
    }
  }

  @Test func `a call too many at one time is turned away, and the next may come`() async throws {
    let world = try SandboxWorld(
      options: try SandboxOptions(parsing: ["--concurrency=2"]),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) { 0 }
    let query =
      "grant_type=refresh_token&client_id=1000.SANDBOX&client_secret=sandbox"
      + "&refresh_token=1000.sandbox.refresh"
    let asked = Call(method: "POST", path: "/oauth/v2/token", query: query)
    let tokens = await world.answer(asked, await world.enter(asked))
    let token = try #require(try JSONValue(parsing: tokens.body ?? [])["access_token"].text)
    let call = Call(
      method: "GET", path: "/crm/v8/org", authorization: "Zoho-oauthtoken \(token)")
    var visits: [SandboxWorld.Visit] = []
    for _ in 1...3 { visits.append(await world.enter(call)) }
    for (visit, status) in zip(visits, [200, 200, 429]) {
      #expect(await world.answer(call, visit).status == status)
    }
    for visit in visits { await world.leave(visit) }
    #expect(await world.answer(call, await world.enter(call)).status == 200)
  }
}
