import Glibc
import Synchronization

/// The modes of a terminal whose own line mode edits, while a line is read from it: `^C` ends the line
/// as Enter does, and so keeps its place among the lines.
///
/// As a signal it arrives by another way, and may overtake the line behind it or come after that.
package final class PlainModes: Sendable {
  /// The last byte of a line that `^C` ended.
  static let interrupt: UInt8 = 0x03

  private struct State {
    /// Whether a line is being read.
    var isReading = false
    /// The modes before; nil while those stand.
    var before: termios?
  }

  private let input: Int32
  private let state = Mutex(State())

  /// Of a terminal on a descriptor, which stays the caller's.
  package init(input: Int32 = STDIN_FILENO) { self.input = input }

  /// Reading begins, or is about to: from the prompt on `^C` is a key.
  package func begin() {
    state.withLock { state in
      // Where the process is about to stop in between, the modes stay handed back until it goes on.
      if !state.isReading { apply(&state) }
      state.isReading = true
    }
  }

  /// Reading is over: `^C` is a signal again.
  func end() {
    state.withLock { state in
      state.isReading = false
      restore(&state)
    }
  }

  /// The process is about to stop or to end: the terminal's modes are as before.
  package func handBack() { state.withLock { restore(&$0) } }

  /// The process was continued; where a line is being read it goes on with that.
  package func resume() {
    state.withLock { state in
      if state.isReading, tcgetpgrp(input) == getpgrp() { apply(&state) }
    }
  }

  private func apply(_ state: inout State) {
    var modes = termios()
    guard state.before == nil, tcgetattr(input, &modes) == 0,
      modes.c_lflag & tcflag_t(ICANON | ISIG) == tcflag_t(ICANON | ISIG)
    else { return }
    state.before = modes
    withUnsafeMutableBytes(of: &modes.c_cc) { characters in
      guard characters[Int(VINTR)] == Self.interrupt else { return }
      (characters[Int(VINTR)], characters[Int(VEOL)]) = (0, Self.interrupt)
    }
    tcsetattr(input, TCSANOW, &modes)
  }

  private func restore(_ state: inout State) {
    guard var modes = state.before else { return }
    state.before = nil
    tcsetattr(input, TCSANOW, &modes)
  }
}
