import GRDB
import ImportEngine

/// The audit log: appended to in the transaction of the change it tells.
enum AuditLog {
  static func append(_ change: AuditedChange, _ db: Database) throws {
    let end = try ChainEnd.fetch(db)
    let rows = try StoredRows.digest(
      of: change.kind, run: change.run, subject: change.subject, db)
    let entry = AuditEntry(
      change, rows: rows, number: end.entries + 1, previous: end.head, by: SHA256())
    try db.execute(
      cached: "INSERT INTO audit VALUES (?,?,?,?,?,?,?,?)",
      arguments: [
        entry.number, entry.at, entry.run, entry.kind, entry.subject, entry.text, entry.previous,
        entry.hash,
      ])
    try db.execute(
      cached: "UPDATE chain SET entries = ?, head = ?", arguments: [entry.number, entry.hash])
  }

  /// Follows the log, compares everything it tells with what is stored, then looks for what it does
  /// not tell.
  static func verify(_ db: Database) throws -> ChainVerdict {
    var check = ChainCheck(by: SHA256())
    var found: [String: AuditEntry] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY n")
    while let row = try rows.next() {
      let entry = Self.entry(row)
      if let flaw = check.take(entry) { return .broken(flaw) }
      // Later findings about a portal take the place of earlier ones.
      if entry.kind == AuditEntry.Kind.capability.rawValue {
        found[entry.subject] = entry
      } else if let flaw = try contradiction(of: entry, db) {
        return .broken(flaw)
      }
    }
    guard let end = try ChainEnd.fetchIfThere(db) else {
      return .broken(ChainBreak(entry: check.entries, run: nil, .wrongEnd))
    }
    let flaw =
      try check.ends(after: end.entries, with: end.head)
      ?? found.values.sorted { $0.number < $1.number }
      .lazy.compactMap { try contradiction(of: $0, db) }.first
      ?? unrecorded(end, found: found.count, db)
    if let flaw { return .broken(flaw) }
    let before = try Int.fetchOne(
      db, cached: "SELECT count(*) FROM run WHERE id <= ?", arguments: [end.runsBefore])
    return .intact(entries: check.entries, head: check.head, runsBefore: before ?? 0)
  }

  private static func contradiction(of entry: AuditEntry, _ db: Database) throws -> ChainBreak? {
    guard let kind = AuditEntry.Kind(rawValue: entry.kind) else {
      return ChainBreak(entry: entry.number, run: entry.run, .altered)
    }
    let rows = try StoredRows.digest(of: kind, run: entry.run, subject: entry.subject, db)
    return entry.tells(rows: rows)
      ? nil : ChainBreak(entry: entry.number, run: entry.run, .contradicted(kind))
  }

  /// Something stored since the log began that no entry tells of.
  private static func unrecorded(
    _ end: ChainEnd, found: Int, _ db: Database
  ) throws -> ChainBreak? {
    for (kind, subjects) in subjects {
      let run = try Int.fetchOne(
        db,
        cached: """
          SELECT run FROM (\(subjects)) AS stored
          WHERE run > ? AND NOT EXISTS (SELECT 1 FROM audit
            WHERE audit.run = stored.run AND kind = ? AND subject = stored.subject)
          ORDER BY run LIMIT 1
          """, arguments: [end.runsBefore, kind.rawValue])
      if let run { return ChainBreak(entry: nil, run: run, .unrecorded(kind)) }
    }
    let stored = try Int.fetchOne(db, cached: "SELECT count(*) FROM capability") ?? 0
    return stored > found + end.findingsBefore
      ? ChainBreak(entry: nil, run: nil, .unrecorded(.capability)) : nil
  }

  /// What is stored by kind, with the subject its entry must have.
  private static let subjects: [(AuditEntry.Kind, String)] = [
    (.begin, "SELECT id AS run, '' AS subject FROM run"),
    (.intent, "SELECT run, CAST(number AS TEXT) AS subject FROM intent"),
    (.outcome, "SELECT run, CAST(number AS TEXT) AS subject FROM outcome"),
    (.settlement, "SELECT DISTINCT run, number || '.' || round AS subject FROM settlement"),
    (.close, "SELECT id AS run, '' AS subject FROM run WHERE ended_at IS NOT NULL"),
  ]

  /// A value of another type than was written, as in a damaged file, gives an entry that does not
  /// hash to what it says.
  private static func entry(_ row: Row) -> AuditEntry {
    func text(_ column: String) -> String { String.fromDatabaseValue(row[column]) ?? "" }
    return AuditEntry(
      number: Int.fromDatabaseValue(row["n"]) ?? 0, at: Int64.fromDatabaseValue(row["at"]),
      run: Int.fromDatabaseValue(row["run"]), kind: text("kind"), subject: text("subject"),
      text: text("text"), previous: text("previous"), hash: text("hash"))
  }
}

/// The recorded end of the log.
struct ChainEnd {
  let entries: Int
  let head: String
  /// Runs up to this number are older than the log.
  let runsBefore: Int
  /// So many portals had findings before there was a log.
  let findingsBefore: Int

  /// Fails when it is not there.
  static func fetch(_ db: Database) throws -> ChainEnd {
    guard let end = try fetchIfThere(db) else {
      throw JournalFailure.store("the end of its audit log is not recorded; type: runs --verify")
    }
    return end
  }

  static func fetchIfThere(_ db: Database) throws -> ChainEnd? {
    guard let row = try Row.fetchOne(db, cached: "SELECT * FROM chain"),
      let entries = Int.fromDatabaseValue(row["entries"]),
      let head = String.fromDatabaseValue(row["head"]),
      let runsBefore = Int.fromDatabaseValue(row["runs_before"]),
      let findingsBefore = Int.fromDatabaseValue(row["findings_before"])
    else { return nil }
    return ChainEnd(
      entries: entries, head: head, runsBefore: runsBefore, findingsBefore: findingsBefore)
  }
}
