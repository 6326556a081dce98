import CRMShellTesting
import Foundation
import GRDB
import ImportEngine
import ImportModel
@testable import JournalStore
import Testing

@Suite struct AuditLogTests {
  private static let unguarded = """
    PRAGMA foreign_keys = OFF;
    DROP TRIGGER audit_update; DROP TRIGGER audit_delete; DROP TRIGGER audit_insert;
    """

  private static func journal() async throws -> SQLiteJournal {
    let journal = try SQLiteJournal.inMemory()
    for step in try RunJournalContract.everyChange() { try await step(journal) }
    return journal
  }

  /// What the journal says of itself once something was changed behind its back.
  private static func verdict(after sql: String) async throws -> ChainVerdict {
    let journal = try await journal()
    try await journal.database.writeWithoutTransaction { db in
      try db.execute(sql: unguarded)
      try db.execute(sql: sql)
      try #require(db.totalChangesCount > 0)
    }
    return try await journal.verify()
  }

  @Test func `a value changed in any column of any table is found`() async throws {
    let columns = try await Self.journal().database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT m.name AS t, c.name AS c, c.type AS type
          FROM sqlite_master AS m, pragma_table_info(m.name) AS c
          WHERE m.type = 'table' AND m.name NOT LIKE 'grdb%' AND m.name NOT LIKE 'sqlite%'
            AND NOT (m.name = 'chain' AND c.name IN ('id', 'runs_before', 'findings_before'))
          """
      ).map { ($0["t"] as String, $0["c"] as String, $0["type"] as String) }
    }
    #expect(columns.count > 100)
    #expect(Set(columns.map(\.0)).count == 16)
    for (table, column, type) in columns {
      let value =
        type == "INTEGER" ? "coalesce(\(column), 0) + 1000" : "coalesce(\(column), '') || 'x'"
      let verdict = try await Self.verdict(
        after: """
          UPDATE \(table) SET \(column) = \(value)
          WHERE rowid = (SELECT min(rowid) FROM \(table))
          """)
      if case .intact = verdict { Issue.record("\(table).\(column) was changed unnoticed") }
    }
  }

  /// Changes behind the journal's back, each with what is found.
  private static let damages: [(String, ChainBreak)] = [
    (
      "UPDATE person SET result = 'applied' WHERE run = 1",
      ChainBreak(entry: 9, run: 1, .contradicted(.close))
    ),
    (
      "UPDATE item SET planned = 'id 9' WHERE run = 2 AND n = 1",
      ChainBreak(entry: 10, run: 2, .contradicted(.begin))
    ),
    (
      "UPDATE outcome SET state = 'applied'",
      ChainBreak(entry: 3, run: 1, .contradicted(.outcome))
    ),
    (
      "UPDATE settlement SET state = 'absent' WHERE round = 2",
      ChainBreak(entry: 7, run: 1, .contradicted(.settlement))
    ),
    (
      "UPDATE capability SET invites = 'yes'",
      ChainBreak(entry: 8, run: nil, .contradicted(.capability))
    ),
    (
      "UPDATE audit SET text = replace(text, 'refused', 'applied') WHERE n = 3",
      ChainBreak(entry: 3, run: 1, .altered)
    ),
    ("DELETE FROM audit WHERE n = 3", ChainBreak(entry: 3, run: nil, .missing)),
    ("DELETE FROM audit WHERE n = 11", ChainBreak(entry: 11, run: nil, .wrongEnd)),
    ("DELETE FROM audit", ChainBreak(entry: 1, run: nil, .wrongEnd)),
    ("DELETE FROM chain", ChainBreak(entry: 11, run: nil, .wrongEnd)),
    ("DELETE FROM refusal", ChainBreak(entry: 3, run: 1, .contradicted(.outcome))),
    ("DELETE FROM outcome", ChainBreak(entry: 3, run: 1, .contradicted(.outcome))),
    ("UPDATE audit SET previous = hash WHERE n = 4", ChainBreak(entry: 4, run: nil, .detached)),
    (
      "INSERT INTO outcome VALUES (1, 2, 'applied', '', '', 12)",
      ChainBreak(entry: nil, run: 1, .unrecorded(.outcome))
    ),
    (
      "INSERT INTO intent SELECT run, 9, attempt, kind, project_id, project_name, digest, at, "
        + "deadline, customer_id, customer_name FROM intent WHERE number = 1",
      ChainBreak(entry: nil, run: 1, .unrecorded(.intent))
    ),
    (
      "INSERT INTO settlement SELECT run, number, 3, n, email, state, at FROM settlement "
        + "WHERE round = 1", ChainBreak(entry: nil, run: 1, .unrecorded(.settlement))
    ),
    (
      "INSERT INTO capability SELECT base_url, account, portal, 'other', invites, entry_role, "
        + "entry_profile, batch_max, proven, client_profile FROM capability",
      ChainBreak(entry: nil, run: nil, .unrecorded(.capability))
    ),
  ]

  @Test func `what was found is told: the entry, the run and what is wrong`() async throws {
    for (sql, expected) in Self.damages {
      #expect(try await Self.verdict(after: sql) == .broken(expected), "\(sql)")
    }
  }

  @Test func `an entry can be neither changed, taken out nor put in`() async throws {
    let journal = try await Self.journal()
    let before = try await journal.verify()
    for sql in [
      "UPDATE audit SET text = 'x' WHERE n = 1", "DELETE FROM audit WHERE n = 11",
      "DELETE FROM audit", "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE n = 2",
      "INSERT INTO audit SELECT 40, at, run, kind, subject, text, previous, hash FROM audit LIMIT 1",
    ] {
      await #expect(throws: DatabaseError.self, "\(sql)") {
        try await journal.database.write { try $0.execute(sql: sql) }
      }
    }
    #expect(try await journal.verify() == before)
  }

  /// The entry is refused as a full disk would refuse it: after the rows were written.
  @Test(arguments: ["audit", "chain"])
  func `a change whose entry can't be written is not made`(table: String) async throws {
    let journal = try SQLiteJournal.inMemory()
    let steps = try RunJournalContract.everyChange()
    for (index, step) in steps.enumerated() {
      let event = table == "audit" ? "AFTER INSERT" : "AFTER UPDATE"
      let before = try await Self.dump(journal)
      try await journal.database.write {
        try $0.execute(
          sql: "CREATE TRIGGER full \(event) ON \(table) BEGIN SELECT RAISE(ABORT, 'full'); END")
      }
      await #expect(throws: JournalFailure.store("full")) { try await step(journal) }
      try await journal.database.write { try $0.execute(sql: "DROP TRIGGER full") }
      #expect(try await Self.dump(journal) == before, "change \(index + 1)")
      try await step(journal)
    }
    guard case .intact(let entries, _, _) = try await journal.verify() else {
      Issue.record("broken")
      return
    }
    #expect(entries == steps.count)
  }

  /// Every row of every table.
  private static func dump(_ journal: SQLiteJournal) async throws -> [String] {
    try await journal.database.read { db in
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      return try tables.filter { $0 != "sqlite_sequence" }.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table): \($0)" }
      }
    }
  }

  @Test func `runs of a version without a log are told as such, not as broken`() async throws {
    try await withTemporaryFolder { folder in
      try FirstVersion.write(to: folder)
      let journal = try SQLiteJournal(directory: folder)
      #expect(
        try await journal.verify()
          == .intact(entries: 0, head: AuditEntry.origin, runsBefore: 2))
      try await journal.close(2, with: .unfinished(.abandoned, at: 50))
      try await journal.store(Capabilities(invites: .no), of: PlanScene.key())
      let run = try await journal.begin(RunJournalContract.opening(revertOf: 1))
      guard case .intact(3, _, runsBefore: 2) = try await journal.verify() else {
        Issue.record("broken")
        return
      }
      try await journal.database.write {
        try $0.execute(sql: "UPDATE run SET word = 'done' WHERE id = 2")
      }
      #expect(
        try await journal.verify() == .broken(ChainBreak(entry: 1, run: 2, .contradicted(.close))))
      #expect(run == 3)
    }
  }

  @Test func `two processes append to one log`() async throws {
    try await withTemporaryFolder { folder in
      let journals = [try SQLiteJournal(directory: folder), try SQLiteJournal(directory: folder)]
      try await withThrowingTaskGroup { group in
        for journal in journals {
          group.addTask {
            for _ in 0..<25 { _ = try await journal.begin(RunJournalContract.opening()) }
          }
        }
        try await group.waitForAll()
      }
      guard case .intact(50, _, runsBefore: 0) = try await journals[0].verify() else {
        Issue.record("broken")
        return
      }
    }
  }

  @Test func `every commit is synced, and the log beside the file is SQLite's own`() async throws {
    try await withTemporaryFolder { folder in
      let first = try SQLiteJournal(directory: folder)
      let second = try SQLiteJournal(directory: folder)
      for journal in [first, second] {
        let (sync, mode) = try await journal.database.read { db in
          (
            try Int.fetchOne(db, sql: "PRAGMA synchronous"),
            try String.fetchOne(db, sql: "PRAGMA journal_mode")
          )
        }
        #expect(sync == 2 && mode == "wal")
      }
      let alone = try await SQLiteJournal.inMemory().database.read {
        try Int.fetchOne($0, sql: "PRAGMA synchronous")
      }
      #expect(alone == 2)
    }
  }
}
