/// Tells a run to come to an end: first with the calls in flight, then without them.
package actor RunStop {
  private(set) var isRaised = false
  private(set) var isAbandoned = false
  private var waiting: [Int: @Sendable () -> Void] = [:]
  private var inFlight: [Int: @Sendable () -> Void] = [:]
  private var next = 0

  /// The exit code of a run that is stopped, 128 + the signal that asked for it.
  let exitCode: @Sendable () async -> Int32

  /// `exitCode` is asked when the run is over; ^C where nobody says.
  package init(exitCode: @escaping @Sendable () async -> Int32 = { 130 }) {
    self.exitCode = exitCode
  }

  /// Nothing new is sent; what is in flight is awaited.
  package func raise() {
    isRaised = true
    for cancel in waiting.values { cancel() }
  }

  /// What is in flight is awaited no longer: its effect is settled when the run is gone on with.
  package func abandon() {
    raise()
    isAbandoned = true
    for cancel in inFlight.values { cancel() }
  }

  /// Runs what a stop ends at once, such as waiting for a turn; `stopped` where there was one before.
  func waiting<Value: Sendable>(
    else stopped: Value, _ body: @escaping @Sendable () async -> Value
  ) async -> Value {
    guard !isRaised else { return stopped }
    let task = Task { await body() }
    next += 1
    let number = next
    waiting[number] = { task.cancel() }
    let value = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    waiting[number] = nil
    return value
  }

  /// Runs what only a second stop ends, such as an exchange.
  func flying<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Value {
    let task = Task { await body() }
    next += 1
    let number = next
    if isAbandoned { task.cancel() }
    inFlight[number] = { task.cancel() }
    let value = await task.value
    inFlight[number] = nil
    return value
  }
}
