import CRMShell
import Dispatch
import Glibc
import LineEditing
import Synchronization

/// What signals act on: the line being run, else the line being edited.
final class Signals: Sendable {
  private struct State {
    /// Cancels the line being run; nil where none is.
    var cancel: (@Sendable () -> Void)?
    var editor: LineEditor?
    /// The terminal's modes while something is read from it without the editor.
    var modes: [PlainModes] = []
    /// What `^C` does while nothing runs and nothing is edited.
    var idle: (@Sendable () -> Void)?
    /// Whether a line is waited for, so that nothing is about to run.
    var isAwaiting = false
    /// Whether `^C` came when a line was about to run.
    var isStopped = false
    /// The signal that asked the process to end.
    var ending: Int32?
    /// How many signals the line being run has had.
    var count = 0
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "crmsh.signals")
  /// What is told to those who are asked in their turn, in the order the signals came.
  private let telling: AsyncStream<@Sendable () async -> Void>.Continuation

  /// Takes no signal yet.
  init() {
    let (orders, telling) = AsyncStream.makeStream(of: (@Sendable () async -> Void).self)
    self.telling = telling
    Task { for await order in orders { await order() } }
  }

  deinit { telling.finish() }

  /// Takes the signals over, for as long as the caller holds the source; to be called before anything
  /// else starts.
  func listen() -> (any DispatchSourceRead)? {
    var numbers = [SIGINT] + Self.endings
    if isatty(STDIN_FILENO) == 1 { numbers += [SIGWINCH, SIGCONT, SIGTSTP] }
    guard let pipe = SignalPipe.open(for: numbers) else { return nil }
    let source = DispatchSource.makeReadSource(fileDescriptor: pipe, queue: queue)
    source.setEventHandler { [weak self] in
      for number in SignalPipe.drain() { self?.received(number) }
    }
    source.resume()
    return source
  }

  /// Those that end a process which knows nothing of them, or mean to end it: it ends in order.
  private static let endings: [Int32] =
    [
      SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGPWR,
      SIGIO,
      SIGSTKFLT,
    ] + realTime
  /// `SIGRTMIN` to `SIGRTMAX`, which are macros; those before are the C library's own.
  private static let realTime = Array(Int32(34)...64)

  /// A program that has the terminal in our place.
  let outside = OutsideProgram()

  /// What a second `^C` does.
  let interrupts = Interrupts()

  func use(_ editor: LineEditor) { state.withLock { $0.editor = editor } }

  /// The modes of a terminal from which something is read without the editor.
  func use(_ modes: PlainModes) { state.withLock { $0.modes.append(modes) } }

  /// `^C` that was read as a key, in place of an answer.
  func interruptTyped() { received(SIGINT) }

  /// The terminal went away, and nobody said so: as if a hang-up had.
  func terminalLost() { received(SIGHUP) }

  /// What `^C` does while nothing runs, where lines can't be edited.
  func whenIdle(_ action: @escaping @Sendable () -> Void) {
    state.withLock { $0.idle = action }
  }

  /// A line is waited for: what came until now was meant for none that is to run.
  func awaitLine() { state.withLock { ($0.isAwaiting, $0.isStopped) = (true, false) } }

  /// The line that was waited for is there, and about to run: `^C` is meant for it.
  func lineEnded() { state.withLock { $0.isAwaiting = false } }

  /// The signal that asked the process to end, as an exit code.
  var exitCode: Int32? { state.withLock { $0.ending }.map { 128 + $0 } }

  /// Runs work that `^C` cancels; it is cancelled from the start where that came between Enter and now.
  func cancellable<Value: Sendable>(
    _ work: @escaping @Sendable () async -> Value
  ) async -> Value {
    let task = state.withLock { state in
      let isStopped = state.isStopped || state.ending != nil
      let task = Task {
        if isStopped { withUnsafeCurrentTask { $0?.cancel() } }
        return await work()
      }
      state.cancel = { task.cancel() }
      (state.count, state.isStopped) = (isStopped ? 1 : 0, false)
      return task
    }
    let value = await task.value
    state.withLock { $0.cancel = nil }
    return value
  }

  private func received(_ number: Int32) {
    // What a key asks of the program in the foreground is not asked of us meanwhile.
    if [SIGINT, SIGTSTP, SIGCONT].contains(number), outside.isRunning { return }
    let isEnd = Self.endings.contains(number)
    if isEnd { outside.end(by: number) }
    let state = state.withLock { state in
      if isEnd { state.ending = number }
      if isEnd || number == SIGINT { state.count += 1 }
      if number == SIGINT, state.cancel == nil, !state.isAwaiting { state.isStopped = true }
      return state
    }
    if isEnd || number == SIGINT, state.count > 1, state.cancel != nil {
      telling.yield { [interrupts] in await interrupts.again() }
    }
    switch number {
    case SIGINT: interrupt(state)
    case _ where isEnd: end(by: number, state)
    case SIGWINCH: state.editor?.resized()
    case SIGCONT:
      state.editor?.resumed()
      for modes in state.modes { modes.resume() }
    default:
      // Who is to end does not stop on the way, nor does what nobody could continue.
      guard state.ending == nil, !TerminalOwner.isAbandoned else { return }
      for modes in state.modes { modes.handBack() }
      if let editor = state.editor { editor.suspend() } else { raise(SIGSTOP) }
    }
  }

  private func interrupt(_ state: State) {
    if state.count == 1, state.cancel != nil {
      telling.yield { [interrupts] in await interrupts.begin() }
    }
    // The work may be waiting for an answer at the terminal: the question is given up too.
    state.cancel?()
    state.editor?.interrupt(questionsOnly: !state.isAwaiting)
    if state.isAwaiting, state.editor == nil { state.idle?() }
  }

  private func end(by number: Int32, _ state: State) {
    for modes in state.modes { modes.handBack() }
    if state.cancel == nil, state.editor == nil { exit(128 + number) }
    telling.yield { [interrupts] in
      // What is cancelled asks for the code of its end.
      await interrupts.ends(with: 128 + number)
      if state.count == 1 { await interrupts.begin() }
      state.cancel?()
      state.editor?.terminate()
    }
  }
}
