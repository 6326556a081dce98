import Glibc
import ImportEngine

/// Time of the system.
struct SystemClock: ImportEngine.Clock {
  var wallSeconds: Int64 { Int64(Glibc.time(nil)) }

  private static let start = ContinuousClock.now

  /// Since the process first asked; goes on while the machine sleeps.
  var uptime: Int64 {
    let (seconds, attoseconds) = Self.start.duration(to: .now).components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
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

/// The time of day where the user is.
enum LocalTime {
  /// Such as `14:02`.
  static var hoursAndMinutes: String {
    var seconds = Glibc.time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let digits = [parts.tm_hour, parts.tm_min].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return digits.joined(separator: ":")
  }
}

/// Randomness of the system.
struct SystemRandomness: Randomness {
  func next() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}
