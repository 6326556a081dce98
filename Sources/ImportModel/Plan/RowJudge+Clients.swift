/// What is asked of contacts.
extension RowJudge {
  mutating func checkClient() {
    if let user, user.kind != .client {
      blocked.append(.isPortalUser)
    } else if row.person.isActiveUser {
      blocked.append(.isCRMUser)
    }
    if user == nil, let domain = portal.domain, row.person.email?.domain == domain {
      blocked.append(.clientDomain)
    }
    resolveCustomer()
    guard user?.kind == .client else { return }
    switch (customer, user?.customer) {
    case (let target?, let now?): if target != .existing(now) { blocked.append(.otherCustomer) }
    // Whose client user somebody is must be told before they get more to see.
    case (.some, nil): blocked.append(.otherCustomer)
    case (nil, let now?): if row.customer == nil { customer = .existing(now) }
    case (nil, nil): if row.customer == nil { blocked.append(.noCustomer) }
    }
  }

  private mutating func resolveCustomer() {
    if row.isCustomerOutdated {
      blocked.append(.ambiguousCustomer)
      return
    }
    switch row.customer?.value {
    case .existing(let id):
      if portal.customer(id) == nil {
        blocked.append(.noCustomer)
      } else {
        customer = .existing(id)
      }
    case .named(let name), .ofAccount(let name, _):
      let found = portal.customers(named: name)
      if found.count > 1 {
        blocked.append(.ambiguousCustomer)
      } else if found.isEmpty, portal.customersProblem != nil {
        // It may well be there: who can't see it must not make it a second time.
        blocked.append(.noCustomer)
      } else {
        customer = found.first.map { .existing($0.id) } ?? .new(name)
      }
    case .ambiguousAccount: blocked.append(.ambiguousCustomer)
    case .noAccount: blocked.append(.noCustomer)
    case nil: if user == nil { blocked.append(.noCustomer) }
    }
  }

  mutating func introduceClient() {
    guard let customer, let first = row.projects.first else { return }
    parts.append(
      .introduceClient(
        project: first.value, customer: customer, profile: row.profile(in: first.value)?.value))
    for project in row.projects.dropFirst() {
      parts.append(
        .joinClient(
          project: project.value, customer: customer,
          profile: row.profile(in: project.value)?.value))
    }
  }
}

extension CustomerChange {
  /// The customers that the changes touch: those whose client users come into a project.
  static func changes(of changes: [Change], against portal: Portal) -> [CustomerChange] {
    var order: [CustomerTarget] = []
    var projects: [CustomerTarget: [ProjectID]] = [:]
    for change in changes where change.blocked.isEmpty {
      guard let target = change.customer else { continue }
      if projects[target] == nil { order.append(target) }
      projects[target, default: []] += change.parts.compactMap(\.clientProject)
    }
    let names = PortalNames(portal)
    return order.map { target in
      var seen: Set<ProjectID> = []
      let into = (projects[target] ?? []).filter { seen.insert($0).inserted }
      return CustomerChange(
        target: target, name: names.customer(target), projects: into,
        links: into.filter { !portal.isLinked(target, to: $0) })
    }
  }
}

extension ChangePart {
  /// The project that a client user comes into.
  fileprivate var clientProject: ProjectID? {
    switch self {
    case .introduceClient(let project, _, _), .joinClient(let project, _, _): project
    case .introduce, .role, .join, .profile: nil
    }
  }
}

extension Portal {
  /// Whether a customer is linked to a project; false where the project's clients were not read.
  package func isLinked(_ target: CustomerTarget, to project: ProjectID) -> Bool {
    customer(target).map { clients[project]?.customers.contains($0.id) == true } ?? false
  }
}
