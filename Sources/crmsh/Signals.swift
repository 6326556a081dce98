import CRMShell
import Dispatch
import Glibc
import LineEditing
import Synchronization

/// What signals act on: the line being run, else the line being edited.
final class Signals: Sendable {
  private struct State {
    var work: Task<Void, Never>?
    var editor: LineEditor?
    /// What `^C` does while nothing runs and nothing is edited.
    var idle: (@Sendable () -> Void)?
    /// The signal that asked the process to end.
    var ending: Int32?
    /// How many signals the line being run has had.
    var count = 0
    /// The program that has the terminal.
    var child: pid_t?
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "crmsh.signals")

  /// Takes the signals over, for as long as the caller holds the sources; to be called before
  /// anything else starts.
  func listen() -> [any DispatchSourceSignal] {
    var numbers = [SIGINT, SIGTERM, SIGHUP]
    if isatty(STDIN_FILENO) == 1 { numbers += [SIGWINCH, SIGCONT, SIGTSTP] }
    return numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { [weak self] in self?.received(number) }
      source.resume()
      return source
    }
  }

  /// What a second `^C` does.
  let interrupts = Interrupts()

  func use(_ editor: LineEditor) { state.withLock { $0.editor = editor } }

  /// What `^C` does while nothing runs, where lines can't be edited.
  func whenIdle(_ action: @escaping @Sendable () -> Void) {
    state.withLock { $0.idle = action }
  }

  /// The signal that asked the process to end, as an exit code.
  var exitCode: Int32? { state.withLock { $0.ending }.map { 128 + $0 } }

  /// Runs work that `^C` cancels.
  func cancellable<Value: Sendable>(
    _ work: @escaping @Sendable () async -> Value
  ) async -> Value {
    let task = Task { await work() }
    let handle = Task {
      await withTaskCancellationHandler {
        _ = await task.value
      } onCancel: {
        task.cancel()
      }
    }
    state.withLock { ($0.work, $0.count) = (handle, 0) }
    let value = await task.value
    state.withLock { $0.work = nil }
    return value
  }

  /// Says which program has the terminal: until it is told that none has any more, what is typed for
  /// signals is for that one alone.
  func lend(terminalTo child: pid_t?) { state.withLock { $0.child = child } }

  private func received(_ number: Int32) {
    if let child = state.withLock({ $0.child }) {
      guard [SIGTERM, SIGHUP].contains(number) else { return }
      kill(child, number)
    }
    let isEnding = [SIGINT, SIGTERM, SIGHUP].contains(number)
    let (work, editor, count) = state.withLock { state -> (Task<Void, Never>?, LineEditor?, Int) in
      if number == SIGTERM || number == SIGHUP { state.ending = number }
      if isEnding { state.count += 1 }
      return (state.work, state.editor, state.count)
    }
    if isEnding, count > 1, work != nil { Task { await interrupts.again() } }
    switch number {
    case SIGINT:
      if count == 1, work != nil { Task { await interrupts.begin() } }
      // The work may be waiting for an answer at the terminal: the question is given up too.
      work?.cancel()
      editor?.interrupt(questionsOnly: work != nil)
      if work == nil, editor == nil { state.withLock { $0.idle }?() }
    case SIGTERM, SIGHUP:
      if work == nil, editor == nil { exit(128 + number) }
      Task {
        // What is cancelled asks for the code of its end.
        await interrupts.ends(with: 128 + number)
        if count == 1 { await interrupts.begin() }
        work?.cancel()
        editor?.terminate()
      }
    case SIGWINCH: editor?.resized()
    case SIGCONT: editor?.resumed()
    default:
      if let editor { editor.suspend() } else { raise(SIGSTOP) }
    }
  }
}
