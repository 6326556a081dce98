import Glibc
import Synchronization

/// The way into the editing thread: a queue, and a pipe that wakes whoever polls its read end.
final class Mailbox: Sendable {
  private struct State {
    var messages: [EditorMessage] = []
    var isClosed = false
    var waiters: [@Sendable () -> Void] = []
  }

  /// Readable while messages wait.
  let wakeDescriptor: Int32
  private let writeEnd: Int32
  private let state = Mutex(State())

  /// Opens the pipe.
  init() throws(LineEditorFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .system(errno: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    wakeDescriptor = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(wakeDescriptor)
    close(writeEnd)
  }

  /// Leaves a message; false when nobody will read it any more.
  @discardableResult
  func send(_ message: EditorMessage) -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      state.messages.append(message)
      // A full pipe wakes as well as a new byte does.
      var byte: UInt8 = 1
      write(writeEnd, &byte, 1)
      return true
    }
  }

  /// Takes all messages, in the order they were sent.
  func drain() -> [EditorMessage] {
    state.withLock { state in
      var bytes = [UInt8](repeating: 0, count: 256)
      while read(wakeDescriptor, &bytes, bytes.count) > 0 {}
      defer { state.messages = [] }
      return state.messages
    }
  }

  /// Refuses further messages and returns those nobody read.
  func closeDown() -> [EditorMessage] {
    let (rest, waiters) = state.withLock { state in
      state.isClosed = true
      defer {
        state.messages = []
        state.waiters = []
      }
      return (state.messages, state.waiters)
    }
    for waiter in waiters { waiter() }
    return rest
  }

  /// Calls back once the editing thread has restored the terminal.
  func whenClosed(_ action: @escaping @Sendable () -> Void) {
    let isClosed = state.withLock { state in
      if !state.isClosed { state.waiters.append(action) }
      return state.isClosed
    }
    if isClosed { action() }
  }
}
