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
    /// The terminal's modes where lines can't be edited.
    var modes: PlainModes?
    /// What `^C` does while nothing runs and nothing is edited.
    var idle: (@Sendable () -> Void)?
    /// The signal that asked the process to end.
    var ending: Int32?
    /// How many signals the line being run has had.
    var count = 0
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "crmsh.signals")

  /// Takes the signals over, for as long as the caller holds the source; to be called before anything
  /// else starts.
  func listen() -> (any DispatchSourceRead)? {
    var numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    if isatty(STDIN_FILENO) == 1 { numbers += [SIGWINCH, SIGCONT, SIGTSTP] }
    guard let pipe = SignalPipe.open(for: numbers) else { return nil }
    let source = DispatchSource.makeReadSource(fileDescriptor: pipe, queue: queue)
    source.setEventHandler { [weak self] in
      for number in SignalPipe.drain() { self?.received(number) }
    }
    source.resume()
    return source
  }

  /// A program that has the terminal in our place.
  let outside = OutsideProgram()

  /// What a second `^C` does.
  let interrupts = Interrupts()

  func use(_ editor: LineEditor) { state.withLock { $0.editor = editor } }

  /// The modes of a terminal on which lines can't be edited.
  func use(_ modes: PlainModes) { state.withLock { $0.modes = modes } }

  /// `^C` that was read as a key, in place of an answer.
  func interruptTyped() { received(SIGINT) }

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

  private func received(_ number: Int32) {
    // What a key asks of the program in the foreground is not asked of us meanwhile.
    if [SIGINT, SIGTSTP, SIGCONT].contains(number), outside.isRunning { return }
    let isEnd = [SIGTERM, SIGHUP, SIGQUIT].contains(number)
    if isEnd { outside.end(by: number) }
    let (work, editor, modes, count) = state.withLock { state in
      if isEnd { state.ending = number }
      if isEnd || number == SIGINT { state.count += 1 }
      return (state.work, state.editor, state.modes, state.count)
    }
    if isEnd || number == SIGINT, count > 1, work != nil { Task { await interrupts.again() } }
    switch number {
    case SIGINT:
      if count == 1, work != nil { Task { await interrupts.begin() } }
      // The work may be waiting for an answer at the terminal: the question is given up too.
      work?.cancel()
      editor?.interrupt(questionsOnly: work != nil)
      if work == nil, editor == nil { state.withLock { $0.idle }?() }
    case SIGTERM, SIGHUP, SIGQUIT:
      modes?.handBack()
      if work == nil, editor == nil { exit(128 + number) }
      Task {
        // What is cancelled asks for the code of its end.
        await interrupts.ends(with: 128 + number)
        if count == 1 { await interrupts.begin() }
        work?.cancel()
        editor?.terminate()
      }
    case SIGWINCH: editor?.resized()
    case SIGCONT:
      editor?.resumed()
      modes?.resume()
    default:
      modes?.handBack()
      if let editor { editor.suspend() } else { raise(SIGSTOP) }
    }
  }
}
