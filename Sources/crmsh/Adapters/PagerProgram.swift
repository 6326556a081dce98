import CRMShell
import Dispatch
import Glibc
import LineEditing

/// The user's own pager, `$CRMSH_PAGER` or `$PAGER`, else `less`, for what a line printed.
///
/// No line, script or answer of a server can name it or make it run: it is started for what somebody
/// typed at a terminal alone. No shell reads the command; it is split at blanks.
struct PagerProgram: Pager {
  private let command: [String]
  private let outside: OutsideProgram

  /// Nil where a variable says that none is wanted, or the terminal can't move its cursor.
  init?(outside: OutsideProgram) {
    let term = ProcessSetup.environment("TERM") ?? "dumb"
    let named = Self.variable("CRMSH_PAGER") ?? Self.variable("PAGER") ?? "less"
    command = named.split(separator: " ").map(String.init)
    self.outside = outside
    guard let first = command.first, first != "cat", term != "dumb",
      isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1
    else { return nil }
  }

  var program: String { command.first ?? "" }

  /// Waits on a thread of its own: the pager holds one for as long as it is open.
  func show(_ text: String) async -> Bool {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "crmsh.pager").async { continuation.resume(returning: run(with: text)) }
    }
  }

  /// Empty where it is set to nothing.
  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// What the pager is told of the environment; nothing of this program's own.
  private static let passed: Set = [
    "PATH", "HOME", "TERM", "COLORTERM", "TERMINFO", "TMPDIR", "USER", "LOGNAME", "SHELL", "LANG",
    "LANGUAGE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "NO_COLOR", "COLUMNS",
    "LINES",
  ]

  /// As git has them: `less` shows colours, ends at the end of one page and leaves it standing. No
  /// program can be started from within it.
  private var environment: [String: String] {
    let own = ProcessSetup.environment.filter { name, _ in
      Self.passed.contains(name)
        || ["LC_", "LESS", "MORE", "LV", "BAT_"].contains {
          name.hasPrefix($0)
        }
    }
    return ["LESS": "FRX", "LV": "-c"].merging(own) { $1 }.merging(["LESSSECURE": "1"]) { $1 }
  }

  /// False where it could not be started, or failed before it read anything.
  private func run(with text: String) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (reading, writing) = (ends[0], ends[1])
    defer { close(reading) }
    let bytes = Array(text.utf8)
    let begun = begin(bytes, to: writing)
    let child = ForegroundChild(
      words: command, environment: environment, outside: outside, input: reading)
    let end = child.run {
      // It may be stopped, or read no further, while there is more to write.
      DispatchQueue(label: "crmsh.pager-input").async {
        // A reader who leaves early wants no more of it.
        _ = PatientTransfer.write(bytes[begun...], to: writing)
        close(writing)
      }
    }
    switch end {
    case .exited(0), .givenUp: return true
    case .exited, .killed: return outside.isEnding || unread(from: reading) < begun
    case .notRun:
      close(writing)
      return false
    }
  }

  /// Writes as much as the pipe holds, so that it is seen whether a reader took any of it; how many
  /// bytes that were.
  private func begin(_ bytes: [UInt8], to writing: Int32) -> Int {
    let flags = fcntl(writing, F_GETFL)
    _ = fcntl(writing, F_SETFL, flags | O_NONBLOCK)
    defer { _ = fcntl(writing, F_SETFL, flags) }
    return max(0, PatientTransfer.part(of: bytes[...], to: writing))
  }

  private func unread(from reading: Int32) -> Int {
    var count: Int32 = 0
    return ioctl(reading, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }
}
