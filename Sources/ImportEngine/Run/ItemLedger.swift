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

  var isChange: Bool { planned != before }
}

/// Every item of a plan, by person and as a whole.
struct ItemLedger: Sendable {
  private(set) var items: [Item: ItemState] = [:]
  private(set) var byPerson: [EmailAddress: [Item]] = [:]
  /// What is about customers, in plan order.
  private(set) var ofCustomers: [Item] = []
  /// What is planned by the name of a customer whose id nobody knows yet.
  private var named: [CustomerName: [Item]] = [:]

  init(_ assessment: Assessment, in portal: Portal) {
    for change in assessment.changes where change.blocked.isEmpty {
      guard let email = change.row.person.email else { continue }
      for part in change.parts { add(part, of: email, in: portal) }
      if change.portalUser != nil { guardValues(of: email, change: change, in: portal) }
    }
    for change in assessment.customers where !change.projects.isEmpty {
      if case .new(let name) = change.target { set(.customer(name), .present, in: portal) }
      for project in change.links { set(.linked(change.target, project), .present, in: portal) }
    }
  }

  /// The customer that was known by its name only has an id now.
  mutating func resolve(_ name: CustomerName, as id: CustomerID) {
    for item in named.removeValue(forKey: name) ?? [] { items[item]?.planned = .id(id.text) }
  }

  subscript(_ item: Item) -> ItemState? { items[item] }

  mutating func markSent(_ item: Item) { items[item]?.isSent = true }

  mutating func markProven(_ item: Item) { items[item]?.isProven = true }

  mutating func markUnsent(_ item: Item) {
    items[item]?.isSent = false
    items[item]?.isProven = false
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

  /// In a stable order, for the journal.
  var snapshots: [ItemSnapshot] {
    (byPerson.sorted { $0.key < $1.key }.flatMap(\.value) + ofCustomers).compactMap { item in
      items[item].map { ItemSnapshot(item: item, planned: $0.planned, before: $0.before) }
    }
  }

  private mutating func add(_ part: ChangePart, of email: EmailAddress, in portal: Portal) {
    switch part {
    case .introduce(let project, let role, let profile):
      set(.member(email), .present, in: portal)
      set(.role(email), .id(role.text), in: portal)
      set(.join(email, project), .present, in: portal)
      if let profile { set(.profile(email, project), .id(profile.text), in: portal) }
    case .introduceClient(let project, let customer, let profile):
      set(.member(email), .present, in: portal)
      set(.client(email), ItemValue(customer), in: portal)
      set(.join(email, project), .present, in: portal)
      if let profile { set(.profile(email, project), .id(profile.text), in: portal) }
    case .role(_, let role): set(.role(email), .id(role.text), in: portal)
    case .join(let project, let profile), .joinClient(let project, _, let profile):
      set(.join(email, project), .present, in: portal)
      if let profile { set(.profile(email, project), .id(profile.text), in: portal) }
    case .profile(let project, _, let profile):
      set(.profile(email, project), .id(profile.text), in: portal)
    }
  }

  /// What a run must leave as it is for somebody already there.
  private mutating func guardValues(of email: EmailAddress, change: Change, in portal: Portal) {
    let projects = change.row.projects.map(\.value)
    let values: [Item] =
      [.member(email), .role(email), .profile(email, nil)]
      + (change.row.person.id.kind == .contact ? [.client(email)] : [])
      + projects.map { .join(email, $0) }
      + projects.filter { portal.membership(of: email, in: $0) != nil }
      .map { .profile(email, $0) }
    for item in values where items[item] == nil {
      set(item, portal.value(of: item), in: portal)
    }
  }

  private mutating func set(_ item: Item, _ planned: ItemValue, in portal: Portal) {
    if items[item] == nil {
      if let email = item.email {
        byPerson[email, default: []].append(item)
      } else {
        ofCustomers.append(item)
      }
    }
    if case .name(let name) = planned { named[name, default: []].append(item) }
    items[item] = ItemState(planned: planned, before: portal.value(of: item))
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
    case .makeCustomer, .linkCustomer: return []
    }
  }

  /// The item of a call that is about a customer alone.
  var itemOfCustomer: Item? {
    switch work {
    case .makeCustomer(let name): .customer(name)
    case .linkCustomer(let target, let project): .linked(target, project)
    case .introduce, .join, .addToPortal, .setRole, .setProfile, .introduceClients, .joinClients:
      nil
    }
  }
}
