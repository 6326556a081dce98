import Dispatch
import Glibc
import Synchronization

/// A program that has the terminal in this one's place, as signals see it: those of keys are its own,
/// and what ends this program ends that one first.
final class OutsideProgram: Sendable {
  /// What becomes of it.
  enum Change: Sendable {
    case stopped(by: Int32)
    case exited(status: Int32)
    case killed(by: Int32)
    /// It was told to end, and did not within a while.
    case givenUp
  }

  private struct State {
    var isRunning = false
    /// Where its signals go: its process, or its group as a negative number.
    var target: pid_t?
    /// What it was told to end by.
    var ending: Int32?
    var changes = Changes()
  }

  private let state = Mutex(State())

  /// Whether signals of the terminal are not for this program.
  var isRunning: Bool { state.withLock { $0.isRunning } }

  /// Whether it was told to end.
  var isEnding: Bool { state.withLock { $0.ending != nil } }

  /// It is about to be started.
  func begin() {
    state.withLock { state in (state.isRunning, state.changes) = (true, Changes()) }
  }

  /// It was started as a process; its signals go to `target`.
  func began(_ process: pid_t, target: pid_t) {
    let (changes, ending) = state.withLock { state in
      state.target = target
      return (state.changes, state.ending)
    }
    DispatchQueue(label: "crmsh.outside-program").async { changes.watch(process) }
    if let ending { end(by: ending) }
  }

  /// The terminal is this program's again.
  func ended() { state.withLock { state in (state.isRunning, state.target) = (false, nil) } }

  /// Waits for the next change.
  func next() -> Change { state.withLock { $0.changes }.next() }

  /// Asks it to end, where it runs: it has a while to save what it holds.
  func end(by signal: Int32) {
    let (target, changes) = state.withLock { state in
      state.ending = signal
      return (state.target, state.changes)
    }
    guard let target else { return }
    // Nobody wants the core of an editor: only a hang-up is told as what it is.
    kill(target, signal == SIGHUP ? SIGHUP : SIGTERM)
    kill(target, SIGCONT)
    let clock = DispatchQueue(label: "crmsh.outside-program.patience")
    clock.asyncAfter(deadline: .now() + Self.patience) { changes.add(.givenUp) }
  }

  private static let patience = 2.0
}

/// What became of a process, one change after another.
private final class Changes: Sendable {
  private let waiting = Mutex<[OutsideProgram.Change]>([])
  private let count = DispatchSemaphore(value: 0)

  func add(_ change: OutsideProgram.Change) {
    waiting.withLock { $0.append(change) }
    count.signal()
  }

  func next() -> OutsideProgram.Change {
    count.wait()
    return waiting.withLock { $0.removeFirst() }
  }

  /// Tells every change of a child until its end.
  func watch(_ process: pid_t) {
    var status: Int32 = 0
    while true {
      let found = waitpid(process, &status, WUNTRACED)
      if found < 0, errno == EINTR { continue }
      guard found == process else { return add(.givenUp) }
      // As wait(2) lays a status out: what ended or stopped it below, with what above.
      let value = status >> 8 & 0xFF
      switch status & 0x7F {
      case 0x7F: add(.stopped(by: value))
      case 0: return add(.exited(status: value))
      case let signal: return add(.killed(by: signal))
      }
    }
  }
}
