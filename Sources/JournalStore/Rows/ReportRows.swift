import GRDB
import ImportEngine
import ImportModel

/// One run in full.
enum ReportRows {
  static func fetch(_ run: Int, _ db: Database) throws -> RunReport {
    let (summary, state) = try SummaryRows.fetch(run, db)
    let calls = try CallRows.fetch(run, db)
    var callsByEmail: [String: [ReportedCall]] = [:]
    for call in calls {
      for email in call.intent.people { callsByEmail[email.canonical, default: []].append(call) }
    }
    let ofCustomers = calls.filter(\.intent.people.isEmpty)
    let items = Dictionary(
      grouping: try items(run, db), by: { $0.snapshot.item.email?.canonical ?? "" })
    let details = Details(
      projects: try grouped("assignment", run, db), origins: try grouped("origin", run, db),
      matched: try grouped("matched", run, db))
    let rows = try Row.fetchAll(
      db, sql: "SELECT * FROM person WHERE run = ? ORDER BY position", arguments: [run])
    let people = try rows.map { row -> ReportedPerson in
      let planned = try person(row, details)
      let email = planned.canonicalEmail ?? ""
      return ReportedPerson(
        planned: planned,
        calls: (ofCustomers.filter { planned.isConcerned(by: $0.intent) }
          + (callsByEmail[email] ?? [])).sorted { $0.intent.number < $1.intent.number },
        items: email.isEmpty ? [] : items[email] ?? [],
        result: try result(row))
    }
    return RunReport(summary: summary, stateDigest: state, people: people)
  }

  private struct Details {
    let projects: [Int: [Row]]
    let origins: [Int: [Row]]
    let matched: [Int: [Row]]
  }

  private static func grouped(
    _ table: String, _ run: Int, _ db: Database
  ) throws -> [Int: [Row]] {
    Dictionary(
      grouping: try Row.fetchAll(
        db, sql: "SELECT * FROM \(table) WHERE run = ? ORDER BY position, n", arguments: [run]),
      by: { $0["position"] as Int })
  }

  private static func items(_ run: Int, _ db: Database) throws -> [ReportedItem] {
    try Row.fetchAll(db, sql: "SELECT * FROM item WHERE run = ? ORDER BY n", arguments: [run])
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
      origins: (details.origins[position] ?? []).map { row in
        Origin(
          line: row["line"], file: row["file"], position: row["line_number"],
          scriptHash: row["script_hash"])
      },
      matched: (details.matched[position] ?? []).map { $0["value"] })
  }

  private static func result(_ row: Row) throws -> PersonResult? {
    guard let text: String = row["result"] else { return nil }
    return PersonResult(
      person: try StoredText.person(row), email: row["email"], name: row["name"],
      result: try StoredText.value(text), code: row["code"], message: row["message"])
  }
}
