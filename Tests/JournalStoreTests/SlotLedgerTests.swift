import CRMShellTesting
import Foundation
import GRDB
import ImportEngine
import Testing

@testable import JournalStore

/// A machine's clock that is started again by hand.
struct RebootableClock: BootClock {
  let clock: VirtualClock
  var bootID = "first"
  /// When the machine was started.
  var start: Int64 = 0
  /// Seconds by which somebody put the wall clock forward.
  var shift: Int64 = 0

  var milliseconds: Int64 { clock.uptime - start }
  var wallSeconds: Int64 { clock.wallSeconds + shift }
}

@Suite struct SlotLedgerTests {
  private let key = SlotKey(baseURL: "sim://portal", account: "a", pattern: "/users")
  private let limit = CallLimit(calls: 2, window: 10_000)

  @Test(arguments: SlotLedgerContract.allCases)
  func `the ledger in memory keeps the contract`(_ rule: SlotLedgerContract) async throws {
    let clock = VirtualClock()
    try await rule.check(InMemorySlots(clock: clock), clock)
  }

  @Test(arguments: SlotLedgerContract.allCases)
  func `the ledger in SQLite keeps the contract`(_ rule: SlotLedgerContract) async throws {
    let clock = VirtualClock()
    try await rule.check(SQLiteSlots.inMemory(clock: RebootableClock(clock: clock)), clock)
  }

  @Test(arguments: SlotLedgerContract.allCases)
  func `the ledger in a file keeps the contract`(_ rule: SlotLedgerContract) async throws {
    try await withTemporaryFolder { folder in
      let clock = VirtualClock()
      let ledger = try SQLiteSlots(directory: folder, clock: RebootableClock(clock: clock))
      try await rule.check(ledger, clock)
    }
  }

  @Test func `every file of the ledger is its owner's alone`() async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLiteSlots(directory: folder, clock: SystemBootClock())
      _ = try await ledger.take(key, limit, deadline: 1)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(files.contains("slots.sqlite"))
      for file in files { #expect(try mode(of: folder + "/" + file) == 0o600, "\(file)") }
    }
  }

  @Test func `many connections that open at once share one count`() async throws {
    try await withTemporaryFolder { folder in
      let limit = CallLimit(calls: 50, window: 60_000)
      let granted = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<8 {
          group.addTask {
            let ledger = try SQLiteSlots(directory: folder, clock: SystemBootClock())
            var granted = 0
            for _ in 0..<20 {
              guard case .granted = try await ledger.take(key, limit, deadline: 1_000) else {
                continue
              }
              granted += 1
            }
            return granted
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(granted == 50)
    }
  }

  @Test func `a lock-out and the slots outlive the process`() async throws {
    try await withTemporaryFolder { folder in
      let clock = VirtualClock()
      let other = SlotKey(baseURL: "sim://portal", account: "a", pattern: "/projects")
      let until = clock.wallSeconds + 1_800
      do {
        let ledger = try SQLiteSlots(directory: folder, clock: RebootableClock(clock: clock))
        try await ledger.lock(key, until: until)
        for _ in 0..<2 { _ = try await ledger.take(other, limit, deadline: 500) }
      }
      let again = try SQLiteSlots(directory: folder, clock: RebootableClock(clock: clock))
      #expect(try await again.take(key, limit, deadline: 1) == .locked(until: until))
      #expect(try await again.take(other, limit, deadline: 1) == .wait(milliseconds: 10_501))
    }
  }

  @Test func `a lock-out outlives the version that had fewer indexes`() async throws {
    try await withTemporaryFolder { folder in
      let clock = VirtualClock()
      let until = clock.wallSeconds + 1_800
      do {
        let ledger = try SQLiteSlots(directory: folder, clock: RebootableClock(clock: clock))
        try await ledger.lock(key, until: until)
        try await ledger.database.write { try $0.execute(sql: "DROP INDEX slot_age") }
      }
      let again = try SQLiteSlots(directory: folder, clock: RebootableClock(clock: clock))
      #expect(try await again.take(key, limit, deadline: 1) == .locked(until: until))
      let isThere = try await again.database.read {
        try Bool.fetchOne(
          $0, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'slot_age')")
      }
      #expect(isThere == true)
    }
  }

  @Test func `a wall clock put forward does not open a lock-out`() async throws {
    try await withTemporaryFolder { folder in
      let clock = VirtualClock()
      let ledger = try SQLiteSlots(directory: folder, clock: RebootableClock(clock: clock))
      try await ledger.lock(key, until: clock.wallSeconds + 600)
      let shifted = RebootableClock(clock: clock, shift: 100_000)
      let later = try SQLiteSlots(directory: folder, clock: shifted)
      #expect(
        try await later.take(key, limit, deadline: 1) == .locked(until: shifted.wallSeconds + 600))
    }
  }

  @Test func `a wall clock put back opens a lock-out at its time`() async throws {
    try await withTemporaryFolder { folder in
      let clock = VirtualClock()
      let ahead = RebootableClock(clock: clock, shift: 100_000_000)
      let ledger = try SQLiteSlots(directory: folder, clock: ahead)
      try await ledger.lock(key, until: ahead.wallSeconds + 600)
      let again = try SQLiteSlots(directory: folder, clock: RebootableClock(clock: clock))
      #expect(
        try await again.take(key, limit, deadline: 1) == .locked(until: clock.wallSeconds + 600))
      clock.advance(milliseconds: 600_000)
      #expect(try await again.isOpen(key, limit))
      // The end that was noted by the wrong clock is forgotten with the lock-out.
      let rebooted = RebootableClock(clock: clock, bootID: "second", start: clock.uptime)
      #expect(try await SQLiteSlots(directory: folder, clock: rebooted).isOpen(key, limit))
    }
  }

  @Test func `after a reboot a lock-out lasts to its time, and the longest one at most`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let clock = VirtualClock()
      let other = SlotKey(baseURL: "sim://portal", account: "a", pattern: "/projects")
      let ahead = RebootableClock(clock: clock, shift: 100_000_000)
      try await SQLiteSlots(directory: folder, clock: ahead).lock(
        key, until: ahead.wallSeconds + 600)
      try await SQLiteSlots(directory: folder, clock: RebootableClock(clock: clock)).lock(
        other, until: clock.wallSeconds + 600)
      clock.advance(milliseconds: 60_000)
      let rebooted = RebootableClock(clock: clock, bootID: "second", start: clock.uptime)
      let again = try SQLiteSlots(directory: folder, clock: rebooted)
      let now = clock.wallSeconds
      #expect(try await again.take(other, limit, deadline: 1) == .locked(until: now + 540))
      #expect(try await again.take(key, limit, deadline: 1) == .locked(until: now + 95_040))
      clock.advance(milliseconds: 95_040_000)
      #expect(try await again.isOpen(key, limit))
    }
  }

  @Test func `every commit of the ledger is synced`() async throws {
    try await withTemporaryFolder { folder in
      let file = try SQLiteSlots(directory: folder, clock: SystemBootClock())
      for ledger in [file, try .inMemory(clock: SystemBootClock())] {
        let sync = try await ledger.database.read {
          try Int.fetchOne($0, sql: "PRAGMA synchronous")
        }
        #expect(sync == 2)
      }
    }
  }

  @Test(arguments: [0, 100_000, -100_000] as [Int64])
  func `after a reboot the wait can only be longer`(shift: Int64) async throws {
    try await withTemporaryFolder { folder in
      let clock = VirtualClock()
      clock.advance(milliseconds: 5_000_000)
      let ledger = try SQLiteSlots(directory: folder, clock: RebootableClock(clock: clock))
      guard case .granted(let slot) = try await ledger.take(key, limit, deadline: 1_000) else {
        Issue.record("no slot")
        return
      }
      try await ledger.complete(slot, told: nil)
      _ = try await ledger.take(key, limit, deadline: 3_000)
      clock.advance(milliseconds: 2_000)
      let rebooted = RebootableClock(
        clock: clock, bootID: "second", start: clock.uptime - 500, shift: shift)
      let again = try SQLiteSlots(directory: folder, clock: rebooted)
      // The first call ended at the start at the latest, 500 ms ago.
      #expect(try await again.take(key, limit, deadline: 1) == .wait(milliseconds: 9_501))
    }
  }

  @Test func `a slot costs the same however many calls were made before`() async throws {
    let clock = VirtualClock()
    let ledger = try SQLiteSlots.inMemory(clock: RebootableClock(clock: clock))
    let told = ServerCount(remaining: 90, window: limit.window)
    func step() async throws {
      guard case .granted(let slot) = try await ledger.take(key, limit, deadline: 1_000) else {
        Issue.record("no slot")
        return
      }
      try await ledger.complete(slot, told: told)
      clock.advance(milliseconds: limit.window)
    }
    for _ in 0..<10 { try await step() }
    let few = try await ledger.database.steps { try await step() }
    for _ in 0..<300 { try await step() }
    let many = try await ledger.database.steps { try await step() }
    #expect(many <= few + few / 10, "\(few) steps of SQLite with 10 calls, \(many) with 310")
  }

  @Test func `old rows go`() async throws {
    try await withTemporaryFolder { folder in
      let clock = VirtualClock()
      let ledger = try SQLiteSlots(directory: folder, clock: RebootableClock(clock: clock))
      for _ in 0..<200 {
        guard case .granted(let slot) = try await ledger.take(key, limit, deadline: 1_000) else {
          Issue.record("no slot")
          return
        }
        try await ledger.complete(slot, told: nil)
        clock.advance(milliseconds: 100_000)
      }
      #expect(try await ledger.held <= 38)
    }
  }
}

extension SQLiteSlots {
  /// Whether a slot is free; it is taken.
  fileprivate func isOpen(_ key: SlotKey, _ limit: CallLimit) async throws -> Bool {
    guard case .granted = try await take(key, limit, deadline: 1) else { return false }
    return true
  }
}
