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

  /// People by value; values that nobody has are missing.
  func counts(of field: FilterField) -> [String: Int] {
    switch field {
    case .crm, .id: [:]
    case .kind:
      [
        "user": modules.contains(.users) ? directory.users.count : 0,
        "contact": modules.contains(.contacts) ? directory.contacts.count : 0,
      ]
    case .portalStatus: statuses
    case .portalRole: ofUsers(\.roleName)
    case .portalProfile: ofUsers(\.profileName)
    case .portalProjects: memberships
    case .portalCustomer: ofUsers(\.customerName)
    case .planCustomer:
      ofRows { row in
        row.customer.flatMap { PortalNames(portal).customer($0.value) }.map { [$0] } ?? []
      }
    case .planRole: ofRows { row in names(row.role?.value, portal.roles, \.id, \.name) }
    case .planProfile: ofRows { row in names(row.profile?.value, portal.profiles, \.id, \.name) }
    case .planProjects:
      ofRows { row in
        row.projects.flatMap { names($0.value, portal.projects, \.id, \.name) }
      }
    case .planChange: tally(changes.map(\.kind.rawValue))
    case .planReason: tally(changes.flatMap { $0.blocked.map(\.rawValue) })
    }
  }

  private var changes: [Change] {
    Assessment(of: plan, against: portal).changes.filter { includes($0.row.person.id.kind) }
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

  private var statuses: [String: Int] {
    var counts = ofUsers(\.status.rawValue)
    counts["absent"] = people(0..<directory.count) - counts.values.reduce(0, +)
    return counts
  }

  private func ofUsers(_ value: (PortalUser) -> String) -> [String: Int] {
    var counts: [String: Int] = [:]
    var seen: Set<EmailAddress> = []
    for user in portal.users.all where seen.insert(user.email).inserted {
      let people = self.people(directory.rows(of: user.email))
      if people > 0, !value(user).isEmpty { counts[value(user), default: 0] += people }
    }
    return counts
  }

  private var memberships: [String: Int] {
    var counts: [String: Int] = [:]
    for project in portal.projects {
      let people =
        portal.people(of: project.id).reduce(0) { $0 + self.people(directory.rows(of: $1)) }
      if people > 0 { counts[project.name, default: 0] += people }
    }
    return counts
  }

  private func ofRows(_ values: (PlanRow) -> [String]) -> [String: Int] {
    tally(plan.rows.filter { includes($0.person.id.kind) }.flatMap(values))
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
