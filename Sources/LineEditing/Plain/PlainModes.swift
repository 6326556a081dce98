import Glibc
import Synchronization

/// The modes of a terminal whose own line mode edits, while something is read from it.
///
/// While a line is read `^C` ends it as Enter does, and so keeps its place among the lines: as a signal it
/// arrives by another way, and may overtake the line behind it or come after that. While a secret is read
/// nothing that is typed is shown.
package final class PlainModes: Sendable {
  /// What is read.
  package enum Purpose: Sendable {
    case lines
    case secret
  }

  /// Whose the terminal is.
  enum Standing {
    /// This process's, with the modes that are wanted, and it was before.
    case ours
    /// This process's again, after it was another's: only now the modes are as wanted.
    case regained
    /// Another's: the process stands in the background, or is about to stop.
    case elsewhere
    /// Nobody's: it is gone.
    case lost
  }

  /// The last byte of a line that `^C` ended.
  static let interrupt: UInt8 = 0x03

  /// Microseconds after which it is looked anew whose the terminal is.
  static let moment: UInt32 = 50_000

  private struct State {
    /// Whether something is being read.
    var isReading = false
    /// Whether the process is about to stop or to end.
    var isHandedBack = false
    /// The modes before; nil while those stand.
    var before: termios?
  }

  private let input: Int32
  private let purpose: Purpose
  private let ended: @Sendable () -> Void
  private let state = Mutex(State())

  /// Of a terminal on a descriptor, which stays the caller's; `ended` is called where something was read,
  /// before `^C` is a signal again.
  package init(
    input: Int32 = STDIN_FILENO, _ purpose: Purpose = .lines,
    ended: @escaping @Sendable () -> Void = {}
  ) {
    self.input = input
    self.purpose = purpose
    self.ended = ended
  }

  /// Reading begins, or is about to: from the prompt on `^C` is a key. False where the terminal does not
  /// take the modes.
  @discardableResult
  package func begin() -> Bool {
    state.withLock { state in
      state.isReading = true
      // Where the process is about to stop in between, the modes stay handed back until it goes on.
      return state.isHandedBack || apply(&state)
    }
  }

  /// Reading is over: `^C` is a signal again.
  func end() {
    ended()
    state.withLock { state in
      state.isReading = false
      restore(&state)
    }
  }

  /// The process is about to stop or to end: the terminal's modes are as before.
  package func handBack() {
    state.withLock { state in
      state.isHandedBack = true
      restore(&state)
    }
  }

  /// The process was continued; where something is being read it goes on with that. A secret's reader
  /// looks by itself, since it has to ask anew.
  package func resume() {
    state.withLock { state in
      state.isHandedBack = false
      if state.isReading, purpose == .lines, isInForeground { _ = apply(&state) }
    }
  }

  /// Whose the terminal is now, while something is read; takes it where it is this process's again. Whoever
  /// was continued in the background is not told that it comes to the foreground.
  func settle() -> Standing {
    state.withLock { state in
      guard !state.isHandedBack, isInForeground else { return .elsewhere }
      let isRegained = state.before == nil
      guard apply(&state) else { return .lost }
      return isRegained && state.before != nil ? .regained : .ours
    }
  }

  private var isInForeground: Bool { TerminalOwner.isThisProcess(of: input) }

  /// Sets the modes that are wanted, unless they are; false where the terminal doesn't take them.
  private func apply(_ state: inout State) -> Bool {
    var modes = termios()
    guard tcgetattr(input, &modes) == 0 else { return false }
    if state.before != nil { return true }
    let before = modes
    switch purpose {
    case .lines:
      guard modes.c_lflag & tcflag_t(ICANON | ISIG) == tcflag_t(ICANON | ISIG) else { return true }
      withUnsafeMutableBytes(of: &modes.c_cc) { characters in
        guard characters[Int(VINTR)] == Self.interrupt else { return }
        (characters[Int(VINTR)], characters[Int(VEOL)]) = (0, Self.interrupt)
      }
      guard tcsetattr(input, TCSANOW, &modes) == 0 else { return false }
    case .secret:
      modes.c_lflag |= tcflag_t(ICANON | ISIG)
      modes.c_lflag &= ~tcflag_t(ECHO | ECHOE | ECHOK | ECHONL)
      modes.c_iflag |= tcflag_t(ICRNL)
      withUnsafeMutableBytes(of: &modes.c_cc) { $0[Int(VSUSP)] = 0 }
      // What was typed before the question is thrown away: nobody answers what they have not seen.
      guard tcsetattr(input, TCSAFLUSH, &modes) == 0 else { return false }
    }
    state.before = before
    return true
  }

  private func restore(_ state: inout State) {
    guard var modes = state.before else { return }
    state.before = nil
    // The rest of a secret is no line to run.
    tcsetattr(input, purpose == .secret ? TCSAFLUSH : TCSANOW, &modes)
  }
}
