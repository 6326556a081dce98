import Glibc
import LineEditing

/// The terminal, lent to another program and taken back: its foreground and its modes.
struct TerminalLoan {
  /// Whether the terminal is this program's to lend: it is the one that runs in its foreground.
  let isJob: Bool
  private let group = getpgrp()
  /// The modes before, which come back whatever the other program left.
  private let modes: termios?
  /// Those the other one had when it was stopped.
  private var othersModes: termios?

  /// Takes down how the terminal is.
  init() {
    isJob = tcgetpgrp(STDIN_FILENO) == group
    modes = Self.modesNow
  }

  /// Makes a program's group, called as the program is, the terminal's foreground.
  mutating func lend(to child: pid_t) {
    guard isJob else { return }
    Self.setForeground(child)
    if let modes = othersModes { Self.set(modes) }
    othersModes = nil
  }

  /// Takes the terminal back, with its modes.
  func takeBack() {
    if isJob { Self.setForeground(group) }
    if let modes { Self.set(modes) }
  }

  /// Stops this process, once, where a program it lent the terminal to has been stopped, and lends the
  /// terminal anew when it is continued in the foreground, or is to end.
  mutating func stopWithout(_ child: pid_t, until isEnding: () -> Bool) {
    // The child goes on at once then: it is told to behind this.
    guard !TerminalOwner.isAbandoned else { return }
    othersModes = Self.modesNow
    takeBack()
    repeat {
      // Whoever started this in the same group stops too, as with any key that stops.
      if isJob { kill(-group, SIGTSTP) }
      raise(SIGSTOP)
      // What continued it may be on its way to end it.
      usleep(Self.moment)
      // Continued in the background there is nothing to do yet.
    } while isJob && !isEnding() && ![group, -1].contains(tcgetpgrp(STDIN_FILENO))
    lend(to: child)
  }

  /// Microseconds in which a signal that came is seen.
  private static let moment: UInt32 = 50_000

  /// Undoes what a program may have asked of the terminal and had no time to take back: another
  /// screen, the mouse, marked pastes, other keys, colours, a hidden cursor.
  func resetScreen() {
    guard let term = ProcessSetup.environment("TERM"), term != "dumb", isatty(STDOUT_FILENO) == 1
    else { return }
    let text =
      "\u{1B}[?1049l\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1003l\u{1B}[?1004l\u{1B}[?1006l"
      + "\u{1B}[?2004l\u{1B}[?1l\u{1B}>\u{1B}[?25h\u{1B}[0m\u{1B}[999;1H\n"
    _ = write(STDOUT_FILENO, text, text.utf8.count)
  }

  private static var modesNow: termios? {
    var modes = termios()
    return tcgetattr(STDIN_FILENO, &modes) == 0 ? modes : nil
  }

  private static func set(_ modes: termios) {
    var modes = modes
    unstopped { tcsetattr(STDIN_FILENO, TCSADRAIN, &modes) }
  }

  private static func setForeground(_ group: pid_t) {
    unstopped { tcsetpgrp(STDIN_FILENO, group) }
  }

  /// Does what a process in the background would be stopped for.
  private static func unstopped(_ action: () -> Int32) {
    var blocked = sigset_t()
    var before = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGTTOU)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    // A terminal that is gone is nobody's any more.
    _ = action()
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
