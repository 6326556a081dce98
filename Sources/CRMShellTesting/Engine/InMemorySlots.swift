package import ImportEngine

/// A ledger of slots as values, on a clock of its choice.
package actor InMemorySlots: SlotLedger {
  private struct Call {
    let key: SlotKey
    var ends: Int64
    var isOpen = true
  }

  private let clock: any Clock
  private var calls: [SlotID: Call] = [:]
  private var told: [SlotKey: ServerAllowance] = [:]
  private var locks: [SlotKey: Int64] = [:]
  private var last: Int64 = 0
  /// Slots that were granted.
  package private(set) var granted = 0

  package init(clock: any Clock) { self.clock = clock }

  /// Calls that nothing is known of yet.
  package var open: Int { calls.values.count { $0.isOpen } }

  /// Takes a slot if one is free.
  package func take(
    _ key: SlotKey, _ limit: CallLimit, deadline: Int64
  ) async throws(JournalFailure) -> SlotAnswer {
    let now = clock.uptime
    if let until = locks[key], until > clock.wallSeconds { return .locked(until: until) }
    let own = calls.filter { $0.value.key == key }
    var log = SlidingLog(limit)
    for call in own.values { log.start(deadline: call.ends) }
    var wait = log.opening == .min ? 0 : log.opening - now
    if let allowance = told[key] {
      let uncounted = own.count {
        $0.key.number > allowance.slot.number || $0.value.isOpen && $0.value.ends > now
      }
      wait = max(wait, allowance.wait(at: now, uncounted: uncounted))
    }
    guard wait <= 0 else { return .wait(milliseconds: wait) }
    last += 1
    granted += 1
    calls[SlotID(last)] = Call(key: key, ends: now + deadline)
    return .granted(SlotID(last))
  }

  /// Notes the answer to a slot's call, once.
  package func complete(_ slot: SlotID, told count: ServerCount?) async throws(JournalFailure) {
    guard let call = calls[slot], call.isOpen else { return }
    calls[slot] = Call(key: call.key, ends: clock.uptime, isOpen: false)
    guard let count, told[call.key].map({ $0.slot.number < slot.number }) ?? true else { return }
    told[call.key] = ServerAllowance(
      slot: slot, remaining: count.remaining, ends: clock.uptime + count.window)
  }

  /// Takes back a slot that is not completed.
  package func giveBack(_ slot: SlotID) async throws(JournalFailure) {
    if calls[slot]?.isOpen == true { calls[slot] = nil }
  }

  /// Shuts a key.
  package func lock(_ key: SlotKey, until wallSeconds: Int64) async throws(JournalFailure) {
    locks[key] = max(locks[key] ?? .min, wallSeconds)
  }

  /// How far each key of an account is spent.
  package func uses(
    of baseURL: String, account: String, limits: @Sendable (String) -> CallLimit
  ) async throws(JournalFailure) -> [SlotUse] {
    let now = clock.uptime
    let keys = Set(calls.values.map(\.key)).union(told.keys).union(locks.keys)
      .filter { $0.baseURL == baseURL && $0.account == account }
    return keys.map { key in
      let limit = limits(key.pattern)
      return SlotUse(
        pattern: key.pattern,
        calls: calls.values.count { $0.key == key && $0.ends > now - limit.window - 1 },
        limit: limit, remaining: told[key].flatMap { $0.ends > now ? $0.remaining : nil },
        lockedUntil: locks[key].flatMap { $0 > clock.wallSeconds ? $0 : nil })
    }.filter(\.isOfNow).sorted { $0.pattern < $1.pattern }
  }
}
