import Glibc

/// A program run as a shell runs a job: in a process group of its own in the terminal's foreground,
/// so that `^C`, `^\` and `^Z` reach it alone, with every signal as a new program finds it.
struct ForegroundChild {
  /// What became of it.
  enum End {
    case exited(Int32)
    case killed(Int32)
    /// It was told to end; by now it has, or does so unseen.
    case givenUp
    /// The system's reason not to start it.
    case notRun(Int32)
  }

  /// The program, looked for in `PATH`, and what it is given.
  let words: [String]
  let environment: [String: String]
  let outside: OutsideProgram
  /// What it reads as its standard input; nil: what this program has.
  var input: Int32?

  /// Runs it to its end, `started` called as soon as it runs; then the terminal is as it was. Where it is
  /// stopped this process stops with it, and goes on with it.
  func run(started: () -> Void = {}) -> End {
    outside.begin()
    defer { outside.ended() }
    var loan = TerminalLoan()
    var child = pid_t()
    let code = spawn(&child, inGroup: loan.isJob)
    // A program that could not be run may have had the terminal all the same.
    defer { loan.takeBack() }
    guard code == 0 else { return .notRun(code) }
    outside.began(child, target: loan.isJob ? -child : child)
    loan.lend(to: child)
    started()
    while true {
      switch outside.next() {
      case .stopped(let signal): stop(child, by: signal, &loan)
      case .exited(let status): return outside.isEnding ? .givenUp : .exited(status)
      case .killed(let signal):
        loan.takeBack()
        loan.resetScreen()
        return outside.isEnding ? .givenUp : .killed(signal)
      case .givenUp: return .givenUp
      }
    }
  }

  private func stop(_ child: pid_t, by signal: Int32, _ loan: inout TerminalLoan) {
    if signal == SIGTTIN || signal == SIGTTOU, loan.isJob {
      // It looked for the terminal before that was its own; by now it may be.
      loan.lend(to: child)
    } else if !outside.isEnding {
      loan.stopWithout(child) { outside.isEnding }
    }
    kill(loan.isJob ? -child : child, SIGCONT)
  }

  private func spawn(_ child: inout pid_t, inGroup: Bool) -> Int32 {
    var attributes = posix_spawnattr_t()
    let code = posix_spawnattr_init(&attributes)
    guard code == 0 else { return code }
    defer { posix_spawnattr_destroy(&attributes) }
    var actions = posix_spawn_file_actions_t()
    let made = posix_spawn_file_actions_init(&actions)
    guard made == 0 else { return made }
    defer { posix_spawn_file_actions_destroy(&actions) }
    // In the foreground before its first step: a key pressed at sight of it is its own. It needs the
    // terminal for that, which what it is to read may take the place of.
    if inGroup { _ = Self.takesTerminal?(&actions, STDIN_FILENO) }
    if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
    // An event loop's descriptors are not closed by the system.
    _ = Self.closesFrom?(&actions, STDERR_FILENO + 1)
    // What this program blocks and ignores, another must get.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags | (inGroup ? POSIX_SPAWN_SETPGROUP : 0)))
    let arguments = words.map { strdup($0) } + [nil]
    let values = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + values { free(text) } }
    return posix_spawnp(&child, words[0], &actions, &attributes, arguments, values)
  }

  private typealias DescriptorAction =
    @convention(c) (
      UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32
    ) -> Int32

  /// The action that makes a new program's group the terminal's foreground: in glibc from 2.35 on, and in
  /// no header that Swift sees. Without it the terminal is lent a moment after the start.
  private static let takesTerminal = action("posix_spawn_file_actions_addtcsetpgrp_np")

  /// The action that closes a descriptor and all behind it: in glibc from 2.34 on.
  private static let closesFrom = action("posix_spawn_file_actions_addclosefrom_np")

  private static func action(_ name: String) -> DescriptorAction? {
    dlsym(nil, name).map { unsafeBitCast($0, to: DescriptorAction.self) }
  }
}
