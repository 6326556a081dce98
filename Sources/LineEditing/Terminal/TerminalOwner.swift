import Glibc

/// Whose a terminal is.
package enum TerminalOwner {
  /// Whether this process may write to it and set its modes: it is in the foreground, or the terminal is not
  /// the process's own and has no foreground to wait for.
  package static func isThisProcess(of terminal: Int32) -> Bool {
    let group = tcgetpgrp(terminal)
    return group < 0 || group == getpgrp()
  }
}
