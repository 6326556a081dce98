import ImportModel

/// Calls under way: one that waits to be made durable, and those that were sent.
struct Flights: Sendable {
  private(set) var recording: ImportRun.Intent?
  /// By number.
  private(set) var sent: [Int: ImportRun.Intent] = [:]

  var isEmpty: Bool { recording == nil && sent.isEmpty }

  /// Whom those that were sent name.
  var people: Set<EmailAddress> { Set(sent.values.lazy.flatMap(\.call.people)) }

  /// A call is to be made durable.
  mutating func begin(_ intent: ImportRun.Intent) { recording = intent }

  /// The one that was to be made durable leaves; nil where it was taken back.
  mutating func depart() -> ImportRun.Intent? {
    guard let intent = recall() else { return nil }
    sent[intent.number] = intent
    return intent
  }

  /// Takes back the one that was to be made durable.
  mutating func recall() -> ImportRun.Intent? {
    defer { recording = nil }
    return recording
  }

  /// The call with this number is over.
  mutating func land(_ number: Int) -> ImportRun.Intent? { sent.removeValue(forKey: number) }
}

/// What calls under way hold up.
enum Due: Hashable, Sendable {
  /// A refusal that a read may refute.
  case lookUp(PlannedCall, Reason)
  /// A plan of what is left; whether it was agreed to.
  case plan(isAgreed: Bool)
}

/// Several calls under way at a time: which may be, and what waits for their end.
extension ImportRun {
  /// Whether a call may go beside those under way: none that is to teach something, that takes away,
  /// or that customers hang on; and none that names somebody whom another names, but for joins of
  /// several projects.
  func mayFly(_ call: PlannedCall) -> Bool {
    if flights.isEmpty { return true }
    return flights.sent.count < settings.concurrency && call.isOrdinary
      && flights.sent.values.allSatisfy { $0.call.isOrdinary && $0.call.isApart(from: call) }
  }

  /// What was made durable leaves; then the next one may.
  mutating func departs() -> [Action] {
    // What was recorded when ^C came is sent by nobody: its call has not left.
    guard !isStopping else {
      guard let intent = flights.recall() else { return [] }
      hold(intent.call, Reason(code: stopWord, message: ""))
      let never = Outcome.turnedAway(.unreachable("not sent: the run was stopped"))
      return [.note(intent, never, missing: [])] + advance()
    }
    guard let intent = flights.depart() else { return [] }
    sent += 1
    return [.send(intent)] + advance()
  }

  /// Plans what is left as soon as no call is under way.
  mutating func planAnew(isAgreed: Bool) {
    var isAgreed = isAgreed
    due.removeAll { item in
      guard case .plan(let wasAgreed) = item else { return false }
      isAgreed = isAgreed && wasAgreed
      return true
    }
    due.append(.plan(isAgreed: isAgreed))
  }

  /// Does the first thing that was due.
  mutating func dueNext() -> [Action] {
    switch due.removeFirst() {
    case .lookUp(let call, _) where isStopping:
      // Who stopped it does not wait for a look, nor is one of use where another failed: the journal has
      // the refusal, and it is looked up when the run is gone on with.
      hold(call, Reason(code: stopWord, message: ""))
      return advance()
    case .lookUp(let call, let reason): return read(.refusal(call, reason), scope(of: call))
    case .plan(let isAgreed): return replan(isAgreed: isAgreed)
    }
  }
}

extension PlannedCall {
  /// Whether it may be one of several under way.
  fileprivate var isOrdinary: Bool { !isCanary && !isRemoval && itemOfCustomer == nil }

  /// Whether two calls have nothing to do with each other.
  fileprivate func isApart(from other: PlannedCall) -> Bool {
    let areJoins = [kind, other.kind].allSatisfy { $0 == .join || $0 == .joinClient }
    if areJoins, project != other.project { return true }
    return Set(people).isDisjoint(with: other.people)
  }
}
