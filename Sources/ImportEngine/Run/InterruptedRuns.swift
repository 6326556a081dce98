/// Runs of a portal that never came to an end: a request of theirs may still be under way, so its
/// effect is waited for before anything is read or sent. The portal must be held: then whoever began
/// them is dead.
package struct InterruptedRuns: Sendable {
  private let journal: any RunJournal
  private let clock: any Clock
  private let settings: EngineSettings

  package init(journal: any RunJournal, clock: any Clock, settings: EngineSettings) {
    self.journal = journal
    self.clock = clock
    self.settings = settings
  }

  /// What became of them.
  package enum Ending: Hashable, Sendable {
    /// Every one is closed as interrupted, by number; empty when there was none.
    case closed([Int])
    /// The wait was cancelled; nothing was closed.
    case cancelled
  }

  /// Waits until everything they sent is over and settled, then closes them. `waiting` is told how
  /// many seconds are left.
  package func end(
    of key: PortalKey, waiting: @Sendable (Int64) async -> Void
  ) async throws(JournalFailure) -> Ending {
    let found = try await journal.unfinishedRuns(of: key)
    guard let last = found.map(lastSend).max() else { return .closed([]) }
    let over = last * 1000 + settings.settleMilliseconds
    while clock.wallSeconds * 1000 < over {
      let left = over - clock.wallSeconds * 1000
      await waiting((left + 999) / 1000)
      guard await clock.sleep(milliseconds: min(left, 1000)) else { return .cancelled }
    }
    for run in found {
      try await journal.close(
        run.run, with: .unfinished(.interrupted, at: clock.wallSeconds))
    }
    return .closed(found.map(\.run))
  }

  /// Seconds since 1970 when the last exchange of a run is over; one that has recorded none may be
  /// about to.
  private func lastSend(_ run: UnfinishedRun) -> Int64 {
    run.lastDeadline ?? run.startedAt + (settings.deadlineMilliseconds + 999) / 1000
  }
}
