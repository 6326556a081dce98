import ImportEngine
import Synchronization

/// A clock that only moves when somebody sleeps on it.
package final class VirtualClock: Clock {
  private let state: Mutex<(uptime: Int64, wallOffset: Int64)>

  /// `wallSeconds`: since 1970, when the uptime is 0.
  package init(wallSeconds: Int64 = 1_795_000_000) {
    state = Mutex((0, wallSeconds * 1000))
  }

  /// Milliseconds slept since it was made.
  package var uptime: Int64 { state.withLock { $0.uptime } }

  package var wallSeconds: Int64 { state.withLock { ($0.uptime + $0.wallOffset) / 1000 } }

  /// Moves it on.
  package func advance(milliseconds: Int64) { state.withLock { $0.uptime += milliseconds } }

  /// Moves it on at once; false in a cancelled task.
  package func sleep(milliseconds: Int64) async -> Bool {
    if Task.isCancelled { return false }
    advance(milliseconds: milliseconds)
    return true
  }
}
