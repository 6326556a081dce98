import Glibc

/// Whose a terminal is.
package enum TerminalOwner {
  /// Whether this process may write to it and set its modes: it is in the foreground, or the terminal is not
  /// the process's own and has no foreground to wait for.
  package static func isThisProcess(of terminal: Int32) -> Bool {
    let group = tcgetpgrp(terminal)
    return group < 0 || group == getpgrp()
  }

  /// Whether nobody is there who could continue this process once it has stopped: of those who began it,
  /// group by group, none is a shell of the same session. The kernel leaves such a process running where it
  /// has not taken `SIGTSTP` upon itself; so must one that stops by `SIGSTOP`.
  package static var isAbandoned: Bool {
    let (group, session) = (getpgrp(), getsid(0))
    var process = getpid()
    while let parent = parent(of: process), getsid(parent) == session {
      if getpgid(parent) != group { return false }
      process = parent
    }
    return true
  }

  /// Nil where that is not told, as of the first process.
  private static func parent(of process: pid_t) -> pid_t? {
    guard process != getpid() else { return getppid() }
    guard let file = fopen("/proc/\(process)/stat", "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = fread(&bytes, 1, bytes.count, file)
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    // The name stands in parentheses, and may hold some itself.
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[end...].split(separator: " ")
    return fields.count > 2 ? pid_t(fields[2]) : nil
  }
}
