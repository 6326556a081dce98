import CRMShellTesting
import ImportEngine
import ImportModel
import JournalStore
import Testing
import ZohoClient
import ZohoSandbox
import ZohoWire

/// The real client against the rehearsal server's real limit, scaled down to seconds.
struct RateLimitTests {
  /// Runs a sandbox of 100 calls in 5 seconds for as long as the body takes.
  private func withSandbox(_ body: (_ address: String) async throws -> Void) async throws {
    var options = SandboxOptions()
    options.limits?.calls = 100
    options.limits?.window = 5
    options.limits?.lockout = 60
    let server = try SandboxServer(options: options)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let running = Task {
      try await server.run { port in continuation.yield(port) }
      continuation.finish()
    }
    var waiting = ports.makeAsyncIterator()
    let port = await waiting.next()
    let result: Result<Void, any Error>
    do {
      try await body("http://127.0.0.1:\(try #require(port))")
      result = .success(())
    } catch {
      result = .failure(error)
    }
    running.cancel()
    _ = await running.result
    try result.get()
  }

  private func counts(_ address: String, _ transport: HTTPTransport) async throws -> JSONNode {
    let answer = try await transport.exchange(
      HTTPRequest(method: "GET", url: address + "/_sandbox/counts", headers: [], body: []),
      deadline: 5_000)
    return try JSONNode(parsing: answer.body)
  }

  @Test func `two hundred and fifty calls of two clients never exceed the server's limit`()
    async throws
  {
    try await withSandbox { address in
      let clock = RealClock()
      let slots = try SQLiteSlots.inMemory(clock: SystemBootClock())
      let clients = try (0..<2).map { _ in
        try ZohoConnection.sandbox(
          baseURL: address, slots: slots, clock: clock, randomness: FixedRandomness())
      }
      for client in clients { client.pace.hold(to: CallLimit(calls: 95, window: 5_000)) }
      let portal = try #require(try await clients[0].projects.portals().first).id
      let started = clock.uptime
      try await withThrowingTaskGroup(of: Void.self) { group in
        for client in clients {
          group.addTask {
            for _ in 0..<125 { _ = try await client.projects.licences(of: portal) }
          }
        }
        try await group.waitForAll()
      }
      let took = clock.uptime - started
      for client in clients { await client.close() }
      let transport = HTTPTransport(clock: clock)
      let counts = try await counts(address, transport)
      await transport.close()
      #expect(counts["violations"]?.integer == 0)
      #expect(
        counts["by_endpoint"]?["GET " + ZohoPath.licenceDetails.description]?.integer == 250)
      // The bound of 250 calls is two windows.
      #expect(took >= 10_000)
      print("rate limit: 250 calls in \(took) ms, bound 10000 ms, 0 violations")
    }
  }
}
