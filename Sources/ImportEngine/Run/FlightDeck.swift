/// Carries what is under way beside a run, and hands over what came of it.
///
/// A port, so that a simulation says in which order things come to an end.
package protocol FlightDeck: Sendable {
  /// Begins something.
  func launch(_ body: @escaping @Sendable () async -> Landing) async
  /// Waits for the next thing that comes to its end. To be asked once for each that was begun.
  func next() async -> Landing
}

/// What came to its end.
package enum Landing: Sendable {
  /// A call has its turn, or gets none.
  case turn(ImportRun.Intent, Turn)
  /// An exchange is over.
  case answer(ImportRun.Intent, Outcome)
}

/// Everything begins at once, and comes to its end when it does.
package actor ConcurrentDeck: FlightDeck {
  private var landed: [Landing] = []
  private var waiting: CheckedContinuation<Landing, Never>?

  package init() {}

  /// Begins something as a task of its own.
  package func launch(_ body: @escaping @Sendable () async -> Landing) {
    Task { land(await body()) }
  }

  /// What came to its end first.
  package func next() async -> Landing {
    if !landed.isEmpty { return landed.removeFirst() }
    return await withCheckedContinuation { waiting = $0 }
  }

  private func land(_ landing: Landing) {
    if let waiting {
      self.waiting = nil
      waiting.resume(returning: landing)
    } else {
      landed.append(landing)
    }
  }
}
