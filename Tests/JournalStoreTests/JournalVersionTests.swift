import CRMShellTesting
import Foundation
import GRDB
import ImportEngine
import ImportModel
@testable import JournalStore
import Testing

@Suite struct JournalVersionTests {
  /// The digest is of the first version's own tables: people's journals have them.
  @Test func `the first version is never edited`() throws {
    let database = try DatabaseQueue()
    try JournalSchema.migrator.migrate(database, upTo: "1 capabilities")
    let tables = try database.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT sql FROM sqlite_master
          WHERE sql IS NOT NULL AND name NOT LIKE 'grdb%' AND name NOT LIKE 'sqlite%'
          ORDER BY type, name
          """)
    }
    #expect(tables.count == 12)
    #expect(
      SHA256().digest(of: Array(tables.joined(separator: ";\n").utf8))
        == "88d7616bee1b2f65098201fdf113268eaf2de0024bfd0f6f2fd0d08391b41627")
  }

  @Test func `a journal of the version before clients is read, and takes them`() async throws {
    try await withTemporaryFolder { folder in
      try FirstVersion.write(to: folder)
      let journal = try SQLiteJournal(directory: folder)
      let report = try await journal.report(1)
      let person = try #require(report.people.first)
      #expect(report.people.count == 1 && report.summary.word == "done")
      #expect(person.planned.role == NamedValue(id: "5", name: "Manager"))
      #expect(person.planned.customer == nil)
      #expect(person.calls.map(\.intent.customer) == [nil])
      #expect(person.calls.first?.outcome?.state == .applied)
      let email = try PlanScene.email(1)
      #expect(
        person.items == [
          ReportedItem(
            snapshot: ItemSnapshot(item: .role(email), planned: .id("5"), before: .absent),
            after: .id("5")),
          ReportedItem(
            snapshot: ItemSnapshot(
              item: .join(email, try PlanScene.id(1)), planned: .present, before: .absent),
            after: .present),
        ])
      let known = try await journal.capabilities(of: PlanScene.key())
      #expect(known == Capabilities(invites: .yes, proven: [.join]))
      let resumed = try await journal.resumption(of: 1)
      #expect(resumed.people == [person.planned] && resumed.items.count == 2)
      #expect(resumed.settings == RunSettings(EngineSettings()) && resumed.revertOf == nil)
      #expect(resumed.calls == person.calls)
      try await RunJournalContract.keepsContactsAndCustomers.check(journal)
    }
  }

  @Test func `a run that the version before clients left open is closed by this one`() async throws
  {
    try await withTemporaryFolder { folder in
      try FirstVersion.write(to: folder)
      let journal = try SQLiteJournal(directory: folder)
      let open = try await journal.unfinishedRuns(of: PlanScene.key())
      #expect(open == [UnfinishedRun(run: 2, startedAt: 30, lastDeadline: nil)])
      let email = try PlanScene.email(1)
      let items: [Item] = [.profile(email, nil), .profile(email, try PlanScene.id(1))]
      try await journal.close(
        2,
        with: RunClosing(
          word: "done", exitCode: 0, at: 40, people: [],
          items: ItemReadings(items.map { ItemReading(item: $0, now: .id("9")) })))
      let report = try await journal.report(2)
      let kept = report.people.flatMap(\.items)
      #expect(kept.map(\.snapshot.item) == items && kept.map(\.after) == [.id("9"), .id("9")])
      #expect(kept.map(\.snapshot.before) == [.id("6"), .absent])
    }
  }

  @Test func `the way from the first version loses no reference and no rule`() async throws {
    try await withTemporaryFolder { folder in
      try FirstVersion.write(to: folder)
      _ = try SQLiteJournal(directory: folder)
      let database = try DatabaseQueue(path: folder + "/journal.sqlite")
      let fresh = try DatabaseQueue()
      try JournalSchema.migrator.migrate(fresh)
      let tables = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
      #expect(
        try await database.read { try String.fetchAll($0, sql: tables) }
          == fresh.read { try String.fetchAll($0, sql: tables) })
      try await database.read { try $0.checkForeignKeys() }
      for insertion in [
        "SELECT run, 99, kind, email, canonical, project, 'name x', planned, before, after",
        "SELECT 77, n, kind, email, canonical, project, customer, planned, before, after",
      ] {
        await #expect(throws: DatabaseError.self, "a second item, or one of no run") {
          try await database.write {
            try $0.execute(sql: "INSERT INTO item \(insertion) FROM item")
          }
        }
      }
      try database.close()
    }
  }

  @Test func `a reading finds its customer however either is spelt`() async throws {
    try await withTemporaryFolder { folder in
      let journal = try SQLiteJournal(directory: folder)
      let (planned, read) = (
        try #require(CustomerName("Größe & Co")), try #require(CustomerName(" GRÖßE & CO "))
      )
      let run = try await journal.begin(
        RunOpening(
          context: try PlanScene(projects: 1).order().context, planDigest: "plan",
          stateDigest: "state", reason: nil, startedAt: 10, people: [],
          items: [
            ItemSnapshot(item: .customer(planned), planned: .present, before: .absent),
            ItemSnapshot(
              item: .linked(.new(planned), try PlanScene.id(1)), planned: .present, before: .absent),
          ]))
      try await journal.close(
        run,
        with: RunClosing(
          word: "done", exitCode: 0, at: 20, people: [],
          items: [ItemReading(item: .customer(read), now: .present)]))
      let database = try DatabaseQueue(path: folder + "/journal.sqlite")
      let rows = try await database.read {
        try Row.fetchAll($0, sql: "SELECT customer, after FROM item ORDER BY n")
          .map { [$0["customer"] as String?, $0["after"] as String?] }
      }
      #expect(rows == [["name Größe & Co", "present"], ["name Größe & Co", nil]])
      try database.close()
    }
  }

  @Test func `a journal of a newer version is left alone`() async throws {
    try await withTemporaryFolder { folder in
      _ = try SQLiteJournal(directory: folder)
      let database = try DatabaseQueue(path: folder + "/journal.sqlite")
      try await database.write {
        try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 later')")
      }
      try database.close()
      #expect(throws: JournalFailure.store("it was written by a newer crmsh")) {
        try SQLiteJournal(directory: folder)
      }
    }
  }
}
