import ImportModel

/// Why a person was refused or passed over.
struct Reason: Hashable, Sendable {
  let code: String
  let message: String
}

/// Where a person of the plan stands during a run.
struct Standing: Hashable, Sendable {
  enum Presence: Hashable, Sendable {
    /// In the portal, by the server's answer or a read-back.
    case there
    /// Not introduced yet.
    case pending
    /// Introduced, and nobody can tell yet.
    case uncertain
    /// Introduced, and a complete read-back did not show them.
    case missing
  }

  var presence: Presence
  /// The first refusal of a call that named them.
  var refusal: Reason?
  /// Why something planned for them was not sent.
  var hold: Reason?
}

/// What the run knows of one item beside its values.
struct ItemState: Hashable, Sendable {
  let planned: ItemValue
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

  init(_ assessment: Assessment, in portal: Portal) {
    for change in assessment.changes where change.blocked.isEmpty {
      guard let email = change.row.person.email else { continue }
      for part in change.parts { add(part, of: email, in: portal) }
      if change.portalUser != nil { guardValues(of: email, change: change, in: portal) }
    }
  }

  subscript(_ item: Item) -> ItemState? { items[item] }

  mutating func markSent(_ item: Item) { items[item]?.isSent = true }

  mutating func markProven(_ item: Item) { items[item]?.isProven = true }

  mutating func markUnsent(_ item: Item) {
    items[item]?.isSent = false
    items[item]?.isProven = false
  }

  /// In a stable order, for the journal.
  var snapshots: [ItemSnapshot] {
    byPerson.sorted { $0.key < $1.key }.flatMap { _, items in
      items.compactMap { item in
        self.items[item].map {
          ItemSnapshot(item: item, planned: $0.planned, before: $0.before)
        }
      }
    }
  }

  private mutating func add(_ part: ChangePart, of email: EmailAddress, in portal: Portal) {
    switch part {
    case .introduce(let project, let role, let profile):
      set(.member(email), .present, in: portal)
      set(.role(email), .id(role.text), in: portal)
      set(.join(email, project), .present, in: portal)
      if let profile { set(.profile(email, project), .id(profile.text), in: portal) }
    case .role(_, let role): set(.role(email), .id(role.text), in: portal)
    case .join(let project, let profile):
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
      + projects.map { .join(email, $0) }
      + projects.filter { portal.members[$0]?.byEmail[email] != nil }.map { .profile(email, $0) }
    for item in values where items[item] == nil {
      set(item, portal.value(of: item), in: portal)
    }
  }

  private mutating func set(_ item: Item, _ planned: ItemValue, in portal: Portal) {
    if items[item] == nil { byPerson[item.email, default: []].append(item) }
    items[item] = ItemState(planned: planned, before: portal.value(of: item))
  }
}

extension PlannedCall {
  /// The items a call is to change for one of its people.
  func items(of email: EmailAddress) -> [Item] {
    switch work {
    case .introduce(let project, let entries), .join(let project, let entries):
      let entry = entries.first { $0.email == email }
      return (kind == .introduce ? [.member(email)] : []) + [.join(email, project)]
        + (entry?.role == nil ? [] : [.role(email)])
        + (entry?.profile == nil ? [] : [.profile(email, project)])
    case .addToPortal: return [.member(email), .role(email)]
    case .setRole: return [.role(email)]
    case .setProfile(_, let project, _): return [.profile(email, project)]
    }
  }
}
