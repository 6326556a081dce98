import GRDB
import ImportEngine
import ImportModel

/// The rows and items of a run's plan.
enum PlannedRows {
  /// In plan order, with the row that also holds how it ended.
  static func people(_ run: Int, _ db: Database) throws -> [(JournalPerson, Row)] {
    let details = Details(
      projects: try grouped("assignment", run, db), origins: try grouped("origin", run, db),
      matched: try grouped("matched", run, db), lines: try LongLines.Reader(run, db))
    return try Row.fetchAll(
      db, cached: "SELECT * FROM person WHERE run = ? ORDER BY position", arguments: [run]
    ).map { (try person($0, details), $0) }
  }

  private struct Details {
    let projects: [Int: [Row]]
    let origins: [Int: [Row]]
    let matched: [Int: [Row]]
    let lines: LongLines.Reader
  }

  private static func grouped(
    _ table: String, _ run: Int, _ db: Database
  ) throws -> [Int: [Row]] {
    Dictionary(
      grouping: try Row.fetchAll(
        db, cached: "SELECT * FROM \(table) WHERE run = ? ORDER BY position, n", arguments: [run]),
      by: { $0["position"] as Int })
  }

  /// All items of a run, of people and of customers, in the order stored.
  static func items(_ run: Int, _ db: Database) throws -> [ReportedItem] {
    try Row.fetchAll(db, cached: "SELECT * FROM item WHERE run = ? ORDER BY n", arguments: [run])
      .map { row in
        ReportedItem(
          snapshot: ItemSnapshot(
            item: try StoredText.item(row), planned: try StoredText.itemValue(row["planned"]),
            before: try StoredText.itemValue(row["before"])),
          after: try (row["after"] as String?).map { try StoredText.itemValue($0) })
      }
  }

  private static func person(_ row: Row, _ details: Details) throws -> JournalPerson {
    let position: Int = row["position"]
    return JournalPerson(
      id: try StoredText.person(row), name: row["name"], emailText: row["email"],
      canonicalEmail: row["canonical"], change: try StoredText.value(row["change"]),
      blocked: try (row["blocked"] as String).split(separator: ",").map {
        try StoredText.value(String($0), BlockReason.self)
      },
      role: StoredText.named("role", row), customer: StoredText.named("customer", row),
      profile: StoredText.named("profile", row),
      projects: try (details.projects[position] ?? []).map { row in
        guard let project = StoredText.named("project", row) else {
          throw StoredText.damaged("assignment")
        }
        return JournalPerson.Assignment(
          project: project, profile: StoredText.named("profile", row))
      },
      origins: try (details.origins[position] ?? []).map { row in
        Origin(
          line: try details.lines.line(row), file: row["file"], position: row["line_number"],
          scriptHash: row["script_hash"])
      },
      matched: (details.matched[position] ?? []).map { $0["value"] })
  }
}
