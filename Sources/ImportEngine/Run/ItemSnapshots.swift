import ImportModel

/// Collects the items of a plan, each once, with what the portal says of them before the first send.
struct ItemSnapshots {
  private let portal: Portal
  private var planned: [Item: ItemValue] = [:]
  private var order: [Item] = []

  /// Every item of the people who are not blocked and of their customers, in plan order.
  static func of(_ assessment: Assessment, in portal: Portal) -> [ItemSnapshot] {
    var items = ItemSnapshots(portal: portal)
    for change in assessment.changes where change.blocked.isEmpty {
      guard let email = change.row.person.email else { continue }
      for part in change.parts { items.add(part, of: email) }
      if change.portalUser != nil { items.guardValues(of: email, change: change) }
    }
    for change in assessment.customers where !change.projects.isEmpty {
      if case .new(let name) = change.target { items.set(.customer(name), .present) }
      for project in change.links { items.set(.linked(change.target, project), .present) }
    }
    var snapshots: [ItemSnapshot] = []
    snapshots.reserveCapacity(items.order.count)
    for item in items.order {
      guard let planned = items.planned[item] else { continue }
      snapshots.append(
        ItemSnapshot(item: item, planned: planned, before: portal.value(of: item)))
    }
    return snapshots
  }

  private init(portal: Portal) { self.portal = portal }

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
    for item in values where planned[item] == nil { set(item, portal.value(of: item)) }
  }

  private mutating func set(_ item: Item, _ value: ItemValue) {
    if planned.updateValue(value, forKey: item) == nil { order.append(item) }
  }
}
