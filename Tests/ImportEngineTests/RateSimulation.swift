import CRMShellTesting
import Foundation
import ImportEngine

/// Four processes with two calls in flight each, one log, and a server that counts arrivals.
struct RateSimulation {
  private struct Worker {
    var free: Int64 = 0
    /// The call in flight: its deadline, and when it is answered; nil: never.
    var flight: (deadline: Int64, answer: Int64?)?
  }

  static let deadline: Int64 = 30_000

  static var wantedCalls: Int {
    ProcessInfo.processInfo.environment["CRMSH_SIMULATED_CALLS"].flatMap { Int($0) } ?? 100_000
  }

  let limit: CallLimit
  private let randomness: SeededRandomness
  /// Calls of a thousand that are never answered.
  private let loss: Int
  /// When the server saw each call.
  private(set) var arrivals: [Int64] = []
  private(set) var makespan: Int64 = 0

  init(seed: UInt64, _ limit: CallLimit = CallLimit(calls: 20, window: 5_000), loss: Int = 2) {
    randomness = SeededRandomness(seed: seed)
    self.limit = limit
    self.loss = loss
  }

  /// `anchoredAtSend` and `forgetsSilence` are wrong on purpose.
  mutating func run(calls: Int, anchoredAtSend: Bool = false, forgetsSilence: Bool = false) {
    var log = SlidingLog(limit)
    var workers = [Worker](repeating: Worker(), count: 8)
    while arrivals.count < calls {
      let index = workers.indices.min { workers[$0].free < workers[$1].free } ?? 0
      let now = workers[index].free
      if let flight = workers[index].flight {
        workers[index].flight = nil
        if let answer = flight.answer, !anchoredAtSend {
          log.complete(deadline: flight.deadline, at: answer)
        } else if forgetsSilence, flight.answer == nil {
          log.withdraw(deadline: flight.deadline)
        }
      }
      log.prune(at: now)
      guard log.opening <= now else {
        workers[index].free = wake(log.opening, now, workers)
        continue
      }
      let flight = fly(at: now)
      log.start(deadline: anchoredAtSend ? now : flight.deadline)
      workers[index].flight = flight
      workers[index].free = flight.answer ?? flight.deadline
    }
    makespan = workers.compactMap { $0.flight?.answer }.max() ?? 0
  }

  /// A worker asks again at the opening, or within a quarter of a second after any other's answer.
  private func wake(_ opening: Int64, _ now: Int64, _ workers: [Worker]) -> Int64 {
    let answers = workers.compactMap { $0.flight == nil ? nil : $0.free }.filter { $0 > now }
    let answered = answers.min().map { $0 + Int64(randomness.next(below: 250)) }
    return max(now + 1, min(opening, answered ?? opening))
  }

  private mutating func fly(at now: Int64) -> (deadline: Int64, answer: Int64?) {
    let deadline = now + Self.deadline
    guard randomness.next(below: 1_000) >= loss else {
      arrivals.append(now + Int64(randomness.next(below: Int(Self.deadline))))
      return (deadline, nil)
    }
    let way = latency()
    arrivals.append(now + way)
    return (deadline, min(now + way + latency(), deadline))
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
    guard sorted.count > limit.calls else { return 0 }
    return (limit.calls..<sorted.count).count {
      sorted[$0] - sorted[$0 - limit.calls] <= limit.window
    }
  }
}
