import ImportModel

/// Collects the items of a plan, each once, with what the portal says of them before the first send.
struct ItemSnapshots {
  private let portal: Portal
  /// In plan order.
  private var all: [ItemSnapshot] = []
  /// Their places, by their items.
  private var index = KeyIndex()

  /// Every item of the people who are not blocked and of their customers, in plan order.
  static func of(_ assessment: Assessment, in portal: Portal) -> [ItemSnapshot] {
    var items = ItemSnapshots(portal: portal)
    items.all.reserveCapacity(most(of: assessment))
    for change in assessment.changes where change.blocked.isEmpty {
      guard let email = change.row.person.email else { continue }
      for part in change.parts { items.add(part, of: email) }
      if change.portalUser != nil { items.guardValues(of: email, change: change) }
    }
    for change in assessment.customers where !change.projects.isEmpty {
      if case .new(let name) = change.target { items.set(.customer(name), .present) }
      for project in change.links { items.set(.linked(change.target, project), .present) }
    }
    return items.all
  }

  private init(portal: Portal) { self.portal = portal }

  /// No fewer than there will be, and no more where nobody is in the portal: what doubles when it is full
  /// stands twice in memory for a moment.
  private static func most(of assessment: Assessment) -> Int {
    let people = assessment.changes.lazy.filter(\.blocked.isEmpty).map { change in
      change.parts.reduce(0) { $0 + $1.itemCount }
        + (change.portalUser == nil ? 0 : 4 + 2 * change.row.projects.count)
    }
    return people.reduce(0, +) + assessment.customers.reduce(0) { $0 + 1 + $1.links.count }
  }

  private mutating func add(_ part: ChangePart, of email: EmailAddress) {
    switch part {
    case .introduce(let project, let role, let profile):
      set(.member(email), .present)
      set(.role(email), .id(role.text))
      set(.join(email, project), .present)
      if let profile { set(.profile(email, project), .id(profile.text)) }
    case .introduceClient(let project, let customer, let profile):
      set(.member(email), .present)
      set(.client(email), ItemValue(customer))
      set(.join(email, project), .present)
      if let profile { set(.profile(email, project), .id(profile.text)) }
    case .role(_, let role): set(.role(email), .id(role.text))
    case .join(let project, let profile), .joinClient(let project, _, let profile):
      set(.join(email, project), .present)
      if let profile { set(.profile(email, project), .id(profile.text)) }
    case .profile(let project, _, let profile):
      set(.profile(email, project), .id(profile.text))
    }
  }

  /// What a run must leave as it is for somebody already there.
  private mutating func guardValues(of email: EmailAddress, change: Change) {
    let projects = change.row.projects.map(\.value)
    let values: [Item] =
      [.member(email), .role(email), .profile(email, nil)]
      + (change.row.person.id.kind == .contact ? [.client(email)] : [])
      + projects.map { .join(email, $0) }
      + projects.filter { portal.membership(of: email, in: $0) != nil }
      .map { .profile(email, $0) }
    for item in values { set(item, nil) }
  }

  /// Of an item that is there already the value planned last counts; nil: what it is, where nothing else is
  /// planned.
  private mutating func set(_ item: Item, _ value: ItemValue?) {
    let sought = KeyIndex.Sought(hash: UInt32(truncatingIfNeeded: item.hashValue))
    let known = index.add(all.count, sought) { [all] in all[$0].item == item }
    guard let place = known else {
      let before = portal.value(of: item)
      all.append(ItemSnapshot(item: item, planned: value ?? before, before: before))
      return
    }
    guard let value else { return }
    all[place] = ItemSnapshot(item: item, planned: value, before: all[place].before)
  }
}

extension ChangePart {
  /// How many items it is about, of which others of its person may be some.
  fileprivate var itemCount: Int {
    switch self {
    case .introduce(_, _, let profile), .introduceClient(_, _, let profile):
      3 + (profile == nil ? 0 : 1)
    case .join(_, let profile), .joinClient(_, _, let profile): 1 + (profile == nil ? 0 : 1)
    case .role, .profile: 1
    }
  }
}
