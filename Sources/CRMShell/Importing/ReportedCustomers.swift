import ImportEngine
import ImportModel
import Reporting

/// What a run did to customers: which it made, and which it linked to which projects.
struct ReportedCustomers {
  /// In the order of their first calls.
  private var customers: [Entry] = []

  private struct Entry {
    let name: String
    var id = ""
    var made: [ReportedCall] = []
    var links: [(project: String, calls: [ReportedCall])] = []
  }

  init(_ report: RunReport) {
    var seen: Set<Int> = []
    let calls = report.people.flatMap(\.calls)
      .filter { [.makeCustomer, .linkCustomer].contains($0.intent.kind) }
      .filter { seen.insert($0.intent.number).inserted }
      .sorted { $0.intent.number < $1.intent.number }
    for call in calls { add(call) }
  }

  private mutating func add(_ call: ReportedCall) {
    guard let customer = call.intent.customer else { return }
    // A customer that the run makes has no id before.
    let known = customers.firstIndex { entry in
      CustomerName(entry.name) == CustomerName(customer.name)
        && (entry.id.isEmpty || customer.id.isEmpty || entry.id == customer.id)
    }
    if known == nil { customers.append(Entry(name: customer.name)) }
    let index = known ?? customers.count - 1
    if customers[index].id.isEmpty { customers[index].id = customer.id }
    guard call.intent.kind == .linkCustomer, let project = call.intent.project?.name else {
      return customers[index].made.append(call)
    }
    if let link = customers[index].links.firstIndex(where: { $0.project == project }) {
      customers[index].links[link].calls.append(call)
    } else {
      customers[index].links.append((project, [call]))
    }
  }

  /// One row a customer; nil where the run sent nothing about any.
  var table: Table? {
    guard !customers.isEmpty else { return nil }
    var table = Table(
      key: "customers",
      columns: [
        Column("customer", isFlexible: true, shortest: 20), Column("id", priority: 2),
        Column("made"), Column("linked", title: "linked to", isFlexible: true),
        Column("not_linked", title: "not linked to", isFlexible: true),
        Column("message", isFlexible: true),
      ])
    for entry in customers {
      let linked = entry.links.filter { Self.isDone($0.calls) }.map(\.project)
      let failed = entry.links.filter { !Self.isDone($0.calls) }.map(\.project)
      table.append([
        .text(entry.name), entry.id.isEmpty ? .empty : .text(entry.id),
        entry.made.isEmpty ? "was there" : Self.made(entry.made), .list(linked), .list(failed),
        Cell(Self.message(entry.made + entry.links.flatMap(\.calls))),
      ])
    }
    return table
  }

  private static func made(_ calls: [ReportedCall]) -> Cell {
    if isDone(calls) { return .styled("made", .good) }
    return .styled(calls.last?.outcome?.state == .refused ? "refused" : "not shown", .bad)
  }

  /// Whether the server said so, or a read-back showed it.
  private static func isDone(_ calls: [ReportedCall]) -> Bool {
    calls.contains { call in
      call.outcome?.state == .applied
        || call.findings.contains { $0.findings.contains { $0.state == .shown } }
    }
  }

  /// The server's words for what did not go well, each once.
  private static func message(_ calls: [ReportedCall]) -> String? {
    var seen: Set<String> = []
    let words = calls.compactMap(\.outcome).filter { $0.state != .applied }.map { outcome in
      [outcome.code, outcome.message].filter { !$0.isEmpty }.joined(separator: ": ")
    }.filter { !$0.isEmpty && seen.insert($0).inserted }
    return words.isEmpty ? nil : words.joined(separator: "; ")
  }
}
