import CRMShellTesting
import Foundation
import ImportEngine

/// Four processes with two calls in flight each, which share a ledger as they do on a machine, and a
/// server that counts arrivals.
///
/// Each process has a connection of its own to the ledger. Nothing of the pacing is rebuilt here: a
/// call goes when the ledger grants it a slot, and its answer is noted when it comes.
struct RateSimulation {
  private struct Worker {
    var free: Int64 = 0
    /// The call in flight: its slot, and when it is answered; nil: never.
    var flight: (slot: SlotID, answer: Int64?)?
  }

  /// What a process does wrong on purpose.
  enum Mistake {
    /// It takes a call for over when it is sent.
    case anchorsAtSend
    /// It gives back the slot of a call that was never answered.
    case forgetsSilence
  }

  static let deadline: Int64 = 30_000
  /// As an import has it.
  static let limit = CallLimit(calls: 95, window: 120_000)

  /// The whole million by CRMSH_SIMULATED_CALLS=1000000.
  static var wantedCalls: Int {
    ProcessInfo.processInfo.environment["CRMSH_SIMULATED_CALLS"].flatMap { Int($0) } ?? 2_000
  }

  private let key = SlotKey(baseURL: "sim://portal", account: "a", pattern: "/users")
  private let ledgers: [any SlotLedger]
  private let clock: VirtualClock
  private let randomness: SeededRandomness
  private let mistake: Mistake?
  /// Calls of a thousand that are never answered.
  private let loss: Int
  private var workers = [Worker](repeating: Worker(), count: 8)
  /// When the server saw each call.
  private(set) var arrivals: [Int64] = []
  private(set) var makespan: Int64 = 0

  /// `ledgers`: one a process, on this clock.
  init(
    seed: UInt64, _ ledgers: [any SlotLedger], _ clock: VirtualClock, loss: Int = 2,
    mistake: Mistake? = nil
  ) {
    randomness = SeededRandomness(seed: seed)
    (self.ledgers, self.clock, self.loss, self.mistake) = (ledgers, clock, loss, mistake)
  }

  mutating func run(calls: Int) async throws {
    while arrivals.count < calls {
      let index = workers.indices.min { workers[$0].free < workers[$1].free } ?? 0
      let now = workers[index].free
      clock.advance(milliseconds: now - clock.uptime)
      let ledger = ledgers[index % ledgers.count]
      try await land(index, ledger)
      switch try await ledger.take(key, Self.limit, deadline: Self.deadline) {
      case .granted(let slot): try await depart(index, slot, ledger)
      case .wait(let milliseconds): workers[index].free = wake(now + milliseconds, now)
      case .locked(let until): throw Locked(until: until)
      }
    }
    makespan = workers.compactMap { $0.flight?.answer }.max() ?? 0
  }

  /// Nobody shuts the key here.
  private struct Locked: Error { let until: Int64 }

  /// Notes the answer to the call that a worker has in flight, if one came.
  private mutating func land(_ index: Int, _ ledger: any SlotLedger) async throws {
    guard let flight = workers[index].flight else { return }
    workers[index].flight = nil
    if flight.answer != nil {
      try await ledger.complete(flight.slot, told: nil)
    } else if mistake == .forgetsSilence {
      try await ledger.giveBack(flight.slot)
    }
  }

  private mutating func depart(_ index: Int, _ slot: SlotID, _ ledger: any SlotLedger) async throws
  {
    let now = clock.uptime
    let answer = fly(at: now)
    if mistake == .anchorsAtSend { try await ledger.complete(slot, told: nil) }
    workers[index].flight = (slot, answer)
    workers[index].free = answer ?? now + Self.deadline
  }

  /// A worker asks again when it was told to, or within a quarter of a second after any other's answer.
  private func wake(_ opening: Int64, _ now: Int64) -> Int64 {
    let answers = workers.compactMap { $0.flight == nil ? nil : $0.free }.filter { $0 > now }
    let answered = answers.min().map { $0 + Int64(randomness.next(below: 250)) }
    return max(now + 1, min(opening, answered ?? opening))
  }

  /// When a call that is sent now is answered; nil: never, though it arrives.
  private mutating func fly(at now: Int64) -> Int64? {
    guard randomness.next(below: 1_000) >= loss else {
      arrivals.append(now + Int64(randomness.next(below: Int(Self.deadline))))
      return nil
    }
    let way = latency()
    arrivals.append(now + way)
    return min(now + way + latency(), now + Self.deadline)
  }

  /// Log-normal, its median 200 ms: the exponential of a sum of even draws.
  private func latency() -> Int64 {
    var sum = -6.0
    for _ in 0..<12 { sum += Double(randomness.next(below: 1_000)) / 1_000 }
    return min(Int64(200 * exp(0.8 * sum)), Self.deadline / 2)
  }

  /// Arrivals that are the (L+1)-th within a window, wherever it begins.
  var violations: Int {
    let sorted = arrivals.sorted()
    guard sorted.count > Self.limit.calls else { return 0 }
    return (Self.limit.calls..<sorted.count).count {
      sorted[$0] - sorted[$0 - Self.limit.calls] <= Self.limit.window
    }
  }
}
