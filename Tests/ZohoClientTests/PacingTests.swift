import CRMShellTesting
import ImportEngine
import ImportModel
import Testing
import ZohoClient

/// How requests to Projects take slots, wait, and stay away while the server has shut them out.
struct PacingTests {
  private let portal: PortalID
  private let addPath = "POST /api/v3/portal/7/projects/9/projectusers"
  private let roles = "GET /api/v3/portal/7/settings/roles"
  private let empty = #"{"roles":[],"page_info":{"has_next_page":false}}"#

  init() throws { portal = try PortalID.of("7") }

  private func addition() throws -> WriteCall {
    let entry = MemberEntry(email: try .of("bo@acme.example"), role: nil, profile: nil)
    return .addToProject(try .of("9"), [entry], notify: false)
  }

  private func headers(_ calls: Int, _ remaining: Int) -> [HeaderField] {
    [
      HeaderField("RateLimit", "\(calls)"), HeaderField("RateLimit-Remaining", "\(remaining)"),
      HeaderField("RateLimit-Window", "120"), HeaderField("RateLimit-Window-Unit", "seconds"),
    ]
  }

  private func add(_ bench: Bench) async throws -> Outcome {
    let call = try addition()
    guard
      case .granted(let ticket) = await bench.projects.turn(for: call, to: portal, deadline: 5_000)
    else { return .unknown("no turn") }
    return await bench.projects.send(call, to: portal, using: ticket, deadline: 5_000)
  }

  @Test func `each read of Projects takes a slot and gives it its end; CRM takes none`()
    async throws
  {
    let bench = try Bench([
      .token(), .on(roles, empty), .on(roles, empty),
      .on("GET /crm/v8/org", #"{"org":[{"id":"7","company_name":"N"}]}"#),
    ])
    _ = try await bench.projects.roles(of: portal)
    _ = try await bench.projects.roles(of: portal)
    _ = try await bench.crm.organisation()
    #expect(bench.transport.unexpected.isEmpty)
    #expect(await bench.slots.granted == 2)
    #expect(await bench.slots.open == 0)
  }

  @Test func `the call above the limit waits for the window, and says how long`() async throws {
    let bench = try Bench([.token()] + (0..<3).map { _ in .on(roles, empty) })
    bench.pace.hold(to: CallLimit(calls: 2, window: 10_000))
    let told = Told()
    bench.pace.tell { await told.add($0) }
    for _ in 0..<2 { _ = try await bench.projects.roles(of: portal) }
    #expect(bench.clock.uptime == 0)
    _ = try await bench.projects.roles(of: portal)
    #expect(bench.clock.uptime == 10_001)
    #expect(await told.seconds.first == 11)
    #expect(await told.seconds.last == 1)
  }

  @Test func `a wait ends when the task is cancelled`() async throws {
    let bench = try Bench([.token(), .on(roles, empty)])
    bench.pace.hold(to: CallLimit(calls: 1, window: 1_000_000))
    _ = try await bench.projects.roles(of: portal)
    let waiting = Task { try await bench.projects.roles(of: portal) }
    waiting.cancel()
    await #expect(throws: ServiceFailure.interrupted("cancelled")) { try await waiting.value }
    #expect(bench.transport.unexpected.isEmpty)
  }

  @Test(
    arguments: [
      (nil, 200, 190), (nil, 100, 95), (nil, 40, 38),
      (CallLimit(calls: 50, window: 120_000), 200, 50),
      (CallLimit(calls: 500, window: 120_000), 200, 190),
    ] as [(CallLimit?, Int, Int)])
  func `the server's own limit less 5 % holds, or a smaller one that was chosen`(
    chosen: CallLimit?, server: Int, calls: Int
  ) async throws {
    let answer = json(empty, headers: headers(server, server - 1))
    let bench = try Bench(
      [.token(), .on(roles, answer)] + (0..<200).map { _ in .on(roles, empty) })
    bench.pace.hold(to: chosen)
    for _ in 0..<calls { _ = try await bench.projects.roles(of: portal) }
    #expect(bench.clock.uptime == 0)
    _ = try await bench.projects.roles(of: portal)
    #expect(bench.clock.uptime > 119_000)
  }

  @Test func `what others have spent of the server's limit is not spent again`() async throws {
    let bench = try Bench([
      .token(), .on(roles, json(empty, headers: headers(100, 1))), .on(roles, empty),
      .on(roles, empty),
    ])
    for _ in 0..<2 { _ = try await bench.projects.roles(of: portal) }
    #expect(bench.clock.uptime == 0)
    _ = try await bench.projects.roles(of: portal)
    #expect(bench.clock.uptime == 120_000)
  }

  @Test func `after a throttle nothing is sent to the pattern, and the rest goes on`() async throws
  {
    let refusal =
      #"{"error":{"status_code":400,"title":"URL_ROLLING_THROTTLES_LIMIT_EXCEEDED","details":{"message":"Cannot execute more than 100 requests per API in 2 minutes. Try again after 22 minutes."}}}"#
    let bench = try Bench([
      .token(), .on("POST /api/v3/portal/7/projects/9/projectusers", refusal, status: 400),
      .on(roles, empty),
      .on("POST /api/v3/portal/7/projects/9/projectusers", #"{"emailvszpuid":{}}"#),
    ])
    let said =
      "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED: Cannot execute more than 100 requests per API in 2 minutes. Try again after 22 minutes."
    #expect(try await add(bench) == .turnedAway(.throttled(retryAfter: 22 * 60, said: said)))
    let call = try addition()
    // 22 minutes, and 7 of the up to 132 seconds more.
    #expect(
      await bench.projects.turn(for: call, to: portal, deadline: 1)
        == .throttled(retryAfter: 22 * 60 + 7))
    _ = try await bench.projects.roles(of: portal)
    bench.clock.advance(seconds: 22 * 60 + 6)
    #expect(
      await bench.projects.turn(for: call, to: portal, deadline: 1) == .throttled(retryAfter: 1))
    #expect(bench.transport.sent.count == 3)
    bench.clock.advance(seconds: 1)
    #expect(try await add(bench) == .ok(added: [:]))
  }

  @Test func `a call that did not leave gives its slot back, one without answer keeps it`()
    async throws
  {
    let path = "POST /api/v3/portal/7/projects/9/projectusers"
    let bench = try Bench([
      .token(), .on(path, failure: .notConnected("refused")),
      .on(path, failure: .interrupted("reset")),
    ])
    _ = try await add(bench)
    #expect(await bench.slots.open == 0)
    _ = try await add(bench)
    #expect(await bench.slots.open == 1)
  }

  @Test func `a slot that is over is not sent with, and no lock-out is told`() async throws {
    let bench = try Bench([.token(), .on(addPath, #"{"emailvszpuid":{}}"#)])
    let call = try addition()
    guard
      case .granted(let ticket) = await bench.projects.turn(for: call, to: portal, deadline: 5_000)
    else {
      Issue.record("no turn")
      return
    }
    bench.clock.advance(seconds: 15)
    #expect(
      await bench.projects.send(call, to: portal, using: ticket, deadline: 5_000)
        == .turnedAway(.slotExpired))
    #expect(bench.transport.sent.count == 1)
    #expect(await bench.slots.open == 0)
    #expect(try await add(bench) == .ok(added: [:]))
  }

  @Test func `a read whose slot ended while the machine slept takes another one`() async throws {
    let bench = try Bench([.token(), .on(roles, empty)], sleeping: 3_000)
    _ = try await bench.projects.roles(of: portal)
    #expect(await bench.slots.granted == 2)
    #expect(await bench.slots.open == 0)
  }

  @Test func `the wait for a token is part of the time that an exchange has`() async throws {
    let bench = try Bench([
      .token(lifetime: 4), .token("1000.c.d").taking(4), .on(addPath, #"{"emailvszpuid":{}}"#),
    ])
    let call = try addition()
    guard
      case .granted(let ticket) = await bench.projects.turn(for: call, to: portal, deadline: 5_000)
    else {
      Issue.record("no turn")
      return
    }
    bench.clock.advance(seconds: 3)
    let sent = await bench.projects.send(call, to: portal, using: ticket, deadline: 5_000)
    #expect(sent == .ok(added: [:]))
    #expect(bench.transport.deadlines.last == 1_000)
  }

  @Test func `where no token is to be had there is no turn, and no slot is spent`() async throws {
    let bench = try Bench([.tokenThrottle])
    let call = try addition()
    for _ in 0..<3 {
      #expect(
        await bench.projects.turn(for: call, to: portal, deadline: 5_000)
          == .throttled(retryAfter: 600))
    }
    #expect(await bench.slots.granted == 0)
    await #expect(throws: ServiceFailure.throttled(retryAfter: 600)) {
      try await bench.projects.roles(of: portal)
    }
    #expect(await bench.slots.granted == 0)
    #expect(bench.transport.sent.count == 1)
  }

  @Test func `where no slot can be kept nothing is asked, and it is not the network's doing`()
    async throws
  {
    let bench = try Bench([.token()], isFull: true)
    await #expect(throws: ServiceFailure.storage(.store("disk is full"))) {
      try await bench.projects.roles(of: portal)
    }
    #expect(
      await bench.projects.turn(for: try addition(), to: portal, deadline: 5_000)
        == .failed(.store("disk is full")))
    #expect(bench.transport.sent.count == 1, "the token alone")
  }

  @Test func `a refused token that cannot be replaced yet is not sent again`() async throws {
    let refused = ScriptedTransport.Step.on(
      addPath,
      #"{"error":{"status_code":"401","title":"INVALID_OAUTHTOKEN","details":[{"message":"no"}]}}"#,
      status: 401)
    let bench = try Bench([
      .token(), refused, .tokenThrottle, .token("1000.c.d"), .on(addPath, #"{"emailvszpuid":{}}"#),
    ])
    let said = "Access Denied: You have made too many requests continuously."
    #expect(
      try await add(bench) == .turnedAway(.throttled(retryAfter: 600, said: said)))
    let call = try addition()
    #expect(
      await bench.projects.turn(for: call, to: portal, deadline: 5_000)
        == .throttled(retryAfter: 600))
    bench.clock.advance(seconds: 600)
    #expect(try await add(bench) == .ok(added: [:]))
    #expect(bench.transport.unexpected.isEmpty && bench.transport.remaining == 0)
  }

  @Test func `concurrency rises with clean answers, and falls by half`() {
    var concurrency = AdaptiveConcurrency()
    #expect(concurrency.limit == 2)
    for _ in 0..<20 { concurrency.succeed() }
    #expect(concurrency.limit == 3)
    for _ in 0..<100 { concurrency.succeed() }
    #expect(concurrency.limit == 4)
    concurrency.backOff()
    #expect(concurrency.limit == 2)
    concurrency.backOff()
    concurrency.backOff()
    #expect(concurrency.limit == 1)
  }

  @Test func `retries are paid for, and end when nothing is left`() {
    var budget = RetryBudget()
    let paid = (0..<60).count { _ in budget.pay(afterTimeout: true) }
    #expect(paid == 50)
    for _ in 0..<5 { budget.refill() }
    let more = (0..<5).count { _ in budget.pay(afterTimeout: false) }
    #expect(more == 1)
    #expect(RetryBudget.longestPause(before: 0) == 250)
    #expect(RetryBudget.longestPause(before: 60) == 20_000)
  }
}

private actor Told {
  private(set) var seconds: [Int64] = []
  func add(_ seconds: Int64) { self.seconds.append(seconds) }
}
