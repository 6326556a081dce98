import Foundation
import Fuzzing
import GRDB
import Glibc
import ImportEngine
import ImportModel
@testable import JournalStore
import Synchronization

/// Any values in any rows of a journal, which somebody else may have written: everything that is asked
/// of it is answered or refused.
let journalTarget = FuzzTarget("journal", round: 80) { bytes in
  guard let journal = Journals.journal else { return }
  Journals.fill(journal.database, Journals.base, from: bytes)
  wait { await ask(journal) }
}

/// The same of the ledger of slots: whatever it holds, a call is let go or told to wait.
let slotsTarget = FuzzTarget("slots", round: 400) { bytes in
  guard let slots = Journals.slots else { return }
  Journals.fill(slots.database, [], from: bytes)
  wait {
    let key = SlotKey(baseURL: "b", account: "a", pattern: "p")
    let limit = CallLimit(calls: 2, window: 120_000)
    let answer = try? await slots.take(key, limit, deadline: 1000)
    if case .granted(let slot)? = answer { try? await slots.complete(slot, told: nil) }
    _ = try? await slots.uses(of: "b", account: "a") { _ in limit }
    try? await slots.lock(key, until: 2_000_000_000)
    _ = try? await slots.take(key, limit, deadline: 1000)
    _ = try? await slots.held
  }
}

/// A journal's file with bytes of it overwritten: it opens and answers, or is refused.
let fileTarget = FuzzTarget("file", round: 80) { bytes in
  guard let folder = Journals.folder, var file = Journals.file else { return }
  var input = FuzzInput(bytes)
  for _ in 0..<max(1, Int(input.byte() % 8)) {
    let place = (Int(input.byte()) << 8 | Int(input.byte())) % file.count
    for _ in 0..<(1 + Int(input.byte() % 8)) where place < file.count {
      file[min(file.count - 1, place)] = input.byte()
    }
  }
  // The header's own length fields are reached with the first bytes of an input alone.
  write(file, to: folder + "/journal.sqlite")
  for ending in ["-wal", "-shm"] { unlink(folder + "/journal.sqlite" + ending) }
  guard let journal = try? SQLiteJournal(directory: folder) else { return }
  wait { await ask(journal) }
  try? journal.database.close()
}

private func ask(_ journal: SQLiteJournal) async {
  _ = try? await journal.runs(matching: nil)
  _ = try? await journal.runs(matching: EmailAddress("a@x.com"))
  for run in [1, 2] {
    _ = try? await journal.report(run)
    _ = try? await journal.resumption(of: run)
  }
  if let id = PortalID("1") {
    let key = PortalKey(baseURL: "b", account: "a", portal: id, instance: "")
    _ = try? await journal.unfinishedRuns(of: key)
    _ = try? await journal.capabilities(of: key)
  }
  _ = try? await journal.verify()
}

func write(_ bytes: [UInt8], to path: String) {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  defer { close(file) }
  _ = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
}

/// The folders made, which go with the process.
private let folders = Mutex<[String]>([])

/// A folder of one's own; nil where none can be had.
func newFolder() -> String? {
  var template = Array("/tmp/crmsh-fuzz-XXXXXX".utf8CString)
  guard let folder = mkdtemp(&template).map({ String(cString: $0) }) else { return nil }
  let isFirst = folders.withLock { made in
    made.append(folder)
    return made.count == 1
  }
  if isFirst {
    atexit {
      for folder in folders.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: folder) }
    }
  }
  return folder
}

enum Journals {
  static let journal: SQLiteJournal? = {
    guard let journal = try? SQLiteJournal.inMemory() else { return nil }
    try? journal.database.writeWithoutTransaction { db in
      for trigger in ["update", "delete", "insert"] {
        try db.execute(sql: "DROP TRIGGER audit_\(trigger)")
      }
      try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
    }
    return journal
  }()

  static let slots: SQLiteSlots? = (try? SystemBootClock()).flatMap {
    try? SQLiteSlots.inMemory(clock: $0)
  }

  static let folder = newFolder()

  /// A whole journal's file with a run in it.
  static let file: [UInt8]? = folder.flatMap { folder in
    guard let journal = try? SQLiteJournal(directory: folder) else { return nil }
    try? journal.database.write { db in for sql in base { try db.execute(sql: sql) } }
    try? journal.database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try? journal.database.close()
    let file = open(folder + "/journal.sqlite", O_RDONLY)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = read(file, &bytes, bytes.count)
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }

  /// A run that ended and one that did not.
  static let base = [
    """
    INSERT INTO run (id, base_url, account, portal, instance, portal_name, os_user, crm_caller, host,
      version, plan, state, started_at, ended_at, word, exit_code)
    VALUES (1, 'b', 'a', '1', '', 'p', 'me', 'a@x.com', 'h', '0.1', 'plan', 'state', 10, 20, 'done', 0),
      (2, 'b', 'a', '1', '', 'p', 'me', 'a@x.com', 'h', '0.1', 'plan', 'state', 30, NULL, NULL, NULL)
    """,
    """
    INSERT INTO person (run, position, kind, id, name, email, canonical, change, blocked, role_id,
      role_name, result)
    VALUES (1, 0, 'user', '1', 'Ana', 'a@x.com', 'a@x.com', 'add', '', '5', 'Manager', 'applied'),
      (2, 0, 'user', '1', 'Ana', 'a@x.com', 'a@x.com', 'change', '', NULL, NULL, NULL)
    """,
    """
    INSERT INTO item (run, n, kind, email, canonical, project, customer, planned, before, after)
    VALUES (1, 0, 'role', 'a@x.com', 'a@x.com', '', '', 'id 5', 'absent', 'id 5'),
      (2, 1, 'join', 'a@x.com', 'a@x.com', '1', '', 'present', 'absent', NULL)
    """,
    """
    INSERT INTO intent (run, number, attempt, kind, project_id, project_name, digest, at, deadline)
    VALUES (1, 1, 1, 'introduce', '1', 'Web', 'd', 11, 41), (2, 1, 1, 'introduce', '1', 'W', 'd', 1, 2)
    """,
    """
    INSERT INTO intent_person (run, number, n, email, canonical, is_missing)
    VALUES (1, 1, 0, 'a@x.com', 'a@x.com', 0), (2, 1, 0, 'a@x.com', 'a@x.com', 0)
    """,
    "INSERT INTO outcome (run, number, state, code, message, at) VALUES (1, 1, 'applied', '', '', 12)",
  ]

  /// Empties every table, puts the base in, then does what the input says: an update of a column, or a
  /// row of its values.
  static func fill(_ database: DatabaseQueue, _ base: [String], from bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    do {
      try database.write { db in
        let tables = try String.fetchAll(
          db,
          sql: """
            SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
              AND name NOT LIKE 'grdb_%' ORDER BY name
            """)
        for table in tables where table != "chain" { try db.execute(sql: "DELETE FROM \(table)") }
        for sql in base { try db.execute(sql: sql) }
        for _ in 0..<12 where !input.bytes.isEmpty {
          let table = tables[Int(input.byte()) % tables.count]
          let columns = try db.columns(in: table).map(\.name)
          if input.byte() % 4 == 0 {
            let values = columns.map { _ in value(&input) }
            let marks = columns.map { _ in "?" }.joined(separator: ", ")
            try? db.execute(
              sql: "INSERT OR REPLACE INTO \(table) VALUES (\(marks))",
              arguments: StatementArguments(values))
          } else {
            let column = columns[Int(input.byte()) % columns.count]
            try? db.execute(
              sql: "UPDATE OR IGNORE \(table) SET \(column) = ?",
              arguments: StatementArguments([value(&input)]))
          }
        }
      }
    } catch {
      fatalError("the tables can't be filled: \(error)")
    }
  }

  private static func value(_ input: inout FuzzInput) -> (any DatabaseValueConvertible)? {
    switch input.byte() % 8 {
    case 0: nil
    case 1: 1
    case 2: [0, 2, -1, Int64.max, Int64.min, 4_000_000_000][Int(input.byte()) % 6]
    case 3: "1"
    default: input.text()
    }
  }
}
