import Glibc

/// What the terminal's own line mode must leave to us while a line is typed.
enum LineModes {
  /// Hands `^\`, `^Z` and `^S` on as keys, and `^C` where a command is typed.
  ///
  /// As a key `^C` keeps its place among the others: as a signal it arrives by another way, after keys
  /// that were typed behind it, and took them along with the line. `^\` would end the process with the
  /// terminal in these modes, and in a paste neither it nor `^Z` is a key. libedit puts the modes back
  /// with all others; its quoted insertion brings its own, so that they are set before every key.
  static func apply(to descriptor: Int32, isCommand: Bool) {
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else { return }
    let keys = [VQUIT, VSUSP] + (isCommand ? [VINTR] : [])
    let flow = isCommand ? tcflag_t(IXON) : 0
    let isDone = withUnsafeBytes(of: modes.c_cc) { characters in
      keys.allSatisfy { characters[Int($0)] == 0 }
    }
    if isDone, modes.c_iflag & flow == 0 { return }
    withUnsafeMutableBytes(of: &modes.c_cc) { characters in
      for key in keys { characters[Int(key)] = 0 }
    }
    modes.c_iflag &= ~flow
    tcsetattr(descriptor, TCSANOW, &modes)
  }
}
