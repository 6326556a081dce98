package import ImportEngine
package import ImportModel

/// A journal that keeps what it is told as values; it can be told to fail.
package actor InMemoryJournal: RunJournal {
  /// How many people all reports told of.
  package private(set) var peopleRead = 0
  private struct Stored {
    let opening: RunOpening
    var intents: [IntentRecord] = []
    var outcomes: [Int: OutcomeRecord] = [:]
    var findings: [Int: [SettlementRecord]] = [:]
    var closing: RunClosing?
  }

  private var stored: [Stored] = []
  private var found: [PortalKey: Capabilities] = [:]
  private var held: Set<PortalKey> = []
  private var heldElsewhere: [PortalKey: Int32] = [:]
  private var onLook: (@Sendable (InMemoryJournal) async -> Void)?
  private var isUnseen = false
  private var log: [AuditEntry] = []
  /// Intents that are still taken; nil: all. Once one was refused, no run can be closed either.
  private var intentsLeft: Int?
  private var isFull = false

  private let keepsLog: Bool

  /// `keepsLog`: whether it has an audit log, which takes most of its time.
  package init(intentsLeft: Int? = nil, keepsLog: Bool = true) {
    self.intentsLeft = intentsLeft
    self.keepsLog = keepsLog
  }

  /// Takes so many intents from now on; nil: all, its disk having room again.
  package func take(intents: Int?) {
    intentsLeft = intents
    isFull = false
  }

  /// Holds a portal; fails while somebody else does.
  package func hold(_ key: PortalKey) async throws(JournalFailure) -> any PortalHold {
    if let process = heldElsewhere[key] { throw .held(by: process) }
    guard held.insert(key).inserted else { throw .held(by: nil) }
    return Hold(key: key, journal: self)
  }

  /// Who holds a portal; see `RunJournal`.
  package func holder(of key: PortalKey) async -> PortalHolder {
    let events = onLook
    onLook = nil
    await events?(self)
    if isUnseen { return .unknown }
    if let process = heldElsewhere[key] { return .process(process) }
    return held.contains(key) ? .process(nil) : .nobody
  }

  /// What happens right before somebody is told who holds a portal, once; `isUnseen`: nobody can be told.
  package func beforeLook(
    isUnseen: Bool = false, _ events: (@Sendable (InMemoryJournal) async -> Void)? = nil
  ) {
    self.isUnseen = isUnseen
    onLook = events
  }

  /// Another process takes a portal, by its id, or lets go of it.
  package func hold(_ key: PortalKey, byProcess process: Int32?) { heldElsewhere[key] = process }

  fileprivate func release(_ key: PortalKey) { held.remove(key) }

  /// Opens a run with every row of its plan; returns its number.
  package func begin(_ opening: RunOpening) async throws(JournalFailure) -> Int {
    guard Set(opening.items.map(\.item)).count == opening.items.count else {
      throw .store("an item stands in the run twice")
    }
    if let reverted = opening.revertOf { _ = try index(reverted) }
    stored.append(Stored(opening: opening))
    audit(AuditedChange(opening, run: stored.count))
    return stored.count
  }

  /// Keeps a call that is about to be sent; its number must be new.
  package func record(_ intent: IntentRecord, in run: Int) async throws(JournalFailure) {
    let index = try index(run)
    if let left = intentsLeft {
      guard left > 0 else {
        isFull = true
        throw .store("disk full")
      }
      intentsLeft = left - 1
    }
    guard !stored[index].intents.contains(where: { $0.number == intent.number }) else {
      throw .store("intent \(intent.number) is there already")
    }
    stored[index].intents.append(intent)
    audit(AuditedChange(intent, run: run))
  }

  /// Keeps what came of a recorded call, once.
  package func record(_ outcome: OutcomeRecord, in run: Int) async throws(JournalFailure) {
    let index = try index(run)
    guard stored[index].intents.contains(where: { $0.number == outcome.number }) else {
      throw .store("outcome \(outcome.number) has no intent")
    }
    guard stored[index].outcomes.updateValue(outcome, forKey: outcome.number) == nil else {
      throw .store("outcome \(outcome.number) is there already")
    }
    audit(AuditedChange(outcome, run: run))
  }

  /// Keeps what a complete read-back showed of a recorded call.
  package func record(_ finding: SettlementRecord, in run: Int) async throws(JournalFailure) {
    let index = try index(run)
    guard stored[index].intents.contains(where: { $0.number == finding.number }) else {
      throw .store("read-back \(finding.number) has no intent")
    }
    guard !finding.findings.isEmpty else {
      throw .store("a read-back of call \(finding.number) that found nothing out")
    }
    stored[index].findings[finding.number, default: []].append(finding)
    let round = stored[index].findings[finding.number]?.count ?? 0
    audit(AuditedChange(finding, round: round, run: run))
  }

  /// Ends a run, once.
  package func close(_ run: Int, with closing: RunClosing) async throws(JournalFailure) {
    let index = try index(run)
    if isFull { throw .store("disk full") }
    guard stored[index].closing == nil else { throw .store("run \(run) is closed already") }
    stored[index].closing = closing
    audit(AuditedChange(closing, run: run))
  }

  /// What was found out about a portal; all unknown at first.
  package func capabilities(of key: PortalKey) async throws(JournalFailure) -> Capabilities {
    found[key] ?? Capabilities()
  }

  /// Keeps what was found out about a portal in place of what was known.
  package func store(
    _ capabilities: Capabilities, of key: PortalKey
  ) async throws(JournalFailure) {
    found[key] = capabilities
    audit(AuditedChange(capabilities, of: key))
  }

  /// Runs, newest first; with an address only those whose plan names it.
  package func runs(
    matching email: EmailAddress?
  ) async throws(JournalFailure) -> [RunSummary] {
    stored.indices.reversed().filter { index in
      guard let email else { return true }
      return stored[index].opening.people.contains { $0.canonicalEmail == email.canonical }
    }.map(summary)
  }

  /// One run in full, with everything sent for each of its people.
  package func report(_ run: Int) async throws(JournalFailure) -> RunReport {
    try report(run) { _ in true }
  }

  /// The same of the people of one address.
  package func report(
    _ run: Int, of email: EmailAddress
  ) async throws(JournalFailure) -> RunReport {
    try report(run) { $0.canonicalEmail == email.canonical }
  }

  private func report(
    _ run: Int, where isMeant: (JournalPerson) -> Bool
  ) throws(JournalFailure) -> RunReport {
    let index = try index(run)
    let run = stored[index]
    let people = run.opening.people.filter(isMeant).map { person in
      ReportedPerson(
        planned: person, calls: calls(of: person, in: run), items: items(of: person, in: run),
        result: run.closing?.people.first { $0.person == person.id })
    }
    peopleRead += people.count
    return RunReport(
      summary: summary(index), stateDigest: run.opening.stateDigest, people: people)
  }

  /// What it takes to go on with a run, or to undo it.
  package func resumption(of run: Int) async throws(JournalFailure) -> RunResumption {
    let kept = stored[try index(run)]
    let readings = kept.opening.items.compactMap { item in
      kept.closing?.items.first { $0.item == item.item }
    }
    return RunResumption(
      run: run, opening: kept.opening,
      calls: kept.intents.map { reported($0, in: kept) }, readings: readings,
      endedAt: kept.closing?.at)
  }

  /// Runs of a portal without an end, oldest first.
  package func unfinishedRuns(
    of key: PortalKey
  ) async throws(JournalFailure) -> [UnfinishedRun] {
    stored.enumerated().filter { $1.closing == nil && $1.opening.context.key == key }.map {
      UnfinishedRun(
        run: $0 + 1, startedAt: $1.opening.startedAt,
        lastDeadline: $1.intents.map(\.deadline).max())
    }
  }

  /// Follows the audit log; nothing but the journal itself can change what it keeps.
  package func verify() async throws(JournalFailure) -> ChainVerdict {
    var check = ChainCheck(by: FourLaneHash())
    for entry in log {
      if let flaw = check.take(entry) { return .broken(flaw) }
    }
    return .intact(entries: check.entries, head: check.head, runsBefore: 0)
  }

  /// Nothing lies beside it.
  package func neighbours() async -> [String] { [] }

  /// Alters an entry, as no journal would.
  package func corrupt(entry number: Int) {
    guard log.indices.contains(number - 1) else { return }
    let entry = log[number - 1]
    log[number - 1] = AuditEntry(
      number: number, at: entry.at, run: entry.run, kind: entry.kind, subject: entry.subject,
      text: entry.text + " ", previous: entry.previous, hash: entry.hash)
  }

  private func audit(_ change: @autoclosure () -> AuditedChange) {
    guard keepsLog else { return }
    log.append(
      AuditEntry(
        change(), rows: "", number: log.count + 1, previous: log.last?.hash ?? AuditEntry.origin,
        by: FourLaneHash()))
  }

  private func index(_ run: Int) throws(JournalFailure) -> Int {
    guard stored.indices.contains(run - 1) else { throw .unknownRun(run) }
    return run - 1
  }

  private func calls(of person: JournalPerson, in run: Stored) -> [ReportedCall] {
    run.intents.filter(person.isConcerned).map { reported($0, in: run) }
  }

  private func reported(_ intent: IntentRecord, in run: Stored) -> ReportedCall {
    ReportedCall(
      intent: intent, outcome: run.outcomes[intent.number],
      findings: run.findings[intent.number] ?? [])
  }

  private func items(of person: JournalPerson, in run: Stored) -> [ReportedItem] {
    run.opening.items.filter { item in
      item.item.email.map { $0.canonical == person.canonicalEmail } ?? false
    }.map { item in
      ReportedItem(
        snapshot: item, after: run.closing?.items.first { $0.item == item.item }?.now)
    }
  }

  private func summary(_ index: Int) -> RunSummary {
    let run = stored[index]
    return RunSummary(
      run: index + 1, context: run.opening.context, planDigest: run.opening.planDigest,
      reason: run.opening.reason, startedAt: run.opening.startedAt, endedAt: run.closing?.at,
      word: run.closing?.word, exitCode: run.closing?.exitCode,
      people: run.opening.people.count,
      writes: run.intents.count { run.outcomes[$0.number]?.state != .turnedAway },
      results: (run.closing?.people ?? []).reduce(into: [:]) { $0[$1.result, default: 0] += 1 },
      revertOf: run.opening.revertOf)
  }
}

/// A portal held in a journal in memory.
private struct Hold: PortalHold {
  let key: PortalKey
  let journal: InMemoryJournal

  func release() async { await journal.release(key) }
}
