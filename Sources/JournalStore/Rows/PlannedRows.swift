import GRDB
import ImportEngine
import ImportModel

/// The rows and items of a run's plan.
enum PlannedRows {
  /// In plan order, with the row that also holds how it ended.
  static func people(_ part: RunPart, _ db: Database) throws -> [(JournalPerson, Row)] {
    let details = Details(
      projects: try grouped("assignment", part, db), origins: try grouped("origin", part, db),
      matched: try grouped("matched", part, db), lines: try LongLines.Reader(part, db))
    let (condition, arguments) = part.ofAddress
    return try Row.fetchAll(
      db, cached: "SELECT * FROM person WHERE \(condition) ORDER BY position",
      arguments: arguments
    ).map { (try person($0, details), $0) }
  }

  private struct Details {
    let projects: [Int: [Row]]
    let origins: [Int: [Row]]
    let matched: [Int: [Row]]
    let lines: LongLines.Reader
  }

  private static func grouped(
    _ table: String, _ part: RunPart, _ db: Database
  ) throws -> [Int: [Row]] {
    let (condition, arguments) = part.ofPlaces
    return Dictionary(
      grouping: try Row.fetchAll(
        db, cached: "SELECT * FROM \(table) WHERE \(condition) ORDER BY position, n",
        arguments: arguments),
      by: { $0["position"] as Int })
  }

  /// The items of a run, of people and of customers, in the order stored.
  static func items(_ part: RunPart, _ db: Database) throws -> [ReportedItem] {
    let (condition, arguments) = part.ofAddress
    return try Row.fetchAll(
      db, cached: "SELECT * FROM item WHERE \(condition) ORDER BY n", arguments: arguments
    )
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
