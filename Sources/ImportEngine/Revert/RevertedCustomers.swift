import ImportModel

/// Judges what a run brought about of customers: they leave only what nobody of theirs is left in.
struct RevertedCustomers {
  private(set) var undone: [ItemSnapshot] = []
  private(set) var kept: [KeptItem] = []
  private let proven: Set<Item>
  private let portal: Portal
  /// What is taken away from people.
  private let ofPeople: Set<Item>

  init(achieved: [ItemSnapshot], proven: Set<Item>, portal: Portal, undone ofPeople: Set<Item>) {
    self.proven = proven
    self.portal = portal
    self.ofPeople = ofPeople
    for snapshot in achieved {
      if case .linked(let target, let project) = snapshot.item {
        judge(snapshot, target, project)
      }
    }
    for snapshot in achieved {
      if case .customer(let name) = snapshot.item { judge(snapshot, name) }
    }
  }

  private mutating func judge(
    _ snapshot: ItemSnapshot, _ target: CustomerTarget, _ project: ProjectID
  ) {
    guard portal.value(of: snapshot.item) == .present, let customer = portal.customer(target)
    else { return }
    let users = portal.clientUsers(of: customer.id, in: project)
      .filter { !ofPeople.contains(.join($0, project)) }
    add(snapshot, users.isEmpty ? nil : .hasUsers(users.count))
  }

  private mutating func judge(_ snapshot: ItemSnapshot, _ name: CustomerName) {
    let found = portal.customers(named: name)
    guard let customer = found.first else { return }
    if found.count > 1 { return add(snapshot, .repeated) }
    let users = portal.clientUsers(of: customer.id)
      .filter { !ofPeople.contains(.member($0)) }
    if !users.isEmpty { return add(snapshot, .hasUsers(users.count)) }
    let unlinked = Set(undone.filter { $0.item.customer == .new(name) }.compactMap(\.item.project))
    let left = portal.projects(of: customer.id).filter { !unlinked.contains($0) }
    add(snapshot, left.isEmpty ? nil : .inProjects(left))
  }

  private mutating func add(_ snapshot: ItemSnapshot, _ reason: KeepReason?) {
    let reason = proven.contains(snapshot.item) ? reason : .adopted
    if let reason {
      kept.append(KeptItem(snapshot.item, reason))
    } else {
      undone.append(snapshot.undone)
    }
  }
}
