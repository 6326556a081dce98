/// What a further `^C` does while a line is already coming to its end. The first one cancels the line.
package actor Interrupts {
  /// 128 + the signal that cancels the line; of ^C until another one is told.
  private(set) var exitCode: Int32 = 130
  private var handler: (@Sendable () async -> Void)?

  package init() {}

  /// Sets what a second `^C` does; nil: nothing.
  func onSecond(_ action: (@Sendable () async -> Void)?) { handler = action }

  /// Tells which exit code a signal asks for; before it cancels anything.
  package func ends(with code: Int32) { exitCode = code }

  /// The second `^C`, or a later one.
  package func again() async { await handler?() }
}
