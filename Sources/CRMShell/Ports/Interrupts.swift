/// What a further `^C` does while a line is already coming to its end. The first one cancels the line.
package actor Interrupts {
  private var handler: (@Sendable () async -> Void)?

  package init() {}

  /// Sets what a second `^C` does; nil: nothing.
  func onSecond(_ action: (@Sendable () async -> Void)?) { handler = action }

  /// The second `^C`, or a later one.
  package func again() async { await handler?() }
}
