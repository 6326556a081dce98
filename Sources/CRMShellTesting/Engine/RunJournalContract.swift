package import ImportEngine
import ImportModel

/// What every journal must do; a test runs each case on each adapter, on a fresh journal.
package enum RunJournalContract: String, CaseIterable, Sendable {
  case opensRunsInOrder, refusesAnUnknownRun, keepsAllOfAPerson, keepsIntentsAndOutcomes
  case keepsContactsAndCustomers, tellsCustomersCallsToTheirPeople, tellsContactsFromUsers
  case keepsAnItemOnce, findsRunsByAddress, knowsUnfinishedRuns, closesOnce
  case keepsCapabilitiesByKey, holdsAgain, tellsAllToGoOnWith, keepsReadBacksOfCalls
  case keepsAnAuditLog, addsNothingToItWhenRefusing

  /// What a journal was expected to do, and did not.
  package struct Violation: Error { package let expectation: String }

  /// Checks the rule on an empty journal; throws a `Violation`.
  package func check(_ journal: any RunJournal) async throws {
    switch self {
    case .opensRunsInOrder: try await opens(journal)
    case .refusesAnUnknownRun: try await refuses(journal)
    case .keepsAllOfAPerson: try await keepsPerson(journal)
    case .keepsIntentsAndOutcomes: try await keepsCalls(journal)
    case .keepsContactsAndCustomers: try await keepsClients(journal)
    case .tellsCustomersCallsToTheirPeople: try await tellsCalls(journal)
    case .tellsContactsFromUsers: try await tellsKinds(journal)
    case .keepsAnItemOnce: try await keepsItemOnce(journal)
    case .findsRunsByAddress: try await finds(journal)
    case .knowsUnfinishedRuns: try await unfinished(journal)
    case .closesOnce: try await closes(journal)
    case .keepsCapabilitiesByKey: try await capabilities(journal)
    case .holdsAgain: try await holds(journal)
    case .tellsAllToGoOnWith: try await resumes(journal)
    case .keepsReadBacksOfCalls: try await keepsFindings(journal)
    case .keepsAnAuditLog: try await audits(journal)
    case .addsNothingToItWhenRefusing: try await auditsNoRefusal(journal)
    }
  }

  private func holds(_ journal: any RunJournal) async throws {
    let key = try Self.opening().context.key
    for _ in 1...2 {
      let before = await journal.holder(of: key)
      try expect(before == .nobody, "nobody holds it")
      let hold = try await journal.hold(key)
      let other = try await journal.holder(of: PlanScene.key(instance: "other"))
      try expect(other == .nobody, "nobody holds another one")
      await hold.release()
    }
    let after = await journal.holder(of: key)
    try expect(after == .nobody, "it was let go")
  }

  private func opens(_ journal: any RunJournal) async throws {
    let first = try await journal.begin(Self.opening())
    let second = try await journal.begin(Self.opening())
    try expect(second > first, "numbers rise")
    let runs = try await journal.runs(matching: nil)
    try expect(runs.map(\.run) == [second, first], "newest first")
    try expect(runs.first?.people == 1, "rows are counted")
    let opening = try Self.opening()
    try expect(runs.first?.context == opening.context, "the context is kept")
    try await journal.close(second, with: .unfinished(.abandoned, at: 70))
    let third = try await journal.begin(opening)
    try await expectRuns([third: nil, second: 70, first: nil], journal, "a later end is told")
    try await journal.close(first, with: .unfinished(.abandoned, at: 80))
    try await expectRuns([third: nil, second: 70, first: 80], journal, "in its place")
    try await journal.close(third, with: .unfinished(.abandoned, at: 90))
    try await expectRuns([third: 90, second: 70, first: 80], journal, "and again")
  }

  /// `ends`: when each run ended, in order.
  private func expectRuns(
    _ ends: KeyValuePairs<Int, Int64?>, _ journal: any RunJournal, _ words: String
  ) async throws {
    let runs = try await journal.runs(matching: nil)
    try expect(
      runs.map(\.run) == ends.map(\.key) && runs.map(\.endedAt) == ends.map(\.value), words)
  }

  private func refuses(_ journal: any RunJournal) async throws {
    do {
      _ = try await journal.report(77)
    } catch JournalFailure.unknownRun(77) {
      return
    }
    throw Violation(expectation: "run 77 is unknown")
  }

  private func keepsPerson(_ journal: any RunJournal) async throws {
    let opening = try Self.opening()
    let run = try await journal.begin(opening)
    let report = try await journal.report(run)
    try expect(report.people.map(\.planned) == opening.people, "all of the row is kept")
    try expect(
      report.people.flatMap(\.items).map(\.snapshot) == opening.items, "snapshots are kept")
    try expect(report.stateDigest == "state", "STATE is kept")
    try expect(report.people.first?.result == nil, "no result while unfinished")
  }

  private func keepsCalls(_ journal: any RunJournal) async throws {
    let run = try await journal.begin(Self.opening())
    let email = try PlanScene.email(1)
    let intent = Self.intent(1, email)
    try await journal.record(intent, in: run)
    let before = try await journal.report(run).people.first?.calls
    try expect(
      before == [ReportedCall(intent: intent, outcome: nil)], "an intent stands alone at first")
    let outcome = OutcomeRecord(
      number: 1, state: .unknown, code: "unknown", message: "time-out ☃", missing: [email], at: 12)
    try await journal.record(outcome, in: run)
    let after = try await journal.report(run).people.first?.calls
    try expect(after == [ReportedCall(intent: intent, outcome: outcome)], "its outcome joins it")
    try await tellsPart(journal, run)
    try await journal.record(Self.intent(2, email), in: run)
    try await journal.record(
      OutcomeRecord(
        number: 2, state: .turnedAway, code: "throttled", message: "", missing: [], at: 13), in: run
    )
    let writes = try await journal.runs(matching: nil).first?.writes
    try expect(writes == 1, "what was turned away counts as no write")
    try await expectFailure("an intent is recorded once") {
      try await journal.record(intent, in: run)
    }
    try await expectFailure("no outcome without an intent") {
      try await journal.record(
        OutcomeRecord(number: 9, state: .applied, code: "", message: "", missing: [], at: 1),
        in: run)
    }
  }

  private func finds(_ journal: any RunJournal) async throws {
    let run = try await journal.begin(Self.opening())
    let known = try await journal.runs(matching: PlanScene.email(1)).map(\.run)
    try expect(known == [run], "found by address")
    let other = try await journal.runs(matching: PlanScene.email(2))
    try expect(other.isEmpty, "not found by another address")
  }

  private func unfinished(_ journal: any RunJournal) async throws {
    let run = try await journal.begin(Self.opening())
    let fresh = try await journal.unfinishedRuns(of: PlanScene.key())
    try expect(
      fresh == [UnfinishedRun(run: run, startedAt: 10, lastDeadline: nil)], "open, nothing sent")
    try await journal.record(Self.intent(1, PlanScene.email(1)), in: run)
    let sent = try await journal.unfinishedRuns(of: PlanScene.key())
    try expect(sent.first?.lastDeadline == 41, "the last deadline is told")
    let other = try await journal.unfinishedRuns(of: PlanScene.key(instance: "other"))
    try expect(other.isEmpty, "another world has none")
    try await journal.close(run, with: .unfinished(.interrupted, at: 50))
    let none = try await journal.unfinishedRuns(of: PlanScene.key())
    try expect(none.isEmpty, "closed is not unfinished")
  }

  private func closes(_ journal: any RunJournal) async throws {
    let opening = try Self.opening()
    let run = try await journal.begin(opening)
    let closing = RunClosing(
      word: "done", exitCode: 0, at: 60,
      people: opening.people.map {
        PersonResult(
          person: $0.id, email: $0.emailText, name: $0.name, result: .rejected, code: "X",
          message: "words")
      }, items: ItemReadings(opening.items.map { ItemReading(item: $0.item, now: .id("5")) }))
    try await journal.close(run, with: closing)
    let report = try await journal.report(run)
    try expect(report.people.compactMap(\.result) == closing.people, "results are kept")
    try await tellsPart(journal, run)
    try expect(
      report.people.flatMap(\.items).allSatisfy { $0.after == .id("5") }, "readings are kept")
    try expect(report.summary.word == "done" && report.summary.exitCode == 0, "so is the end")
    try expect(report.summary.results == [.rejected: 1], "results are counted")
    try await expectFailure("a run is closed once") {
      try await journal.close(run, with: closing)
    }
  }

  private func capabilities(_ journal: any RunJournal) async throws {
    let unknown = try await journal.capabilities(of: PlanScene.key())
    try expect(unknown == Capabilities(), "nothing is known at first")
    let found = Capabilities(
      invites: .no, entryRole: .refused, entryProfile: .ignored, clientProfile: .honoured,
      batchMax: 7, proven: Set(WriteKind.allCases))
    try await journal.store(
      Capabilities(invites: .yes, clientProfile: .refused), of: PlanScene.key())
    try await journal.store(found, of: PlanScene.key())
    let kept = try await journal.capabilities(of: PlanScene.key())
    try expect(kept == found, "the last finding is kept")
    let other = try await journal.capabilities(of: PlanScene.key(instance: "other"))
    try expect(other == Capabilities(), "another world knows nothing")
  }

  /// Fails with what was expected, unless it is so.
  func expect(_ isTrue: Bool, _ expectation: String) throws {
    if !isTrue { throw Violation(expectation: expectation) }
  }

  /// Fails unless the journal does.
  func expectFailure(
    _ expectation: String, _ body: () async throws -> Void
  ) async throws {
    do { try await body() } catch is JournalFailure { return }
    throw Violation(expectation: expectation)
  }

  private static func intent(_ number: Int, _ email: EmailAddress) -> IntentRecord {
    IntentRecord(
      number: number, attempt: 1, kind: .introduce, project: NamedValue(id: "1", name: "Web"),
      people: [email], digest: "d", at: 11, deadline: 41)
  }

  /// A run of one person who has everything a person can have.
  package static func opening(
    settings: RunSettings = RunSettings(EngineSettings()), revertOf: Int? = nil
  ) throws -> RunOpening {
    let email = try PlanScene.email(1)
    let person = JournalPerson(
      id: .user(try PlanScene.id(1)), name: "Ana \u{202E}x", emailText: "P1@x.com",
      canonicalEmail: email.canonical, change: .blocked, blocked: [.noRole, .noProject],
      role: NamedValue(id: "1", name: "Manager"), profile: nil,
      projects: [
        .init(
          project: NamedValue(id: "2", name: "2026"), profile: NamedValue(id: "3", name: "Admin")),
        .init(project: NamedValue(id: "1", name: "Web"), profile: nil),
      ],
      origins: [
        Origin(line: "role 'M'", file: "a.crmsh", position: 3, scriptHash: "h"),
        Origin(
          line: "assign Web for \(Array(repeating: "p1@x.com", count: 60).joined(separator: ", "))",
          file: nil, position: 4, scriptHash: nil),
      ], matched: ["crm.role=Sales Manager", "crm.city=Oslo"])
    return RunOpening(
      context: try PlanScene(projects: 1).order().context, planDigest: "plan",
      stateDigest: "state", reason: nil, startedAt: 10, people: [person],
      items: [
        ItemSnapshot(item: .member(email), planned: .present, before: .absent),
        ItemSnapshot(item: .role(email), planned: .id("1"), before: .absent),
        ItemSnapshot(
          item: .join(email, try PlanScene.id(1)), planned: .present, before: .absent),
        ItemSnapshot(item: .profile(email, nil), planned: .id("3"), before: .id("2")),
        ItemSnapshot(item: .status(email), planned: .inactive, before: .present),
      ], settings: settings, revertOf: revertOf)
  }
}
