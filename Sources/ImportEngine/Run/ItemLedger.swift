import ImportModel

/// What the run knows of one item beside its values.
struct ItemState: Hashable, Sendable {
  /// Rewritten once, when a customer that was known by name only gets its id.
  var planned: ItemValue
  let before: ItemValue
  /// Whether a call that may have changed it was sent and not refused.
  var isSent = false
  /// Whether the server's answer proved that this run made it so.
  var isProven = false
  /// Whether that was the answer to a call that does nothing but set it.
  var isSet = false
  /// Whether the server refused it, or it was given up: it is not tried again.
  var isGivenUp = false
  /// How often it was sent, calls that were turned away or refused not counted.
  var sends = 0

  var isChange: Bool { planned != before }
}

/// Every item of a run, by person and as a whole.
struct ItemLedger: Sendable {
  /// As it was opened with, in its order.
  let snapshots: [ItemSnapshot]
  private var items: [Item: ItemState] = [:]
  private(set) var byPerson: [EmailAddress: [Item]] = [:]
  /// What is about customers, in plan order.
  private(set) var ofCustomers: [Item] = []
  /// What is planned by the name of a customer whose id nobody knows yet.
  private var named: [CustomerName: [Item]] = [:]

  init(_ snapshots: [ItemSnapshot]) {
    self.snapshots = snapshots
    for snapshot in snapshots {
      let item = snapshot.item
      if let email = item.email {
        byPerson[email, default: []].append(item)
      } else {
        ofCustomers.append(item)
      }
      if case .name(let name) = snapshot.planned { named[name, default: []].append(item) }
      items[item] = ItemState(planned: snapshot.planned, before: snapshot.before)
    }
  }

  /// The customer that was known by its name only has an id now.
  mutating func resolve(_ name: CustomerName, as id: CustomerID) {
    for item in named.removeValue(forKey: name) ?? [] { items[item]?.planned = .id(id.text) }
  }

  subscript(_ item: Item) -> ItemState? { items[item] }

  mutating func markSent(_ item: Item) {
    items[item]?.isSent = true
    items[item]?.sends += 1
  }

  /// `bySetting`: the call did nothing else.
  mutating func markProven(_ item: Item, bySetting: Bool = false) {
    items[item]?.isProven = true
    if bySetting { items[item]?.isSet = true }
  }

  /// A complete read-back showed that the send had no effect.
  mutating func markUnsent(_ item: Item) {
    items[item]?.isSent = false
    items[item]?.isProven = false
    items[item]?.isSet = false
  }

  mutating func giveUp(_ item: Item) { items[item]?.isGivenUp = true }

  /// What the run is to change for a person and the portal does not hold yet, as far as it is still
  /// tried. What was as planned before and is not now is somebody else's doing: who was removed
  /// meanwhile is not brought back.
  func open(of email: EmailAddress, in portal: Portal) -> [Item] {
    (byPerson[email] ?? []).filter { item in
      items[item].map {
        $0.isChange && !$0.isGivenUp && portal.value(of: item) != $0.planned
      } ?? false
    }
  }

  /// Whether the portal holds what is planned of an item.
  func isShown(_ item: Item, in portal: Portal) -> Bool {
    items[item].map { portal.value(of: item) == $0.planned } ?? false
  }

  /// Whether the item is to be taken away and is known to be: the server's answer proved it, or a
  /// read no longer tells it.
  func isGone(_ item: Item, in portal: Portal) -> Bool {
    portal.value(of: item) == .absent
      || items[item].map { $0.planned == .absent && $0.isProven && !$0.isGivenUp } ?? false
  }

  /// Every list that holds an item; `clients` are the client users among its people.
  func scope(clients: Set<EmailAddress>) -> ReadScope {
    var scope = ReadScope()
    for item in items.keys {
      let isOfClients = item.email.map(clients.contains) ?? true
      if case .customer = item { scope.customers = true }
      guard let project = item.project else { continue }
      if isOfClients { scope.clients.insert(project) } else { scope.members.insert(project) }
    }
    return scope
  }
}

extension PlannedCall {
  /// The items a call is to change for one of its people.
  func items(of email: EmailAddress) -> [Item] {
    switch work {
    case .introduce(let project, let entries), .join(let project, let entries),
      .introduceClients(let project, _, let entries), .joinClients(let project, _, let entries):
      let entry = entries.first { $0.email == email }
      return (isIntroduction ? [.member(email)] : [])
        + (kind == .introduceClient ? [.client(email)] : []) + [.join(email, project)]
        + (entry?.role == nil ? [] : [.role(email)])
        + (entry?.profile == nil ? [] : [.profile(email, project)])
    case .addToPortal: return [.member(email), .role(email)]
    case .setRole: return [.role(email)]
    case .setProfile(_, let project, _): return [.profile(email, project)]
    case .leave(_, let project, _): return [.join(email, project)]
    case .removeFromPortal: return [.member(email)]
    case .deactivate: return [.status(email)]
    case .makeCustomer, .linkCustomer, .unlinkCustomer, .deleteCustomer: return []
    }
  }

  /// Those of them that the call brings about by being there: a role or profile in an entry may be
  /// ignored, and is then set by a call of its own.
  func core(of email: EmailAddress) -> [Item] {
    items(of: email).filter { item in
      switch item {
      case .member, .status, .join: true
      case .role, .profile: entries.isEmpty && kind != .addToPortal
      case .client, .customer, .linked: false
      }
    }
  }

  /// The item of a call that is about a customer alone.
  var itemOfCustomer: Item? {
    switch work {
    case .makeCustomer(let name), .deleteCustomer(let name): .customer(name)
    case .linkCustomer(let target, let project), .unlinkCustomer(let target, let project):
      .linked(target, project)
    case .introduce, .join, .addToPortal, .setRole, .setProfile, .introduceClients, .joinClients,
      .leave, .removeFromPortal, .deactivate:
      nil
    }
  }
}
