import ImportModel

// What a run would begin with: what the ledger of a new one says, without making an item of every value
// of every person. A preview needs no more.

extension PersonWork {
  /// What an import of a row would send for its person; nil for people who are blocked or as planned.
  init?(_ change: Change, in portal: Portal) {
    guard change.blocked.isEmpty, !change.parts.isEmpty, let email = change.row.person.email else {
      return nil
    }
    self.email = email
    wasThere = change.portalUser != nil
    isClient = change.row.person.id.kind == .contact
    customer = change.customer
    var titled: RoleID?
    joins.reserveCapacity(change.parts.count)
    // A project may list somebody whom the portal does not.
    let isListed = !wasThere && !change.listing.isEmpty
    func add(_ project: ProjectID, _ profile: ProfileID?) {
      if isListed, portal.membership(of: email, in: project) != nil { return }
      joins.append(Join(project: project, profile: profile))
    }
    for part in change.parts {
      switch part {
      case .introduce(let project, let role, let profile):
        titled = role
        add(project, profile)
      case .introduceClient(let project, _, let profile), .join(let project, let profile),
        .joinClient(let project, _, let profile):
        add(project, profile)
      case .role(_, let role): self.role = role
      case .profile(let project, _, let profile):
        profiles.append(ProfileChange(project: project, profile: profile))
      }
    }
    guard !wasThere else { return }
    guard !joins.isEmpty else { return nil }
    let first = joins.removeFirst()
    introduction = Introduction(project: first.project, role: titled, profile: first.profile)
  }
}

extension CustomerWork {
  /// What an import would send for a customer; nil where nothing.
  init?(_ change: CustomerChange) {
    guard !change.projects.isEmpty else { return nil }
    var making: CustomerName?
    if case .new(let name) = change.target { making = name }
    guard making != nil || !change.links.isEmpty else { return nil }
    self.init(target: change.target, making: making, links: change.links)
  }
}
