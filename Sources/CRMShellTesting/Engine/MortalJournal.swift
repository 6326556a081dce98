package import ImportEngine
package import ImportModel
import Synchronization

/// A journal around whose writes a process may die, and whose disk may be full; a watch sees what
/// became durable.
package struct MortalJournal: RunJournal {
  private let journal: InMemoryJournal
  private let life: Lifeline
  private let watch: RunWatch
  private let left: Left

  /// How many writes the disk still takes; shared by copies.
  private final class Left: Sendable {
    let writes: Mutex<Int?>

    init(_ writes: Int?) { self.writes = Mutex(writes) }
  }

  /// `writes`: how many the disk takes before it is full; nil: any number.
  package init(_ journal: InMemoryJournal, _ life: Lifeline, _ watch: RunWatch, writes: Int?) {
    self.journal = journal
    self.life = life
    self.watch = watch
    left = Left(writes)
  }

  /// One durable step: the process may die before it and after it.
  private func written<Value: Sendable>(
    _ body: () async throws(JournalFailure) -> Value
  ) async throws(JournalFailure) -> Value {
    await life.step()
    let isFull = left.writes.withLock { left in
      guard let writes = left else { return false }
      left = writes - 1
      return writes <= 0
    }
    guard !isFull else { throw .store("disk full") }
    let value = try await body()
    await life.step()
    return value
  }

  /// As the journal's.
  package func hold(_ key: PortalKey) async throws(JournalFailure) -> any PortalHold {
    try await journal.hold(key)
  }

  /// As the journal's.
  package func holder(of key: PortalKey) async -> PortalHolder { await journal.holder(of: key) }

  /// As the journal's, told to the watch.
  package func begin(_ opening: RunOpening) async throws(JournalFailure) -> Int {
    try await written { () throws(JournalFailure) in
      let number = try await journal.begin(opening)
      watch.begun()
      return number
    }
  }

  /// As the journal's, told to the watch.
  package func record(_ intent: IntentRecord, in run: Int) async throws(JournalFailure) {
    guard !watch.isEndless else { throw .store("it goes round for ever") }
    try await written { () throws(JournalFailure) in
      try await journal.record(intent, in: run)
      watch.intended(intent)
    }
  }

  /// As the journal's, told to the watch.
  package func record(_ outcome: OutcomeRecord, in run: Int) async throws(JournalFailure) {
    try await written { () throws(JournalFailure) in
      try await journal.record(outcome, in: run)
      watch.heard(outcome)
    }
  }

  /// As the journal's.
  package func record(_ finding: SettlementRecord, in run: Int) async throws(JournalFailure) {
    try await written { () throws(JournalFailure) in
      try await journal.record(finding, in: run)
      watch.tell(
        "found of \(finding.number) \(finding.findings.map { "\($0.person?.text ?? "") \($0.state)" })"
      )
    }
  }

  /// As the journal's.
  package func close(_ run: Int, with closing: RunClosing) async throws(JournalFailure) {
    try await written { () throws(JournalFailure) in try await journal.close(run, with: closing) }
  }

  /// As the journal's.
  package func capabilities(of key: PortalKey) async throws(JournalFailure) -> Capabilities {
    try await journal.capabilities(of: key)
  }

  /// As the journal's.
  package func store(
    _ capabilities: Capabilities, of key: PortalKey
  ) async throws(JournalFailure) {
    try await written { () throws(JournalFailure) in
      try await journal.store(capabilities, of: key)
    }
  }

  /// As the journal's.
  package func runs(matching email: EmailAddress?) async throws(JournalFailure) -> [RunSummary] {
    try await journal.runs(matching: email)
  }

  /// As the journal's.
  package func report(_ run: Int) async throws(JournalFailure) -> RunReport {
    try await journal.report(run)
  }

  /// As the journal's.
  package func report(
    _ run: Int, of email: EmailAddress
  ) async throws(JournalFailure) -> RunReport {
    try await journal.report(run, of: email)
  }

  /// As the journal's.
  package func resumption(of run: Int) async throws(JournalFailure) -> RunResumption {
    try await journal.resumption(of: run)
  }

  /// As the journal's.
  package func unfinishedRuns(of key: PortalKey) async throws(JournalFailure) -> [UnfinishedRun] {
    try await journal.unfinishedRuns(of: key)
  }

  /// As the journal's.
  package func verify() async throws(JournalFailure) -> ChainVerdict { try await journal.verify() }

  /// As the journal's.
  package func neighbours() async -> [String] { await journal.neighbours() }
}
