import ImportEngine
import ImportModel

/// What every journal must tell of a run that somebody else goes on with.
extension RunJournalContract {
  func resumes(_ journal: any RunJournal) async throws {
    let opening = try Self.withCustomers(
      Self.opening(settings: RunSettings(notify: .all, batch: 7)))
    let run = try await journal.begin(opening)
    let fresh = try await journal.resumption(of: run)
    try expect(
      fresh == RunResumption(run: run, opening: opening, calls: [], readings: [], endedAt: nil),
      "a run is told as it was begun, with its people, items and settings")
    let intents = try Self.sent()
    for intent in intents { try await journal.record(intent, in: run) }
    let outcome = OutcomeRecord(
      number: 1, state: .applied, code: "", message: "", missing: [try PlanScene.email(1)], at: 12)
    try await journal.record(outcome, in: run)
    let calls = try await journal.resumption(of: run).calls
    try expect(
      calls == [
        ReportedCall(intent: intents[0], outcome: outcome),
        ReportedCall(intent: intents[1], outcome: nil),
        ReportedCall(intent: intents[2], outcome: nil),
      ], "every call is told in order, with the roles and profiles sent, answered or not")
    let readings = opening.items.map { ItemReading(item: $0.item, now: .id("5")) }
    try await journal.close(
      run,
      with: RunClosing(word: "done", exitCode: 0, at: 60, people: [], items: ItemReadings(readings))
    )
    let ended = try await journal.resumption(of: run)
    try expect(
      ended.readings == readings && ended.endedAt == 60, "and what a run that ended left behind")

    let undoing = try await journal.begin(Self.opening(revertOf: run))
    let (told, listed) = (
      try await journal.resumption(of: undoing), try await journal.runs(matching: nil)
    )
    try expect(told.revertOf == run, "a run knows which one it undoes")
    try expect(listed.map(\.revertOf) == [run, nil], "and so does the list")
    try await expectFailure("a run that isn't there can't be undone") {
      _ = try await journal.begin(Self.opening(revertOf: 77))
    }
    try await expectFailure("nor gone on with") { _ = try await journal.resumption(of: 77) }
  }

  func keepsFindings(_ journal: any RunJournal) async throws {
    let run = try await journal.begin(Self.opening())
    let intents = try Self.sent()
    for intent in intents { try await journal.record(intent, in: run) }
    let (one, other) = (try PlanScene.email(1), try PlanScene.email(2))
    let first = SettlementRecord(
      number: 1, findings: [.init(one, .absent), .init(other, .conflict)], at: 60)
    let second = SettlementRecord(number: 1, findings: [.init(one, .shown)], at: 70)
    let ofCustomer = SettlementRecord(number: 3, findings: [.init(nil, .shown)], at: 70)
    for record in [first, ofCustomer, second] { try await journal.record(record, in: run) }
    let calls = try await journal.resumption(of: run).calls
    try expect(
      calls.map(\.findings) == [[first, second], [], [ofCustomer]],
      "every read-back is kept with its call, in order")
    try expect(calls.map(\.outcome) == [nil, nil, nil], "and answers nothing in the server's name")
    let reported = try await journal.report(run).people.first?.calls.first
    try expect(reported?.findings == [first, second], "reports tell them")
    try await expectFailure("no read-back without an intent") {
      try await journal.record(
        SettlementRecord(number: 9, findings: [.init(one, .shown)], at: 1), in: run)
    }
    try await expectFailure("no read-back that found nothing out") {
      try await journal.record(SettlementRecord(number: 1, findings: [], at: 1), in: run)
    }
    try await expectFailure("none in a run that isn't there") {
      try await journal.record(first, in: 77)
    }
  }

  private static func withCustomers(_ opening: RunOpening) throws -> RunOpening {
    guard let name = CustomerName("Solaris") else { throw Violation(expectation: "a name") }
    let ofCustomers = [
      ItemSnapshot(item: .customer(name), planned: .present, before: .absent),
      ItemSnapshot(
        item: .linked(.new(name), try PlanScene.id(1)), planned: .present, before: .absent),
    ]
    return RunOpening(
      context: opening.context, planDigest: opening.planDigest, stateDigest: opening.stateDigest,
      reason: "why", startedAt: opening.startedAt, people: opening.people,
      items: ofCustomers + opening.items, settings: opening.settings, revertOf: nil)
  }

  /// An addition with and without values, and a call about a customer alone.
  static func sent() throws -> [IntentRecord] {
    let web = NamedValue(id: "1", name: "Web")
    let entries = [
      IntentEntry(
        email: try PlanScene.email(1), role: NamedValue(id: "4", name: "Manager"),
        profile: NamedValue(id: "6", name: "Contractor")),
      IntentEntry(email: try PlanScene.email(2), profile: NamedValue(id: "6", name: "Contractor")),
    ]
    return [
      IntentRecord(
        number: 1, attempt: 1, kind: .introduce, project: web, entries: entries, digest: "d",
        at: 11, deadline: 41),
      IntentRecord(
        number: 2, attempt: 2, kind: .join, project: web, people: [try PlanScene.email(1)],
        digest: "e", at: 12, deadline: 42),
      IntentRecord(
        number: 3, attempt: 1, kind: .makeCustomer, project: nil,
        customer: NamedValue(id: "", name: "Solaris"), people: [], digest: "f", at: 13,
        deadline: 43),
    ]
  }
}
