import ImportModel

/// What is left to be sent for one person.
struct PersonWork: Hashable, Sendable {
  struct Introduction: Hashable, Sendable {
    let project: ProjectID
    /// Of portal users; client users have none.
    let role: RoleID?
    let profile: ProfileID?
  }

  struct Join: Hashable, Sendable {
    let project: ProjectID
    let profile: ProfileID?
  }

  struct ProfileChange: Hashable, Sendable {
    let project: ProjectID?
    let profile: ProfileID
  }

  let email: EmailAddress
  /// Whether the portal had the person before the run.
  let wasThere: Bool
  /// Whether the person is, or is to be, a client user.
  let isClient: Bool
  /// Whose client user the person is to be; nil where nothing is added for them.
  let customer: CustomerTarget?
  var introduction: Introduction?
  var role: RoleID?
  var joins: [Join] = []
  var profiles: [ProfileChange] = []
  /// Projects that the person is to be taken out of.
  var leaves: [ProjectID] = []
  /// Whether the person is to be taken out of the portal.
  var removal = false
  /// Whether the person is to be inactive in the portal.
  var deactivation = false

  /// What the portal does not hold yet of what is planned for a person, as far as it is still tried;
  /// `without`: what is under way. Nil for people who are blocked or have nothing left.
  init?(
    _ person: RunPerson, _ ledger: ItemLedger, in portal: Portal, without: Set<Item> = []
  ) {
    guard person.blocked.isEmpty, let email = person.email else { return nil }
    self.email = email
    wasThere = ledger[.member(email)]?.before == .present
    (isClient, customer) = (person.isClient, person.customer)
    let open = Set(ledger.open(of: email, in: portal)).subtracting(without)
    func profile(in project: ProjectID) -> ProfileID? {
      open.contains(.profile(email, project)) ? ledger.planned(.profile(email, project)) : nil
    }
    let moves = person.projects.filter { open.contains(.join(email, $0)) }
    leaves = moves.filter { ledger[.join(email, $0)]?.planned == .absent }
    removal = open.contains(.member(email)) && ledger[.member(email)]?.planned == .absent
    deactivation =
      open.contains(.status(email)) && ledger[.status(email)]?.planned == .inactive
    joins = moves.filter { ledger[.join(email, $0)]?.planned != .absent }.map {
      Join(project: $0, profile: profile(in: $0))
    }
    if portal.users[email] == nil {
      // Whoever can't be introduced has nothing else to be done for them.
      guard open.contains(.member(email)), !joins.isEmpty else { return nil }
      let first = joins.removeFirst()
      introduction = Introduction(
        project: first.project, role: ledger.planned(.role(email)), profile: first.profile)
      return
    }
    /// A value that somebody else changed meanwhile is never overwritten.
    func isOurs(_ item: Item) -> Bool {
      open.contains(item)
        && (ledger[item]?.before == .absent || ledger[item]?.before == portal.value(of: item))
    }
    if isOurs(.role(email)) { role = ledger.planned(.role(email)) }
    let inside = ledger.projects(of: person).filter { portal.membership(of: email, in: $0) != nil }
    for project in [nil] + inside.map(Optional.some) where isOurs(.profile(email, project)) {
      guard let profile: ProfileID = ledger.planned(.profile(email, project)) else { continue }
      profiles.append(ProfileChange(project: project, profile: profile))
    }
    guard !isEmpty else { return nil }
  }

  private var isEmpty: Bool {
    role == nil && !removal && !deactivation && joins.isEmpty && profiles.isEmpty
      && leaves.isEmpty
  }

  /// Takes off what a call is about to do, and adds what its entry leaves to be done afterwards.
  /// `settingRole`: the portal is known to take no notice of the role in an addition.
  mutating func remove(_ call: PlannedCall, entry: MemberEntry?, settingRole: Bool) {
    switch call.work {
    case .introduce, .introduceClients:
      guard let introduction else { return }
      self.introduction = nil
      if entry?.role == nil, let role = introduction.role { self.role = role }
      if let profile = introduction.profile, entry?.profile == nil {
        profiles.append(ProfileChange(project: introduction.project, profile: profile))
      }
    case .join(let project, _), .joinClients(let project, _, _):
      guard let join = joins.first(where: { $0.project == project }) else { return }
      joins.removeAll { $0.project == project }
      // What is empty keeps its room, and everybody's is empty in the end.
      if joins.isEmpty { joins = [] }
      if entry?.profile == nil { setProfile(of: join) }
    case .addToPortal:
      guard let introduction else { return }
      self.introduction = nil
      if settingRole, let role = introduction.role { self.role = role }
      joins.insert(Join(project: introduction.project, profile: introduction.profile), at: 0)
    case .setRole: role = nil
    case .setProfile(_, let project, _): profiles.removeAll { $0.project == project }
    case .leave(_, let project, _): leaves.removeAll { $0 == project }
    case .removeFromPortal: removal = false
    case .deactivate: deactivation = false
    case .makeCustomer, .linkCustomer, .unlinkCustomer, .deleteCustomer: break
    }
  }

  /// The same, with the joins of others where they are the same.
  consuming func sharing(_ recent: inout RecentArrays<Join>) -> PersonWork {
    joins = recent.shared(joins)
    return self
  }

  /// The profile of a join whose entry does not carry it is to be set afterwards.
  mutating func setProfile(of join: Join) {
    guard let profile = join.profile else { return }
    profiles.append(ProfileChange(project: join.project, profile: profile))
  }
}

extension PeopleTable<PersonWork> {
  /// What is left to be sent for everybody.
  init(
    _ places: [EmailAddress: Int], of people: [RunPerson], _ ledger: ItemLedger, in portal: Portal
  ) {
    var recent = RecentArrays<PersonWork.Join>()
    self.init(places, of: people) { row, _ in
      PersonWork(row, ledger, in: portal)?.sharing(&recent)
    }
  }
}

/// What is left to be sent for one customer.
struct CustomerWork: Hashable, Sendable {
  let target: CustomerTarget
  /// Its name, where it is still to be made.
  var making: CustomerName?
  /// The projects it is still to be linked to.
  var links: [ProjectID]
  /// The projects it is to be taken out of.
  var unlinks: [ProjectID] = []
  /// Its name, where it is to be taken out of the portal.
  var deletion: CustomerName?

  /// The customers of a run in plan order, with what is open of each.
  static func all(in ledger: ItemLedger) -> [CustomerWork] {
    var order: [CustomerTarget] = []
    var all: [CustomerTarget: CustomerWork] = [:]
    for item in ledger.ofCustomers {
      guard let target = item.customer else { continue }
      if all[target] == nil { order.append(target) }
      var work = all[target] ?? CustomerWork(target: target, making: nil, links: [])
      switch (item, ledger[item]?.planned) {
      case (.customer(let name), .absent): work.deletion = name
      case (.linked(_, let project), .absent): work.unlinks.append(project)
      case (.customer(let name), _): work.making = name
      case (.linked(_, let project), _): work.links.append(project)
      default: break
      }
      all[target] = work
    }
    return order.compactMap { all[$0] }
  }
}

extension ItemLedger {
  /// The projects that were staged for a person, and those that only a profile was staged for: it makes
  /// nobody a member, and changes that of one who is.
  fileprivate func projects(of person: RunPerson) -> [ProjectID] {
    let staged = Set(person.projects)
    let items = person.email.map(items) ?? []
    return person.projects
      + items.compactMap { item in
        guard case .profile(_, let project?) = item, !staged.contains(project) else { return nil }
        return project
      }
  }

  /// The id of the role or profile that is planned for an item; nil for anything else.
  func planned<ID: ZohoIdentifier>(_ item: Item) -> ID? {
    guard case .id(let text)? = self[item]?.planned else { return nil }
    return ID(text)
  }
}
