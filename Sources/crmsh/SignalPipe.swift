import Glibc

/// Signals as bytes of a pipe, in the order they came.
///
/// A dispatch source of a signal loses one now and then: it reads those that wait for the process, and what
/// the main thread was given first is not among them.
enum SignalPipe {
  /// Made before a handler is set, so that the handler only reads it.
  private static let ends: (read: Int32, write: Int32)? = {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    return (ends[0], ends[1])
  }()

  /// Takes signals over; returns what is readable once one came. Nil where the system gives no pipe: the
  /// signals then do what they do to any process.
  static func open(for numbers: [Int32]) -> Int32? {
    guard let ends else { return nil }
    for number in numbers {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { SignalPipe.note($0) }
      action.sa_flags = SA_RESTART
      sigaction(number, &action, nil)
    }
    return ends.read
  }

  /// The signals that came since it was asked last.
  static func drain() -> [Int32] {
    guard let ends else { return [] }
    var signals: [Int32] = []
    var bytes = [UInt8](repeating: 0, count: 64)
    while true {
      let count = read(ends.read, &bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return signals }
      signals += bytes[..<count].map(Int32.init)
    }
  }

  /// Runs within a signal handler, where nothing but a write is allowed.
  private static func note(_ number: Int32) {
    let before = errno
    var byte = UInt8(truncatingIfNeeded: number)
    if let ends { _ = write(ends.write, &byte, 1) }
    errno = before
  }
}
