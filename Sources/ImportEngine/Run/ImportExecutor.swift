package import ImportModel

/// Carries out what an `ImportRun` decides, through the ports: one call at a time.
package struct ImportExecutor: Sendable {
  let service: any PortalService
  let journal: any RunJournal
  let clock: any Clock
  let hash: any ContentHash
  let progress: @Sendable (Progress) -> Void
  let confirmMore: @Sendable (CallPlan) async -> Bool

  /// `confirmMore` is asked with what is left when that is more than was agreed to.
  package init(
    service: any PortalService, journal: any RunJournal, clock: any Clock,
    hash: any ContentHash, progress: @escaping @Sendable (Progress) -> Void,
    confirmMore: @escaping @Sendable (CallPlan) async -> Bool
  ) {
    self.service = service
    self.journal = journal
    self.clock = clock
    self.hash = hash
    self.progress = progress
    self.confirmMore = confirmMore
  }

  /// Runs an import to its verdict. Cancelling the task is a checkpoint: the call in flight is
  /// awaited, nothing new is sent, and what was sent is read back.
  package func run(_ order: ImportOrder) async -> RunVerdict {
    let flag = CheckpointFlag()
    // A task of its own: the final read-back must be able to run in spite of the cancellation.
    let task = Task {
      var drive = ImportDrive(self, order, flag)
      return await drive.run()
    }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      Task { await flag.raise() }
    }
  }
}

/// Whether the run was told to come to an end.
actor CheckpointFlag {
  private(set) var isRaised = false
  private var waiting: Task<Turn, Never>?

  func raise() {
    isRaised = true
    waiting?.cancel()
  }

  /// Waits for a turn, as long as the run goes on: the run's own task is not cancelled by ^C.
  func turn(_ body: @escaping @Sendable () async -> Turn) async -> Turn {
    guard !isRaised else { return .cancelled }
    let task = Task { await body() }
    waiting = task
    defer { waiting = nil }
    return await task.value
  }
}
