/// Time, handed in.
package protocol Clock: Sendable {
  /// Seconds since 1970, UTC.
  var wallSeconds: Int64 { get }
  /// Milliseconds that never go back while the machine is up.
  var uptime: Int64 { get }
  /// Returns after so many milliseconds, or at once, with false, when the task is cancelled.
  func sleep(milliseconds: Int64) async -> Bool
}

/// Randomness, handed in.
package protocol Randomness: Sendable {
  func next() -> UInt64
}
