package import ImportModel

/// Carries out what an `ImportRun` decides, through the ports.
package struct ImportExecutor: Sendable {
  let service: any PortalService
  let journal: any RunJournal
  let clock: any Clock
  let hash: any ContentHash
  let stop: RunStop
  let progress: @Sendable (Progress) -> Void
  let confirmMore: @Sendable (CallPlan) async -> Bool
  let deck: @Sendable () -> any FlightDeck

  /// `confirmMore` is asked with what is left when that is more than was agreed to; `deck` is
  /// asked for what carries the calls of each run.
  package init(
    service: any PortalService, journal: any RunJournal, clock: any Clock,
    hash: any ContentHash, stop: RunStop = RunStop(),
    progress: @escaping @Sendable (Progress) -> Void,
    confirmMore: @escaping @Sendable (CallPlan) async -> Bool,
    deck: @escaping @Sendable () -> any FlightDeck = { ConcurrentDeck() }
  ) {
    self.service = service
    self.journal = journal
    self.clock = clock
    self.hash = hash
    self.stop = stop
    self.progress = progress
    self.confirmMore = confirmMore
    self.deck = deck
  }

  /// Runs an import to its verdict. Cancelling the task is a checkpoint: calls in flight are
  /// awaited and nothing new is sent; the run stays open.
  package func run(_ order: ImportOrder) async -> RunVerdict {
    await drive(RunJob(order, at: clock.wallSeconds))
  }

  /// Undoes a run, as a run of its own, to its verdict.
  package func revert(_ order: RevertOrder) async -> RunVerdict {
    await drive(RunJob(order, at: clock.wallSeconds))
  }

  /// Goes on with a run that ended before its end, by a complete and fresh read of the portal.
  package func resume(
    _ run: RunResumption, in portal: Portal, settings: EngineSettings, capabilities: Capabilities
  ) async -> RunVerdict {
    await drive(RunJob(run, in: portal, settings: settings, capabilities: capabilities))
  }

  /// Settles a run that ended before its end and closes it; nothing is sent.
  package func abandon(
    _ run: RunResumption, in portal: Portal, settings: EngineSettings, capabilities: Capabilities
  ) async -> RunVerdict {
    var job = RunJob(run, in: portal, settings: settings, capabilities: capabilities)
    job.isAbandoned = true
    return await drive(job)
  }

  private func drive(_ job: RunJob) async -> RunVerdict {
    // A task of its own: what was sent must be told in spite of the cancellation.
    let task = Task {
      var drive = ImportDrive(self, job)
      return await drive.run()
    }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      Task { await stop.raise() }
    }
  }
}
