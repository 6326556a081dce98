import Synchronization

/// What a further `^C` does while a line is already coming to its end. The first one cancels the line.
package final class Interrupts: Sendable {
  private let handler = Mutex<(@Sendable () -> Void)?>(nil)

  package init() {}

  /// Sets what a second `^C` does; nil: nothing.
  func onSecond(_ action: (@Sendable () -> Void)?) { handler.withLock { $0 = action } }

  /// The second `^C`, or a later one.
  package func again() { handler.withLock { $0 }?() }
}
