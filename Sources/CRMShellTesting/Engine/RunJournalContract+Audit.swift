package import ImportEngine
import ImportModel

/// What every journal must prove of itself.
extension RunJournalContract {
  func audits(_ journal: any RunJournal) async throws {
    let empty = try await journal.verify()
    try expect(
      empty == .intact(entries: 0, head: AuditEntry.origin, runsBefore: 0), "an empty log is intact"
    )
    var heads: Set<String> = []
    var entries = 0
    for step in try Self.everyChange() {
      try await step(journal)
      entries += 1
      guard case .intact(entries, let head, 0) = try await journal.verify() else {
        throw Violation(expectation: "change \(entries) adds one entry, and the log stays intact")
      }
      try expect(heads.insert(head).inserted, "every entry has a hash of its own")
    }
  }

  func auditsNoRefusal(_ journal: any RunJournal) async throws {
    for step in try Self.everyChange() { try await step(journal) }
    let before = try await journal.verify()
    let intent = try Self.sent()[0]
    let refused: [@Sendable (any RunJournal) async throws -> Void] = [
      { try await $0.record(intent, in: 1) }, { try await $0.record(intent, in: 77) },
      { try await $0.record(Self.answer(1), in: 1) },
      { try await $0.record(Self.answer(9), in: 1) },
      { try await $0.record(SettlementRecord(number: 1, findings: [], at: 1), in: 1) },
      { try await $0.close(1, with: .unfinished(.abandoned, at: 70)) },
      { _ = try await $0.begin(Self.opening(revertOf: 77)) },
    ]
    for step in refused {
      try await expectFailure("what is refused") { try await step(journal) }
    }
    let after = try await journal.verify()
    try expect(after == before, "is not in the log")
  }

  /// One of every kind of change, in an order in which they can be made; the first run is closed.
  package static func everyChange() throws -> [@Sendable (any RunJournal) async throws -> Void] {
    let (opening, intents, key) = (try opening(), try sent(), try PlanScene.key())
    let results = opening.people.map {
      PersonResult(
        person: $0.id, email: $0.emailText, name: $0.name, result: .rejected, code: "X",
        message: "words")
    }
    let readings = opening.items.map { ItemReading(item: $0.item, now: .id("5")) }
    let findings = [
      SettlementRecord.Finding(try PlanScene.email(1), .absent),
      SettlementRecord.Finding(try PlanScene.email(2), .shown),
    ]
    return [
      { _ = try await $0.begin(opening) },
      { try await $0.record(intents[0], in: 1) }, { try await $0.record(Self.answer(1), in: 1) },
      { try await $0.store(Capabilities(invites: .yes), of: key) },
      { try await $0.record(intents[1], in: 1) },
      { try await $0.record(SettlementRecord(number: 2, findings: findings, at: 60), in: 1) },
      { try await $0.record(SettlementRecord(number: 2, findings: findings, at: 60), in: 1) },
      { try await $0.store(Capabilities(invites: .no, proven: [.join, .introduce]), of: key) },
      {
        try await $0.close(
          1,
          with: RunClosing(
            word: "partial", exitCode: 3, at: 80, people: results, items: ItemReadings(readings)))
      },
      { _ = try await $0.begin(Self.opening(revertOf: 1)) },
      { try await $0.close(2, with: .unfinished(.abandoned, at: 90)) },
    ]
  }

  private static func answer(_ number: Int) -> OutcomeRecord {
    OutcomeRecord(
      number: number, state: .refused, code: "X\"\n", message: "words ☃", missing: [],
      refusal: RefusalRecord(status: 400, isAboutEntries: false), at: 12)
  }
}
