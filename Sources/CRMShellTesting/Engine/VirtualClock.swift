import ImportEngine
import Synchronization

/// A clock that only moves when somebody sleeps on it.
package final class VirtualClock: Clock {
  private let state: Mutex<(uptime: Int64, wallOffset: Int64)>
  /// Sleeps that come to their end before one is cut off; nil: all do.
  private let sleepsLeft = Mutex<Int?>(nil)

  /// `wallSeconds`: since 1970, when the uptime is 0.
  package init(wallSeconds: Int64 = 1_795_000_000) {
    state = Mutex((0, wallSeconds * 1000))
  }

  /// Milliseconds slept since it was made.
  package var uptime: Int64 { state.withLock { $0.uptime } }

  package var wallSeconds: Int64 { state.withLock { ($0.uptime + $0.wallOffset) / 1000 } }

  /// Moves it on.
  package func advance(milliseconds: Int64) { state.withLock { $0.uptime += milliseconds } }

  /// Lets so many sleeps come to their end, and cuts the next one off, as `^C` does.
  package func cutOff(after sleeps: Int) { sleepsLeft.withLock { $0 = sleeps } }

  /// Moves it on at once; false in a cancelled task, and where it is cut off.
  package func sleep(milliseconds: Int64) async -> Bool {
    let isCutOff = sleepsLeft.withLock { left in
      defer { left = left == 0 ? nil : left.map { $0 - 1 } }
      return left == 0
    }
    if Task.isCancelled || isCutOff { return false }
    advance(milliseconds: milliseconds)
    return true
  }
}
