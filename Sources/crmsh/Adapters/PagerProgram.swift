import CRMShell
import Dispatch
import Glibc

/// The user's own pager, `$CRMSH_PAGER` or `$PAGER`, else `less`, for what a line printed.
///
/// No line, script or answer of a server can name it or make it run: it is started for what somebody
/// typed at a terminal alone. No shell reads the command; it is split at blanks.
struct PagerProgram: Pager {
  private let command: [String]
  private let signals: Signals

  /// Nil where a variable says that none is wanted, or the terminal can't move its cursor.
  init?(_ signals: Signals) {
    let term = ProcessSetup.environment("TERM") ?? "dumb"
    let named = Self.variable("CRMSH_PAGER") ?? Self.variable("PAGER") ?? "less"
    command = named.split(separator: " ").map(String.init)
    self.signals = signals
    guard let first = command.first, first != "cat", term != "dumb",
      isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1
    else { return nil }
  }

  var program: String { command.first ?? "" }

  /// Waits on a thread of its own: the pager holds one for as long as it is open.
  func show(_ text: String) async -> Bool {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: run(with: text)) }
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

  /// False where it could not be started.
  private func run(with text: String) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var modes = termios()
    let hasModes = tcgetattr(STDIN_FILENO, &modes) == 0
    let started = start(reading: ends[0])
    close(ends[0])
    guard let child = started else {
      close(ends[1])
      return false
    }
    signals.lend(terminalTo: child)
    defer { signals.lend(terminalTo: nil) }
    // A reader who leaves early wants no more of it: SIGPIPE is ignored here.
    write(text, to: ends[1])
    close(ends[1])
    wait(for: child)
    // A `^C` that ended it comes here a moment later, and was not meant for the line.
    usleep(50_000)
    if hasModes { tcsetattr(STDIN_FILENO, TCSADRAIN, &modes) }
    return true
  }

  private func start(reading input: Int32) -> pid_t? {
    var attributes = posix_spawnattr_t()
    var actions = posix_spawn_file_actions_t()
    guard posix_spawnattr_init(&attributes) == 0 else { return nil }
    defer { posix_spawnattr_destroy(&attributes) }
    guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    // What this program blocks and ignores, a pager must get.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words = command.map { strdup($0) } + [nil]
    let values = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + values { free(text) } }
    var child = pid_t()
    let code = posix_spawnp(&child, command[0], &actions, &attributes, words, values)
    return code == 0 ? child : nil
  }

  private func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Waits for the end; where the pager is stopped by `^Z`, this process stops with it.
  private func wait(for child: pid_t) {
    var status: Int32 = 0
    while true {
      let found = waitpid(child, &status, WUNTRACED)
      if found < 0, errno == EINTR { continue }
      guard found == child, status & 0xFF == 0x7F else { return }
      kill(getpid(), SIGSTOP)
      kill(child, SIGCONT)
    }
  }
}
