package import ImportEngine
import Synchronization

/// The limits that calls are held to, and who is told of waiting.
package final class Pace: Sendable {
  /// Our own limit as long as the server tells none: 5 % below the 100 calls in two minutes that the
  /// field saw. [L] S18
  package static let standard = CallLimit(calls: 95, window: 120_000)

  /// Told the seconds until the next call may go, again and again while there is a wait.
  package typealias Listener = @Sendable (_ seconds: Int64) async -> Void

  private struct State {
    var chosen: CallLimit?
    var told: [String: CallLimit] = [:]
    var listener: Listener?
    var world = ""
  }

  private let state = Mutex(State())

  package init() {}

  /// Holds calls to a limit that somebody chose; nil: to what the server says.
  package func hold(to chosen: CallLimit?) { state.withLock { $0.chosen = chosen } }

  /// Tells of waiting from now on; nil: nobody.
  package func tell(_ listener: Listener?) { state.withLock { $0.listener = listener } }

  /// The world of a rehearsal server, whose calls are counted apart from those of another at the
  /// same address; empty for Zoho.
  var world: String {
    get { state.withLock { $0.world } }
    set { state.withLock { $0.world = newValue } }
  }

  var listener: Listener? { state.withLock { $0.listener } }

  /// The limit of a pattern: of the chosen one and the server's own, less 5 %, the smaller.
  func limit(of pattern: String) -> CallLimit {
    let (chosen, told) = state.withLock { ($0.chosen, $0.told[pattern]) }
    guard let chosen else { return told ?? Self.standard }
    guard let told else { return chosen }
    let isSmaller = Int64(chosen.calls) * told.window <= Int64(told.calls) * chosen.window
    return isSmaller ? chosen : told
  }

  /// Notes what the server says its limit is.
  func note(_ calls: Int, in window: Int64, of pattern: String) {
    guard calls > 0, window > 0 else { return }
    let told = CallLimit(calls: calls * 95 / 100, window: window)
    state.withLock { $0.told[pattern] = told }
  }
}

/// The server's own limit as its headers tell it. [Z] S4
struct RateHeaders: Equatable {
  /// Calls of a window.
  let calls: Int
  /// Calls that are left.
  let remaining: Int
  /// Milliseconds.
  let window: Int64

  /// Nil where one of them is missing or makes no sense.
  init?(_ answer: HTTPAnswer) {
    guard let calls = answer.header("RateLimit").flatMap({ Int($0) }),
      (1...100_000).contains(calls),
      let remaining = answer.header("RateLimit-Remaining").flatMap({ Int($0) }), remaining >= 0,
      let window = answer.header("RateLimit-Window").flatMap({ Int64($0) }),
      (1...86_400).contains(window)
    else { return nil }
    switch answer.header("RateLimit-Window-Unit")?.lowercased() {
    case nil, "second", "seconds": self.window = window * 1_000
    case "minute", "minutes": self.window = window * 60_000
    default: return nil
    }
    self.calls = calls
    self.remaining = remaining
  }
}
