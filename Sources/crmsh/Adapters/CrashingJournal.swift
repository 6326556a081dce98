#if DEBUG
  import ImportEngine
  import ImportModel

  /// A journal that tells when it reaches a durable step, and when it has passed it.
  struct CrashingJournal: RunJournal {
    let journal: any RunJournal
    let points: any CrashPoints

    func hold(_ key: PortalKey) async throws(JournalFailure) -> any PortalHold {
      try await journal.hold(key)
    }

    func holder(of key: PortalKey) async -> PortalHolder { await journal.holder(of: key) }

    func begin(_ opening: RunOpening) async throws(JournalFailure) -> Int {
      points.reach(.beginBefore)
      let run = try await journal.begin(opening)
      points.reach(.beginAfter)
      return run
    }

    func record(_ intent: IntentRecord, in run: Int) async throws(JournalFailure) {
      points.reach(.intentBefore)
      try await journal.record(intent, in: run)
      points.reach(.intentAfter)
    }

    func record(_ outcome: OutcomeRecord, in run: Int) async throws(JournalFailure) {
      points.reach(.outcomeBefore)
      try await journal.record(outcome, in: run)
      points.reach(.outcomeAfter)
    }

    func record(_ finding: SettlementRecord, in run: Int) async throws(JournalFailure) {
      points.reach(.settleBefore)
      try await journal.record(finding, in: run)
      points.reach(.settleAfter)
    }

    func close(_ run: Int, with closing: RunClosing) async throws(JournalFailure) {
      points.reach(.closeBefore)
      try await journal.close(run, with: closing)
      points.reach(.closeAfter)
    }

    func capabilities(of key: PortalKey) async throws(JournalFailure) -> Capabilities {
      try await journal.capabilities(of: key)
    }

    func store(_ capabilities: Capabilities, of key: PortalKey) async throws(JournalFailure) {
      points.reach(.capabilityBefore)
      try await journal.store(capabilities, of: key)
      points.reach(.capabilityAfter)
    }

    func runs(matching email: EmailAddress?) async throws(JournalFailure) -> [RunSummary] {
      try await journal.runs(matching: email)
    }

    func report(_ run: Int) async throws(JournalFailure) -> RunReport {
      try await journal.report(run)
    }

    func report(
      _ run: Int, of email: EmailAddress
    ) async throws(JournalFailure) -> RunReport {
      try await journal.report(run, of: email)
    }

    func resumption(of run: Int) async throws(JournalFailure) -> RunResumption {
      try await journal.resumption(of: run)
    }

    func unfinishedRuns(of key: PortalKey) async throws(JournalFailure) -> [UnfinishedRun] {
      try await journal.unfinishedRuns(of: key)
    }

    func verify() async throws(JournalFailure) -> ChainVerdict { try await journal.verify() }

    func neighbours() async -> [String] { await journal.neighbours() }
  }
#endif
