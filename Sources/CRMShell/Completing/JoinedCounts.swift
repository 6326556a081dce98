import ImportModel

/// How many people of CRM have each value of a field of the portal or the plan; found from the
/// portal's and the plan's side, so that a large directory is not walked.
struct JoinedCounts {
  private let directory: Directory
  private let portal: Portal
  private let plan: Plan
  /// The kinds of people that are counted.
  private let modules: Set<CRMModule>

  /// Counts over what was fetched and this plan.
  init(_ fetched: Fetched, _ plan: Plan, of modules: Set<CRMModule>) {
    directory = fetched.directory
    portal = fetched.portal
    self.plan = plan
    self.modules = modules
  }

  /// People by value; values that nobody has are missing. Once `isCancelled` says so, which is asked now and
  /// then, the rest is left out.
  func counts(of field: FilterField, _ isCancelled: () -> Bool) -> [String: Int] {
    switch field {
    case .crm, .id: [:]
    case .kind:
      [
        "user": modules.contains(.users) ? directory.users.count : 0,
        "contact": modules.contains(.contacts) ? directory.contacts.count : 0,
      ]
    case .portalStatus: statuses(isCancelled)
    case .portalRole: ofUsers(isCancelled, \.roleName)
    case .portalProfile: ofUsers(isCancelled, \.profileName)
    case .portalProjects: memberships(isCancelled)
    case .portalCustomer: ofUsers(isCancelled, \.customerName)
    case .planCustomer:
      ofRows(isCancelled) { row in
        row.customer.flatMap { PortalNames(portal).customer($0.value) }.map { [$0] } ?? []
      }
    case .planRole:
      ofRows(isCancelled) { row in names(row.role?.value, portal.roles, \.id, \.name) }
    case .planProfile:
      ofRows(isCancelled) { row in names(row.profile?.value, portal.profiles, \.id, \.name) }
    case .planProjects:
      ofRows(isCancelled) { row in
        row.projects.flatMap { names($0.value, portal.projects, \.id, \.name) }
      }
    case .planChange: tally(changes(isCancelled).map(\.kind.rawValue))
    case .planReason: tally(changes(isCancelled).flatMap { $0.blocked.map(\.rawValue) })
    }
  }

  private func changes(_ isCancelled: () -> Bool) -> [Change] {
    isCancelled()
      ? []
      : Assessment(of: plan, against: portal).changes.filter { includes($0.row.person.id.kind) }
  }

  private func includes(_ kind: PersonKind) -> Bool {
    modules.contains(kind == .user ? .users : .contacts)
  }

  /// How many people rows are: who is both user and contact is one.
  private func people(_ rows: some Sequence<Int>) -> Int {
    let both = modules.isSuperset(of: [.users, .contacts])
    return rows.reduce(0) { count, row in
      let isCounted = modules.contains(row < directory.users.count ? .users : .contacts)
      return count + (isCounted && !(both && directory.isTwin(row)) ? 1 : 0)
    }
  }

  private func statuses(_ isCancelled: () -> Bool) -> [String: Int] {
    var counts = ofUsers(isCancelled, \.status.rawValue)
    counts["absent"] = people(0..<directory.count) - counts.values.reduce(0, +)
    return counts
  }

  private func ofUsers(
    _ isCancelled: () -> Bool, _ value: (PortalUser) -> String
  ) -> [String: Int] {
    var counts: [String: Int] = [:]
    var seen: Set<EmailAddress> = []
    for (place, user) in portal.users.all.enumerated() where seen.insert(user.email).inserted {
      if place % 256 == 0, isCancelled() { return counts }
      let people = self.people(directory.rows(of: user.email))
      if people > 0, !value(user).isEmpty { counts[value(user), default: 0] += people }
    }
    return counts
  }

  private func memberships(_ isCancelled: () -> Bool) -> [String: Int] {
    var counts: [String: Int] = [:]
    for project in portal.projects where !isCancelled() {
      let people =
        portal.people(of: project.id).reduce(0) { $0 + self.people(directory.rows(of: $1)) }
      if people > 0 { counts[project.name, default: 0] += people }
    }
    return counts
  }

  private func ofRows(
    _ isCancelled: () -> Bool, _ values: (PlanRow) -> [String]
  ) -> [String: Int] {
    var counts: [String: Int] = [:]
    for (place, row) in plan.rows.enumerated() where includes(row.person.id.kind) {
      if place % 256 == 0, isCancelled() { return counts }
      for value in values(row) { counts[value, default: 0] += 1 }
    }
    return counts
  }

  private func tally(_ values: [String]) -> [String: Int] {
    values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  private func names<Item, ID: Equatable>(
    _ id: ID?, _ items: [Item], _ key: (Item) -> ID, _ name: (Item) -> String
  ) -> [String] {
    guard let id else { return [] }
    return items.first { key($0) == id }.map { [name($0)] } ?? []
  }
}
