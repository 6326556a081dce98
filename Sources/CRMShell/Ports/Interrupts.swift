/// What is said at the first `^C`, which cancels the line, and what a further one does while the line
/// is coming to its end.
package actor Interrupts {
  /// 128 + the signal that cancels the line; of ^C until another one is told.
  private(set) var exitCode: Int32 = 130
  private var first: (@Sendable (Int32) async -> Void)?
  private var handler: (@Sendable () async -> Void)?

  package init() {}

  /// Sets what is done beside cancelling at the first `^C` or signal, told its exit code; nil: nothing.
  func onFirst(_ action: (@Sendable (Int32) async -> Void)?) { first = action }

  /// Sets what a second `^C` does; nil: nothing.
  func onSecond(_ action: (@Sendable () async -> Void)?) { handler = action }

  /// Tells which exit code a signal asks for; before it cancels anything.
  package func ends(with code: Int32) { exitCode = code }

  /// The first `^C`, or another signal.
  package func begin() async { await first?(exitCode) }

  /// The second `^C`, or a later one.
  package func again() async { await handler?() }
}
