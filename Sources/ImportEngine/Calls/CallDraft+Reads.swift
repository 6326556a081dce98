import ImportModel

extension CallDraft {
  /// People and the lists that hold what was written after every canary, once before a new person is
  /// named by id, and at the end.
  var reads: [PlannedRead] {
    guard !calls.isEmpty else { return [] }
    let canaries = calls.filter(\.isCanary)
    let needingIDs = calls.filter { $0.kind == .setRole || $0.kind == .setProjectProfile }
    let needsIDs =
      !needingIDs.isEmpty && !newPeople.isDisjoint(with: needingIDs.lazy.flatMap(\.people))
    let users = PlannedRead(
      what: .portalUsers, times: 1 + canaries.count + (needsIDs ? 1 : 0),
      count: portal.users.all.count, added: newPeople.count)
    let makings = calls.filter { $0.kind == .makeCustomer || $0.kind == .deleteCustomer }
    let customers = makings.isEmpty ? 0 : 1 + makings.count(where: \.isCanary)
    let clients = times { isAboutClients($0) }
    let joining = joining
    return [users]
      + times { !isAboutClients($0) }.map { project, times in
        PlannedRead(
          what: .members(project), times: times,
          count: portal.members[project]?.byEmail.count ?? 0, added: joining[project, default: 0])
      }
      + (customers == 0
        ? []
        : [
          PlannedRead(
            what: .customers, times: customers, count: portal.customers.count,
            added: calls.count { $0.kind == .makeCustomer })
        ])
      + clients.map { project, times in
        PlannedRead(
          what: .projectCustomers(project), times: times,
          count: portal.clients[project]?.customers.count ?? 0, added: 0)
      }
      + clients.map { project, times in
        PlannedRead(
          what: .projectClients(project), times: times,
          count: portal.clients[project]?.users.byEmail.count ?? 0,
          added: joining[project, default: 0])
      }
  }

  /// How many entries the calls have, by project.
  private var joining: [ProjectID: Int] {
    calls.reduce(into: [:]) { counts, call in
      if let project = call.project { counts[project, default: 0] += call.entries.count }
    }
  }

  /// How often the lists of a project are read for those of its calls that are meant: after each
  /// canary, and at the end.
  private func times(_ isMeant: (PlannedCall) -> Bool) -> [(ProjectID, Int)] {
    var times: [ProjectID: Int] = [:]
    let meant = calls.filter(isMeant)
    for project in meant.filter(\.isCanary).compactMap(\.project) {
      times[project, default: 0] += 1
    }
    for project in Set(meant.compactMap(\.project)) { times[project, default: 0] += 1 }
    return times.sorted { $0.key < $1.key }
  }

  private func isAboutClients(_ call: PlannedCall) -> Bool {
    call.customer != nil || !clients.isEmpty && call.people.contains(where: clients.contains)
  }

  private var newPeople: Set<EmailAddress> { Set(rest.lazy.filter { !$0.wasThere }.map(\.email)) }
}
