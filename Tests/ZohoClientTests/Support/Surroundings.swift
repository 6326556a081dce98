import CRMShellTesting
import ImportEngine
import Synchronization
import Testing
import ZohoClient

/// A clock that stands still but for sleeps, which pass at once, and steps.
final class ManualClock: ImportEngine.Clock {
  private let now = Mutex<Int64>(0)

  var uptime: Int64 { now.withLock { $0 } }
  var wallSeconds: Int64 { 1_700_000_000 + uptime / 1_000 }

  func advance(seconds: Int64) { now.withLock { $0 += seconds * 1_000 } }

  func sleep(milliseconds: Int64) async -> Bool {
    now.withLock { $0 += milliseconds }
    return !Task.isCancelled
  }
}

/// The machine's clock.
struct RealClock: ImportEngine.Clock {
  private let start = ContinuousClock.now

  var wallSeconds: Int64 { 1_700_000_000 + uptime / 1_000 }
  var uptime: Int64 {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }

  func sleep(milliseconds: Int64) async -> Bool {
    do {
      try await Task.sleep(for: .milliseconds(milliseconds))
      return true
    } catch {
      return false
    }
  }
}

/// Always the same number.
struct FixedRandomness: Randomness {
  func next() -> UInt64 { 7 }
}

/// A ledger after whose first slot the machine sleeps for so many seconds; `isFull`: it takes none.
struct SleepyLedger: SlotLedger {
  let ledger: InMemorySlots
  let clock: ManualClock
  let seconds: Int64
  let isFull: Bool

  func take(
    _ key: SlotKey, _ limit: CallLimit, deadline: Int64
  ) async throws(JournalFailure) -> SlotAnswer {
    guard !isFull else { throw .store("disk is full") }
    let answer = try await ledger.take(key, limit, deadline: deadline)
    if await ledger.granted == 1 { clock.advance(seconds: seconds) }
    return answer
  }

  func complete(_ slot: SlotID, told: ServerCount?) async throws(JournalFailure) {
    try await ledger.complete(slot, told: told)
  }

  func giveBack(_ slot: SlotID) async throws(JournalFailure) { try await ledger.giveBack(slot) }

  func lock(_ key: SlotKey, until wallSeconds: Int64) async throws(JournalFailure) {
    try await ledger.lock(key, until: wallSeconds)
  }

  func uses(
    of baseURL: String, account: String, limits: @Sendable (_ pattern: String) -> CallLimit
  ) async throws(JournalFailure) -> [SlotUse] {
    try await ledger.uses(of: baseURL, account: account, limits: limits)
  }
}

/// Both services over a script.
struct Bench {
  let transport: ScriptedTransport
  let clock: ManualClock
  let slots: InMemorySlots
  let pace = Pace()
  let tokens: TokenSource
  let crm: ZohoCRM
  let projects: ZohoProjects

  /// `sleeping`: seconds that the machine sleeps after the first slot was taken; `isFull`: no slot can
  /// be kept; `neighbour`: another process of the same account on the same machine.
  init(
    _ steps: [ScriptedTransport.Step], sleeping: Int64 = 0, isFull: Bool = false,
    neighbour: Bench? = nil
  ) throws {
    clock = neighbour?.clock ?? ManualClock()
    let base = try #require(ServerOrigin("http://127.0.0.1:4711"))
    transport = ScriptedTransport(steps, clock: clock)
    tokens = TokenSource(
      transport: transport, accounts: base, rule: .loopback(base), credentials: .rehearsal,
      clock: clock)
    slots = neighbour?.slots ?? InMemorySlots(clock: clock)
    let gateway = Gateway(
      transport: transport, tokens: tokens, projects: base,
      pacer: Pacer(
        ledger: SleepyLedger(ledger: slots, clock: clock, seconds: sleeping, isFull: isFull),
        account: "a",
        baseURL: base.description, pace: pace, clock: clock,
        randomness: FixedRandomness()),
      clock: clock, randomness: FixedRandomness())
    crm = ZohoCRM(gateway: gateway)
    projects = ZohoProjects(gateway: gateway, concurrentReads: 1)
  }
}
