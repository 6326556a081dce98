import Glibc

/// What the terminal's own line mode must leave to us while a command is typed.
enum CommandModes {
  /// Hands `^C` and `^S` on as keys. As a key `^C` keeps its place among the others: as a signal it
  /// arrives by another way, after keys that were typed behind it, and took them along with the line.
  /// libedit puts the modes back with all others.
  static func apply(to descriptor: Int32) {
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else { return }
    withUnsafeMutableBytes(of: &modes.c_cc) { $0[Int(VINTR)] = 0 }
    modes.c_iflag &= ~tcflag_t(IXON)
    tcsetattr(descriptor, TCSANOW, &modes)
  }
}
