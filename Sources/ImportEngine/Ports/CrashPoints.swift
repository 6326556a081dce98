/// A place around a durable step of an import at which the process may die.
package enum CrashLabel: String, CaseIterable, Sendable {
  case beginBefore = "begin.before"
  case beginAfter = "begin.after"
  case intentBefore = "intent.before"
  case intentAfter = "intent.after"
  case sendBefore = "send.before"
  case sendAfter = "send.after"
  case outcomeBefore = "outcome.before"
  case outcomeAfter = "outcome.after"
  case settleBefore = "settle.before"
  case settleAfter = "settle.after"
  case capabilityBefore = "capability.before"
  case capabilityAfter = "capability.after"
  case closeBefore = "close.before"
  case closeAfter = "close.after"
}

/// Told of every such place as it is reached; what a crash test does there is its own affair.
package protocol CrashPoints: Sendable {
  /// May not return.
  func reach(_ label: CrashLabel)
}
