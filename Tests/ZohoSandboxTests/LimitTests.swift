import Testing

@testable import ZohoSandbox

@Suite struct LimitTests {
  @Test func `the call above the limit gets 400 and shuts its pattern only`() async throws {
    try await withSandbox("--rate=3/120", "--lockout=90") { client in
      for left in [2, 1, 0] {
        let answer = try await client.get("/api/v3/portals")
        #expect(answer.headers["ratelimit"] == "3")
        #expect(answer.headers["ratelimit-remaining"] == "\(left)")
      }
      let refused = try await client.get("/api/v3/portals")
      #expect(refused.status == 400)
      #expect(refused.headers["retry-after"] == "90")
      // zoho-projects-api.md 8, [L] S18: the code a number, the details an object.
      let error = try refused.json["error"]
      #expect(error["status_code"] == .integer(400))
      #expect(error["title"].text == "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED")
      #expect(
        error["details"]["message"].text
          == "Cannot execute more than 3 requests per API in 2 minutes. Try again after 2 minutes.")
      #expect(try await client.get(SandboxClient.portal).status == 200)
      _ = try await client.get("/api/v3/portals")
      #expect(try await client.get("/_sandbox/counts").json["violations"] == .integer(2))
    }
  }

  @Test func `project ids do not spread the load`() async throws {
    try await withSandbox("--rate=1/60") { client in
      let projects = try await client.get("\(SandboxClient.portal)/projects").json.items
      let paths = projects.prefix(2).compactMap { $0["id"].text }
        .map { "\(SandboxClient.portal)/projects/\($0)/users" }
      #expect(try await client.get(paths[0]).status == 200)
      #expect(try await client.get(paths[1]).status == 400)
    }
  }

  @Test func `without limits nothing is refused and no headers are sent`() async throws {
    try await withSandbox("--no-limits") { client in
      for _ in 1...105 {
        let answer = try await client.get("/api/v3/portals")
        #expect(answer.status == 200)
        #expect(answer.headers["ratelimit"] == nil)
      }
    }
  }

  @Test func `the window rolls, and a call during a lock-out starts it anew`() {
    var limits = SandboxOptions.Limits()
    (limits.calls, limits.window, limits.lockout) = (2, 10, 30)
    var limiter = RateLimiter(limits)
    #expect(limiter.arrive(at: "p", time: 0) == .admitted(remaining: 1))
    #expect(limiter.arrive(at: "p", time: 6_000) == .admitted(remaining: 0))
    // The first has left the window, the second has not.
    #expect(limiter.arrive(at: "p", time: 10_000) == .admitted(remaining: 0))
    #expect(limiter.arrive(at: "p", time: 10_001) == .shut(seconds: 30))
    #expect(limiter.arrive(at: "p", time: 39_000) == .shut(seconds: 30))
    #expect(limiter.arrive(at: "p", time: 68_999) == .shut(seconds: 30))
    #expect(limiter.arrive(at: "p", time: 98_999) == .admitted(remaining: 1))
    #expect(limiter.violations == 3)
    #expect(limiter.arrive(at: "q", time: 10_001) == .admitted(remaining: 1))
  }

  @Test func `latency is waited`() async throws {
    try await withSandbox("--latency=120") { client in
      let clock = ContinuousClock()
      let start = clock.now
      _ = try await client.get("/_sandbox/counts")
      #expect(clock.now - start >= .milliseconds(120))
    }
  }

  @Test func `credits are told once half are spent, and end`() async throws {
    try await withSandbox("--credits", "60") { client in
      #expect(try await client.get("/crm/v8/org").headers["x-api-credits-remaining"] == nil)
      let order = #"{"query":{"module":{"api_name":"Contacts"}}}"#
      let job = try await client.call(
        "POST", "/crm/bulk/v8/read", type: "application/json", body: order)
      #expect(job.headers["x-api-credits-remaining"] == "9")
      for left in (0..<9).reversed() {
        let reply = try await client.get("/crm/v8/org")
        #expect(reply.headers["x-api-credits-remaining"] == String(left))
      }
      let refused = try await client.get("/crm/v8/org")
      #expect(refused.status == 429)
      #expect(try refused.json["code"].text == "TOO_MANY_REQUESTS")
      // Until the first of the day's credits come back.
      #expect(try (refused.json["details"]["retry_after"].integer ?? 0) > 86_000)
    }
  }
}
