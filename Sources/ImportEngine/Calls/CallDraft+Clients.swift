import ImportModel

/// Customers, then their client users.
extension CallDraft {
  /// Customers are made, then linked to the projects their people come into.
  mutating func provide(_ customers: [CustomerWork]) {
    for customer in customers {
      if let name = customer.making { add(.makeCustomer(name)) }
    }
    for customer in customers {
      for project in customer.links { add(.linkCustomer(customer.target, project)) }
    }
  }

  /// While it is not shown how the portal takes client users, one contact comes first, with their own
  /// customer and its link: what the calls for the others would meet is known before any customer
  /// more is made. Returns what is left to be done for the customers.
  mutating func proveClients(_ customers: [CustomerWork]) -> [CustomerWork] {
    guard awaitingProof.contains(.introduceClient), let canary = canary(of: introductions) else {
      return customers
    }
    var left = customers
    if let index = left.firstIndex(where: { $0.target == canary.customer }) {
      if let name = left[index].making { add(.makeCustomer(name)) }
      if left[index].links.contains(canary.project) {
        add(.linkCustomer(canary.customer, canary.project))
      }
      left[index].making = nil
      left[index].links.removeAll { $0 == canary.project }
    }
    add(
      .introduceClients(canary.project, canary.customer, [canary.entry]), of: [canary.place],
      notify: notifies(.introduceClient))
    return left
  }

  private var introductions: [ClientEntry] {
    clientEntries { person in person.introduction.map { [($0.project, $0.profile)] } ?? [] }
  }

  /// The entries of those client users whose customer is known, by what is to be entered of each.
  private func clientEntries(
    _ additions: (PersonWork) -> [(project: ProjectID, profile: ProfileID?)]
  ) -> [ClientEntry] {
    guard !clients.isEmpty else { return [] }
    return rest.enumerated().flatMap { place, person -> [ClientEntry] in
      guard person.isClient, let customer = person.customer else { return [] }
      return additions(person).map { new in
        ClientEntry(
          customer: customer, place: place, project: new.project,
          entry: entry(person.email, new.profile))
      }
    }
  }

  /// Best with a profile unlike what most client users have, which stands in for the default.
  private func canary(of entries: [ClientEntry]) -> ClientEntry? {
    guard !entries.isEmpty else { return nil }
    let common = portal.commonProfile(of: .client)
    return entries.first { $0.entry.profile != nil && $0.entry.profile != common }
      ?? entries.first { $0.entry.profile != nil } ?? entries.first
  }

  mutating func introduceClients() {
    clientBatches(introductions, kind: .introduceClient) { .introduceClients($0, $1, $2) }
  }

  mutating func joinClients() {
    let entries = clientEntries { $0.joins.map { ($0.project, $0.profile) } }
    clientBatches(entries, kind: .joinClient) { .joinClients($0, $1, $2) }
  }

  private func entry(_ email: EmailAddress, _ profile: ProfileID?) -> MemberEntry {
    MemberEntry(
      email: email, role: nil, profile: capabilities.clientProfile.isCarried ? profile : nil)
  }

  /// One canary where the kind still needs one; then batches, project by project and in each customer
  /// by customer.
  private mutating func clientBatches(
    _ all: [ClientEntry], kind: WriteKind,
    work: (ProjectID, CustomerTarget, [MemberEntry]) -> PlannedCall.Work
  ) {
    let notify = notifies(kind)
    var entries = all
    if awaitingProof.contains(kind), let canary = canary(of: entries) {
      entries.removeAll { $0.place == canary.place && $0.project == canary.project }
      add(
        work(canary.project, canary.customer, [canary.entry]), of: [canary.place], notify: notify)
    }
    var order: [ClientGroup] = []
    var groups: [ClientGroup: [ClientEntry]] = [:]
    for entry in entries {
      let group = ClientGroup(project: entry.project, customer: entry.customer)
      if groups[group] == nil { order.append(group) }
      groups[group, default: []].append(entry)
    }
    for project in projects {
      for group in order where group.project == project {
        for batch in batched(groups[group] ?? [], in: project, \.entry.email) {
          add(
            work(project, group.customer, batch.map(\.entry)), of: batch.map(\.place),
            notify: notify)
        }
      }
    }
  }
}

extension PersonWork {
  /// The kind of addition that can show what the portal does with a profile in an entry of client
  /// users; nil where none has one.
  static func kindTellingProfiles(in work: [PersonWork]) -> WriteKind? {
    let clients = work.indices.lazy.filter { work[$0].isClient }.map { work[$0] }
    if clients.contains(where: { $0.introduction?.profile != nil }) { return .introduceClient }
    return clients.contains { $0.joins.contains { $0.profile != nil } } ? .joinClient : nil
  }
}

private struct ClientGroup: Hashable {
  let project: ProjectID
  let customer: CustomerTarget
}

/// An entry of an addition of client users, and where its person stands in `rest`.
private struct ClientEntry {
  let customer: CustomerTarget
  let place: Int
  let project: ProjectID
  let entry: MemberEntry
}
