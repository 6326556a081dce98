package import ImportModel

/// Which lists have to be read before a run can be undone.
package struct RevertScope: Hashable, Sendable {
  /// Projects whose members are read.
  package var members: Set<ProjectID>
  /// Projects whose customers and client users are read.
  package var clients: Set<ProjectID>
  /// Staff whose projects are asked for one by one: fewer calls than every project's members.
  package var people: [EmailAddress] = []

  package init(members: Set<ProjectID>, clients: Set<ProjectID>) {
    self.members = members
    self.clients = clients
  }

  /// Somebody leaves the portal only when no project has them, a customer only when none is linked:
  /// every project counts, not those of the run alone.
  /// Without `asksOneByOne` every project's members are read where anybody may leave the portal.
  package init(
    undoing run: RunResumption, in projects: [ProjectID], asksOneByOne: Bool = true
  ) {
    let work = run.items.filter { $0.planned != $0.before }.map(\.item)
    let people = run.people.filter(\.blocked.isEmpty).map { RunPerson($0) }
    let clientPeople = Set(people.lazy.filter(\.isClient).compactMap(\.email))
    members = []
    clients = []
    for item in work {
      guard let project = item.project else { continue }
      let isOfClients = item.email.map(clientPeople.contains) ?? true
      if isOfClients { clients.insert(project) } else { members.insert(project) }
    }
    let introduced = work.compactMap { item -> EmailAddress? in
      switch item {
      case .member(let email), .status(let email): email
      default: nil
      }
    }
    let makesCustomers = work.contains { if case .customer = $0 { true } else { false } }
    if makesCustomers || introduced.contains(where: clientPeople.contains) {
      clients = Set(projects)
    }
    let staff = introduced.filter { !clientPeople.contains($0) }
    if asksOneByOne, staff.count < projects.count {
      self.people = staff
    } else if !staff.isEmpty {
      members = Set(projects)
    }
  }
}

extension PortalService {
  /// The projects of several people, complete or not at all; of those only whom the portal has.
  package func projects(
    of people: [EmailAddress], in portal: Portal
  ) async throws(ServiceFailure) -> [EmailAddress: Set<ProjectID>] {
    let found = people.compactMap { email in portal.users[email].map { (email, $0.id) } }
    let lists = try await reading(found) { person throws(ServiceFailure) in
      (person.0, Set(try await self.projects(of: person.1, in: portal.id)))
    }
    return Dictionary(lists, uniquingKeysWith: { first, _ in first })
  }
}
