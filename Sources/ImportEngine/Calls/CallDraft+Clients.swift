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

  mutating func introduceClients() {
    let entries = rest.filter(\.isClient).compactMap { person -> ClientEntry? in
      guard let new = person.introduction, let customer = person.customer else { return nil }
      return ClientEntry(new.project, customer, entry(person.email, new.profile))
    }
    clientBatches(entries, kind: .introduceClient) { .introduceClients($0, $1, $2) }
  }

  mutating func joinClients() {
    let entries = rest.filter(\.isClient).flatMap { person in
      person.joins.compactMap { join -> ClientEntry? in
        guard let customer = person.customer else { return nil }
        return ClientEntry(join.project, customer, entry(person.email, join.profile))
      }
    }
    clientBatches(entries, kind: .joinClient) { .joinClients($0, $1, $2) }
  }

  private func entry(_ email: EmailAddress, _ profile: ProfileID?) -> MemberEntry {
    MemberEntry(
      email: email, role: nil, profile: capabilities.clientProfile.isCarried ? profile : nil)
  }

  /// One canary where the kind still needs one, best with a profile unlike what most client users
  /// have, which stands in for the default; then batches, project by project and in each customer
  /// by customer.
  private mutating func clientBatches(
    _ all: [ClientEntry], kind: WriteKind,
    work: (ProjectID, CustomerTarget, [MemberEntry]) -> PlannedCall.Work
  ) {
    let notify = notifies(kind)
    var entries = all
    if awaitingProof.contains(kind), !entries.isEmpty {
      let common = portal.commonProfile(of: .client)
      let canary = entries.remove(
        at: entries.firstIndex { $0.entry.profile != nil && $0.entry.profile != common }
          ?? entries.firstIndex { $0.entry.profile != nil } ?? 0)
      add(work(canary.project, canary.customer, [canary.entry]), notify: notify)
    }
    var order: [ClientGroup] = []
    var groups: [ClientGroup: [MemberEntry]] = [:]
    for entry in entries {
      let group = ClientGroup(project: entry.project, customer: entry.customer)
      if groups[group] == nil { order.append(group) }
      groups[group, default: []].append(entry.entry)
    }
    for project in projects {
      for group in order where group.project == project {
        var remaining = (groups[group] ?? [])[...]
        while !remaining.isEmpty {
          add(work(project, group.customer, Array(remaining.prefix(batch))), notify: notify)
          remaining = remaining.dropFirst(batch)
        }
      }
    }
  }
}

extension PersonWork {
  /// The kind of addition that can show what the portal does with a profile in an entry of client
  /// users; nil where none has one.
  static func kindTellingProfiles(in work: [PersonWork]) -> WriteKind? {
    let clients = work.filter(\.isClient)
    if clients.contains(where: { $0.introduction?.profile != nil }) { return .introduceClient }
    return clients.contains { $0.joins.contains { $0.profile != nil } } ? .joinClient : nil
  }
}

private struct ClientGroup: Hashable {
  let project: ProjectID
  let customer: CustomerTarget
}

private struct ClientEntry {
  let project: ProjectID
  let customer: CustomerTarget
  let entry: MemberEntry

  init(_ project: ProjectID, _ customer: CustomerTarget, _ entry: MemberEntry) {
    self.project = project
    self.customer = customer
    self.entry = entry
  }
}
