import GRDB
import ImportEngine
import ImportModel

/// One run in full, or what it knows of the people of one address.
enum ReportRows {
  /// `email`: in the form in which addresses are compared; nil: everybody.
  static func fetch(_ run: Int, of email: String? = nil, _ db: Database) throws -> RunReport {
    let (summary, state) = try SummaryRows.fetch(run, db)
    let part = RunPart(run, of: email)
    let calls = try CallRows.fetch(part, db)
    var callsByEmail: [String: [ReportedCall]] = [:]
    for call in calls {
      for email in call.intent.people { callsByEmail[email.canonical, default: []].append(call) }
    }
    let ofCustomers = CustomerCalls(calls)
    let items = Dictionary(
      grouping: try PlannedRows.items(part, db), by: { $0.snapshot.item.email?.canonical ?? "" })
    let rows = try PlannedRows.people(part, db)
    let people = try rows.map { planned, row -> ReportedPerson in
      let email = planned.canonicalEmail ?? ""
      return ReportedPerson(
        planned: planned,
        calls: (ofCustomers.calls(for: planned) + (callsByEmail[email] ?? []))
          .sorted { $0.intent.number < $1.intent.number },
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

/// The calls of a run that name a customer and nobody, by customer: a run may have as many of them as
/// people.
private struct CustomerCalls {
  private var byID: [String: [ReportedCall]] = [:]
  private var byName: [CustomerName: [ReportedCall]] = [:]

  init(_ calls: [ReportedCall]) {
    for call in calls where call.intent.people.isEmpty {
      guard let customer = call.intent.customer else { continue }
      if !customer.id.isEmpty { byID[customer.id, default: []].append(call) }
      if let name = CustomerName(customer.name) { byName[name, default: []].append(call) }
    }
  }

  /// Those that a person is concerned by.
  func calls(for person: JournalPerson) -> [ReportedCall] {
    guard let customer = person.customer else { return [] }
    let named = CustomerName(customer.name).flatMap { byName[$0] } ?? []
    let same = customer.id.isEmpty ? [] : byID[customer.id] ?? []
    var seen: Set<Int> = []
    return (same + named).filter {
      person.isConcerned(by: $0.intent) && seen.insert($0.intent.number).inserted
    }
  }
}
