import CRMShellTesting
import Foundation
import ImportEngine
import JournalStore
import Testing

/// The pacing that imports use, in SQLite, by simulated calls and random latency.
@Suite struct RateSimulationTests {
  /// Connections of so many processes to one ledger, in memory where the system has a folder there:
  /// what is proved is the count, not the disk.
  private func withLedgers<Value>(
    _ count: Int = 4, _ body: ([any SlotLedger], VirtualClock) async throws -> Value
  ) async throws -> Value {
    let memory = URL(fileURLWithPath: "/dev/shm", isDirectory: true)
    let isThere = FileManager.default.isWritableFile(atPath: memory.path)
    return try await withTemporaryFolder(
      in: isThere ? memory : FileManager.default.temporaryDirectory
    ) { folder in
      let clock = VirtualClock()
      let ledgers = try (0..<count).map { _ in
        try SQLiteSlots(directory: folder, clock: RebootableClock(clock: clock))
      }
      return try await body(ledgers, clock)
    }
  }

  @Test func `four processes never exceed the limit whatever the latency`() async throws {
    let calls = RateSimulation.wantedCalls
    var total = 0
    for seed in 1...5 as ClosedRange<UInt64> {
      let simulation = try await withLedgers { ledgers, clock in
        var simulation = RateSimulation(seed: seed, ledgers, clock)
        try await simulation.run(calls: calls / 5)
        return simulation
      }
      total += simulation.arrivals.count
      #expect(simulation.violations == 0, "seed \(seed)")
    }
    print("scheduler: \(total) simulated calls of four processes, 0 windows above the limit")
  }

  @Test func `a thousand calls take hardly longer than they must`() async throws {
    let limit = RateSimulation.limit
    var worst = 0.0
    for seed in 1...2 as ClosedRange<UInt64> {
      let simulation = try await withLedgers { ledgers, clock in
        var simulation = RateSimulation(seed: seed, ledgers, clock, loss: 0)
        try await simulation.run(calls: 1_000)
        return simulation
      }
      let bound = Int64((1_000 - 1) / limit.calls) * limit.window
      worst = max(worst, Double(simulation.makespan) / Double(bound))
      #expect(simulation.violations == 0)
    }
    print("scheduler: makespan of 1,000 calls at most \(worst) of the bound")
    #expect(worst >= 1 && worst <= 1.02)
  }

  @Test(arguments: [
    (RateSimulation.Mistake.anchorsAtSend, 2), (.forgetsSilence, 20),
  ])
  func `a process that counts otherwise is caught`(
    mistake: RateSimulation.Mistake, loss: Int
  ) async throws {
    let violations = try await withLedgers { ledgers, clock in
      var simulation = RateSimulation(seed: 1, ledgers, clock, loss: loss, mistake: mistake)
      try await simulation.run(calls: 1_000)
      return simulation.violations
    }
    #expect(violations > 0)
  }
}
