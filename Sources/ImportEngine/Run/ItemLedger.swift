import ImportModel

/// What the run knows of one item beside its values.
struct ItemState: Hashable, Sendable {
  let planned: ItemValue
  let before: ItemValue
  /// Whether a call that may have changed it was sent and not refused.
  let isSent: Bool
  /// Whether the server's answer proved that this run made it so.
  let isProven: Bool
  /// Whether that was the answer to a call that does nothing but set it.
  let isSet: Bool
  /// Whether the server refused it, or it was given up: it is not tried again.
  let isGivenUp: Bool
  /// How often it was sent, calls that were turned away or refused not counted.
  let sends: Int

  var isChange: Bool { planned != before }
}

/// Every item of a run, by person and as a whole. There are several for each person and project: beside
/// its snapshot an item takes some words.
struct ItemLedger: Sendable {
  /// What the run did to an item.
  private struct Marks {
    var isSent = false
    var isProven = false
    var isSet = false
    var isGivenUp = false
    var sends: UInt32 = 0
    /// The next item of the same person; 0 where there is none.
    var next: UInt32 = 0
  }

  /// The first and the last item of a person.
  private struct Chain {
    let first: UInt32
    var last: UInt32
  }

  /// As it was opened with, in its order, each item once.
  let snapshots: [ItemSnapshot]
  /// One for each snapshot.
  private var marks: [Marks]
  /// Snapshots by their item.
  private var index = KeyIndex()
  private var chains: [EmailAddress: Chain] = [:]
  /// What is planned of an item whose customer was known by name only, and has its id now.
  private var resolved: [Int: ItemValue] = [:]
  /// What is about customers, in plan order.
  private(set) var ofCustomers: [Item] = []
  /// What is planned by the name of a customer whose id nobody knows yet.
  private var named: [CustomerName: [Int]] = [:]

  init(_ snapshots: [ItemSnapshot]) {
    self.snapshots = snapshots
    marks = Array(repeating: Marks(), count: snapshots.count)
    for (place, snapshot) in snapshots.enumerated() {
      let item = snapshot.item
      let isThere = { (other: Int) in snapshots[other].item == item }
      guard index.add(place, KeyIndex.Sought(hash: Self.hash(of: item)), unless: isThere) == nil
      else { continue }
      if let email = item.email { chain(place, to: email) } else { ofCustomers.append(item) }
      if case .name(let name) = snapshot.planned { named[name, default: []].append(place) }
    }
  }

  private mutating func chain(_ place: Int, to email: EmailAddress) {
    let place = UInt32(place)
    guard let last = chains[email]?.last else {
      chains[email] = Chain(first: place, last: place)
      return
    }
    marks[Int(last)].next = place
    chains[email]?.last = place
  }

  private static func hash(of item: Item) -> UInt32 { UInt32(truncatingIfNeeded: item.hashValue) }

  private func place(of item: Item) -> Int? {
    index.row(hash: Self.hash(of: item)) { snapshots[$0].item == item }
  }

  /// The items of a person, in their order.
  func items(of email: EmailAddress) -> [Item] { places(of: email).map { snapshots[$0].item } }

  private func places(of email: EmailAddress) -> [Int] {
    guard let chain = chains[email] else { return [] }
    var places = [Int(chain.first)]
    while let next = places.last.map({ marks[$0].next }), next != 0 { places.append(Int(next)) }
    return places
  }

  /// The customer that was known by its name only has an id now.
  mutating func resolve(_ name: CustomerName, as id: CustomerID) {
    for place in named.removeValue(forKey: name) ?? [] { resolved[place] = .id(id.text) }
  }

  subscript(_ item: Item) -> ItemState? { place(of: item).map(state) }

  private func planned(at place: Int) -> ItemValue { resolved[place] ?? snapshots[place].planned }

  private func state(at place: Int) -> ItemState {
    let marks = marks[place]
    return ItemState(
      planned: planned(at: place), before: snapshots[place].before, isSent: marks.isSent,
      isProven: marks.isProven, isSet: marks.isSet, isGivenUp: marks.isGivenUp,
      sends: Int(marks.sends))
  }

  private mutating func mark(_ item: Item, _ change: (inout Marks) -> Void) {
    if let place = place(of: item) { change(&marks[place]) }
  }

  mutating func markSent(_ item: Item) {
    mark(item) {
      $0.isSent = true
      $0.sends += 1
    }
  }

  /// `bySetting`: the call did nothing else.
  mutating func markProven(_ item: Item, bySetting: Bool = false) {
    mark(item) {
      $0.isProven = true
      if bySetting { $0.isSet = true }
    }
  }

  /// A complete read-back showed that the send had no effect.
  mutating func markUnsent(_ item: Item) {
    mark(item) {
      $0.isSent = false
      $0.isProven = false
      $0.isSet = false
    }
  }

  mutating func giveUp(_ item: Item) { mark(item) { $0.isGivenUp = true } }

  /// What the run is to change for a person and the portal does not hold yet, as far as it is still
  /// tried. What was as planned before and is not now is somebody else's doing: who was removed
  /// meanwhile is not brought back.
  func open(of email: EmailAddress, in portal: Portal) -> [Item] {
    places(of: email).filter { place in
      let state = state(at: place)
      return state.isChange && !state.isGivenUp
        && portal.value(of: snapshots[place].item) != state.planned
    }.map { snapshots[$0].item }
  }

  /// Whether the portal holds what is planned of an item.
  func isShown(_ item: Item, in portal: Portal) -> Bool {
    place(of: item).map { portal.value(of: item) == planned(at: $0) } ?? false
  }

  /// Whether the item is to be taken away and is known to be: the server's answer proved it, or a
  /// read no longer tells it.
  func isGone(_ item: Item, in portal: Portal) -> Bool {
    portal.value(of: item) == .absent
      || self[item].map { $0.planned == .absent && $0.isProven && !$0.isGivenUp } ?? false
  }

  /// Every list that holds an item; `clients` are the client users among its people.
  func scope(clients: Set<EmailAddress>) -> ReadScope {
    var scope = ReadScope()
    for item in snapshots.lazy.map(\.item) {
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
