import CRMShellTesting
import GRDB
import ImportEngine
import ImportModel
@testable import JournalStore
import Testing

/// Lines that name everybody are kept once, and proved like all else.
@Suite struct LongLineTests {
  private func opening(people count: Int) throws -> RunOpening {
    let names = (0..<count).map { "person.number.\($0)@zylker.example" }
    let line = "role Manager for (\(names.joined(separator: ", ")))"
    let origins = [
      Origin(line: line, file: "a.crmsh", position: 1, scriptHash: "h"),
      Origin(line: "assign Web for staged", file: "a.crmsh", position: 2, scriptHash: "h"),
    ]
    return RunOpening(
      context: try PlanScene(projects: 1).order().context, planDigest: "plan",
      stateDigest: "state", reason: nil, startedAt: 10,
      people: try names.enumerated().map { number, email in
        JournalPerson(
          id: .user(try PlanScene.id(number + 1)), name: email, emailText: email,
          canonicalEmail: email, change: .add, blocked: [], role: nil, profile: nil, projects: [],
          origins: origins, matched: [])
      }, items: [])
  }

  private func pages(people count: Int) async throws -> Int {
    let journal = try SQLiteJournal.inMemory()
    _ = try await journal.begin(try opening(people: count))
    return try await journal.database.read {
      try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0
    }
  }

  @Test func `the journal grows with the people of a line, not with their square`() async throws {
    let empty = try await pages(people: 0)
    let (small, large) = (try await pages(people: 200), try await pages(people: 800))
    #expect(large - empty < (small - empty) * 5, "\(empty), \(small), \(large)")
  }

  @Test func `every person has the whole line, and the log proves it`() async throws {
    let journal = try SQLiteJournal.inMemory()
    let opening = try opening(people: 50)
    let run = try await journal.begin(opening)
    #expect(try await journal.report(run).people.map(\.planned) == opening.people)
    #expect(try await journal.resumption(of: run).people == opening.people)
    guard case .intact = try await journal.verify() else {
      Issue.record("a journal nobody touched is broken")
      return
    }
    try await journal.database.write {
      try $0.execute(sql: "UPDATE long_line SET line = line || 'x'")
    }
    #expect(
      try await journal.verify()
        == .broken(ChainBreak(entry: 1, run: run, .contradicted(.begin))))
  }
}
