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
    let users = readOfUsers(times: 1 + canaries.count + (needsIDs ? 1 : 0))
    let makings = calls.filter { $0.kind == .makeCustomer || $0.kind == .deleteCustomer }
    let customers = makings.isEmpty ? 0 : 1 + makings.count(where: \.isCanary)
    let clients = times { isAboutClients($0) }
    let (members, joining) = (added { !isAboutClients($0) }, added(isAboutClients))
    return [users]
      + times { !isAboutClients($0) }.map { project, times in
        let count = portal.members[project]?.byEmail.count ?? 0
        return PlannedRead(
          what: .members(project), times: times, lists: (count, members[project, default: 0]))
      }
      + (customers == 0
        ? []
        : [
          PlannedRead(
            what: .customers, times: customers,
            lists: (portal.customers.count, calls.count { $0.kind == .makeCustomer }))
        ])
      + clients.map { project, times in
        let count = portal.clients[project]?.customers.count ?? 0
        return PlannedRead(what: .projectCustomers(project), times: times, lists: (count, 0))
      }
      + clients.map { project, times in
        let count = portal.clients[project]?.users.byEmail.count ?? 0
        return PlannedRead(
          what: .projectClients(project), times: times,
          lists: (count, joining[project, default: 0]))
      }
  }

  /// Staff and clients are two lists, and those who are inactive two more.
  private func readOfUsers(times: Int) -> PlannedRead {
    var counts: [Bool: (active: Int, inactive: Int)] = [:]
    for user in portal.users.all where !user.kind.isLimited {
      let isClient = user.kind == .client
      if user.status == .inactive {
        counts[isClient, default: (0, 0)].inactive += 1
      } else {
        counts[isClient, default: (0, 0)].active += 1
      }
    }
    let new = newPeople
    let newClients = new.intersection(clients).count
    let (staff, client) = (counts[false] ?? (0, 0), counts[true] ?? (0, 0))
    return PlannedRead(
      what: .portalUsers, times: times, lists: (staff.active, new.count - newClients),
      (staff.inactive, 0), (client.active, newClients), (client.inactive, 0))
  }

  /// How many people those of the calls add that are meant, by project.
  private func added(_ isMeant: (PlannedCall) -> Bool) -> [ProjectID: Int] {
    calls.reduce(into: [:]) { counts, call in
      guard let project = call.project, isMeant(call) else { return }
      counts[project, default: 0] += call.entries.count
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
