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
      grouping: try PlannedRows.items(run, db), by: { $0.snapshot.item.email?.canonical ?? "" })
    let rows = try PlannedRows.people(run, db)
    let people = try rows.map { planned, row -> ReportedPerson in
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

  private static func result(_ row: Row) throws -> PersonResult? {
    guard let text: String = row["result"] else { return nil }
    return PersonResult(
      person: try StoredText.person(row), email: row["email"], name: row["name"],
      result: try StoredText.value(text), code: row["code"], message: row["message"])
  }
}
