import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

@testable import ZohoClient

/// What becomes of reads when CRM was asked too often: zoho-crm-api.md §4. The clock's sleeps pass at
/// once.
struct BackOffTests {
  private static let organisation = ScriptedTransport.Step.on(
    "GET /crm/v8/org", #"{"org":[{"id":"7","company_name":"N"}]}"#)

  /// [C] OAS26 apis/getAvailableApis response-429
  private static func tooMany(_ details: String, _ headers: [HeaderField] = [])
    -> ScriptedTransport.Step
  {
    .on(
      "GET /crm/v8/org",
      json(
        #"{"code":"TOO_MANY_REQUESTS","details":\#(details),"message":"Rate limit exceeded. Please retry after the specified time.","status":"error"}"#,
        status: 429, headers: headers))
  }

  /// [C] OAS26 module_search
  private static let untold = ScriptedTransport.Step.on(
    "GET /crm/v8/org",
    #"{"code":"RATE_LIMIT_EXCEEDED","details":{},"message":"Too many requests. Please try again later.","status":"error"}"#,
    status: 429)

  /// The milliseconds that reading the organisation takes.
  private func time(_ bench: Bench) async throws -> Int64 {
    let start = bench.clock.uptime
    #expect(try await bench.crm.organisation().name == "N")
    #expect(bench.transport.unexpected.isEmpty && bench.transport.remaining == 0)
    return bench.clock.uptime - start
  }

  private static let waits: [(ScriptedTransport.Step, Int64)] = [
    (tooMany(#"{"trace_id":"4f","retry_after":60,"limit":100,"window":60}"#), 60),
    (tooMany(#"{"retry_after":60}"#, [HeaderField("Retry-After", "5")]), 5),
    (
      ScriptedTransport.Step.on(
        "GET /crm/v8/org",
        HTTPAnswer(
          status: 429,
          headers: [HeaderField("Content-Type", "text/html"), HeaderField("Retry-After", "7")],
          body: Array("<title>Slow down</title>".utf8))), 7
    ),
    (.on("GET /crm/v8/org", HTTPAnswer(status: 429, body: [])), 1),
    (.on("GET /crm/v8/org", HTTPAnswer(status: 429, body: Array("slow down".utf8))), 1),
    (untold, 1),
  ]

  @Test(arguments: waits)
  func `a read waits as long as it is told, and goes again`(
    answer: ScriptedTransport.Step, seconds: Int64
  ) async throws {
    let took = try await time(try Bench([.token(), answer, Self.organisation]))
    #expect((seconds * 1_000..<(seconds + 1) * 1_300).contains(took), "\(took)")
  }

  @Test func `untold it waits longer each time, and gives up after five rounds`() async throws {
    let bench = try Bench([.token()] + Array(repeating: Self.untold, count: 6))
    let said =
      "RATE_LIMIT_EXCEEDED: Too many requests. Please try again later. (asked 6 times)"
    await #expect(throws: ServiceFailure.throttled(retryAfter: 60, said: said)) {
      try await bench.crm.organisation()
    }
    #expect(bench.transport.remaining == 0)
    // 1, 2, 4, 8, 16 seconds, of which up to half is chance.
    #expect((16_000..<45_000).contains(bench.clock.uptime), "\(bench.clock.uptime)")
  }

  @Test func `one that was given up is not tried so often by the next, until there is an answer`()
    async throws
  {
    let bench = try Bench(
      [.token()] + Array(repeating: Self.untold, count: 7)
        + [Self.organisation, Self.untold, Self.organisation])
    for _ in 0..<2 {
      await #expect(throws: ServiceFailure.self) { try await bench.crm.organisation() }
    }
    #expect(bench.transport.sent.count == 8)
    _ = try await bench.crm.organisation()
    _ = try await time(bench)
  }

  @Test func `nobody waits for hours unasked, and nobody asks meanwhile`() async throws {
    let bench = try Bench([.token(), Self.tooMany(#"{"retry_after":7200}"#)])
    let said = "TOO_MANY_REQUESTS: Rate limit exceeded. Please retry after the specified time."
    await #expect(throws: ServiceFailure.throttled(retryAfter: 7_200, said: said)) {
      try await bench.crm.organisation()
    }
    await #expect(throws: ServiceFailure.throttled(retryAfter: 7_200)) {
      try await bench.crm.organisation()
    }
    let neighbour = try Bench([.token()], neighbour: bench)
    await #expect(throws: ServiceFailure.throttled(retryAfter: 7_200)) {
      try await neighbour.crm.organisation()
    }
    #expect(bench.transport.sent.count == 2 && neighbour.transport.sent.isEmpty)
    #expect(bench.clock.uptime == 0)
  }

  @Test func `reads of other processes wait too`() async throws {
    let bench = try Bench([.token(), Self.tooMany(#"{"retry_after":200}"#)])
    let neighbour = try Bench([.token(), Self.organisation], neighbour: bench)
    try await bench.slots.lock(
      SlotKey(baseURL: "http://127.0.0.1:4711", account: "a", pattern: "CRM"),
      until: bench.clock.wallSeconds + 20)
    #expect(try await time(neighbour) >= 20_000)
    // Those of Projects don't.
    let portals = try Bench(
      [
        .token(), .on("GET /api/v3/portals", "[]"), .on("GET /api/v3/portals", "[]"),
      ], neighbour: bench)
    try await bench.slots.lock(
      SlotKey(baseURL: "http://127.0.0.1:4711", account: "a", pattern: "CRM"),
      until: bench.clock.wallSeconds + 20)
    let start = bench.clock.uptime
    _ = try await portals.projects.portals()
    #expect(bench.clock.uptime == start)
  }

  @Test func `reads that are turned away together are one round`() async {
    let backOff = BackOff()
    func turnedAway(sent: Int64, now: Int64) async -> BackOff.Step {
      await backOff.turnedAway(sent: sent, now: now, told: nil, randomness: FixedRandomness())
    }
    #expect(await turnedAway(sent: 100, now: 200) == .wait(seconds: 1))
    for _ in 0..<9 { #expect(await turnedAway(sent: 150, now: 210) == .follow) }
    #expect(await turnedAway(sent: 1_200, now: 1_300) == .wait(seconds: 1))
    #expect(await turnedAway(sent: 2_300, now: 2_400) == .wait(seconds: 3))
    await backOff.answered()
    #expect(await turnedAway(sent: 2_500, now: 2_600) == .wait(seconds: 1))
  }

  @Test func `who waits is told for how long, and may stop`() async throws {
    let bench = try Bench([.token(), Self.tooMany(#"{"retry_after":60}"#), Self.organisation])
    let told = Told()
    bench.pace.tell { await told.add($0) }
    _ = try await time(bench)
    let all = await told.all
    #expect(all.first == 60 && all.last == 1)
  }

  private actor Told {
    private(set) var all: [Int64] = []
    func add(_ seconds: Int64) { all.append(seconds) }
  }
}
