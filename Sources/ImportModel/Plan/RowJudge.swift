/// What all rows of a plan are judged by.
final class JudgingGround {
  let portal: Portal
  let rosters: ProjectRosters
  let lookalikes: Lookalikes
  /// Addresses that several rows of the plan have.
  private let repeated: Set<EmailAddress>
  private var parts = RecentArrays<ChangePart>()

  init(_ plan: Plan, _ portal: Portal) {
    self.portal = portal
    rosters = ProjectRosters(of: portal)
    lookalikes = Lookalikes(plan: plan, portal: portal)
    var (seen, repeated): (Set<EmailAddress>, Set<EmailAddress>) = ([], [])
    seen.reserveCapacity(plan.rows.count)
    for email in plan.emails where !seen.insert(email).inserted {
      repeated.insert(email)
    }
    self.repeated = repeated
  }

  /// For people of no plan, and no project: what can only be told of a whole one is not known.
  init(of portal: Portal) {
    self.portal = portal
    rosters = ProjectRosters()
    lookalikes = Lookalikes()
    repeated = []
  }

  /// The parts of another row where they are the same.
  func shared(_ parts: [ChangePart]) -> [ChangePart] { self.parts.shared(parts) }

  /// Whether several rows of the plan, or several people of the portal, have an address.
  func isRepeated(_ email: EmailAddress) -> Bool {
    repeated.contains(email) || portal.users.repeated.contains(email)
  }
}

/// Judges one row; a value used once.
struct RowJudge {
  let row: PlanRow
  let user: PortalUser?
  private let ground: JudgingGround
  var blocked: [BlockReason] = []
  var parts: [ChangePart] = []
  var kept: [Kept] = []
  var customer: CustomerTarget?
  /// Of the row's projects, in their order.
  private let rosters: [ProjectRoster?]
  private var listing = ListingProjects()
  /// The addresses that the person's could be taken for; nil where it is not suspicious.
  private let twins: [EmailAddress]?

  init(row: PlanRow, user: PortalUser?, on ground: JudgingGround) {
    self.row = row
    self.user = user
    self.ground = ground
    rosters = ground.rosters.rosters(of: row.projects)
    twins = row.person.email.flatMap { ground.lookalikes.twins(of: $0) }
  }

  var portal: Portal { ground.portal }

  var isContact: Bool { row.person.id.kind == .contact }

  /// Two names of a customer may be equal and spelled otherwise; of users there are only ids.
  private var shared: [ChangePart] { isContact ? parts : ground.shared(parts) }

  consuming func change() -> Change {
    Change(
      row: row, blocked: blocked, parts: blocked.isEmpty ? shared : [], kept: kept,
      portalUser: user,
      customer: customer, resembles: twins ?? [], listing: listing)
  }

  mutating func checkPerson() {
    if row.person.email?.hasComparableDomain != true { blocked.append(.noEmail) }
    if row.person.email.map(ground.isRepeated) == true { blocked.append(.duplicateEmail) }
    if twins != nil { block(.confusableEmail) }
    if lowercased(row.person.status) != "active" {
      blocked.append(.crmNotActive)
    } else if row.person.isConfirmed != true {
      block(row.person.isConfirmed == nil ? .crmConfirmationUnknown : .crmUnconfirmed)
    }
    switch row.person.type {
    case .colleague: break
    case .bot: blocked.append(.crmBot)
    case .other: block(.crmUserType)
    }
    if isContact { checkClient() } else if user?.kind == .client { blocked.append(.isClientUser) }
    // What adding them to a project makes of such a licence is not known.
    if !isContact, user?.kind.isLimited == true { blocked.append(.isLimitedUser) }
    if user?.status == .inactive { blocked.append(.portalInactive) }
  }

  /// Blocks for a reason, unless the person was let in by name in spite of it.
  private mutating func block(_ reason: BlockReason) {
    if !row.accepted.contains(reason) { blocked.append(reason) }
  }

  mutating func checkProjects() {
    if user == nil {
      if row.role == nil, !isContact { blocked.append(.noRole) }
      if row.projects.isEmpty { blocked.append(.noProject) }
    }
    if rosters.contains(where: { $0?.isActive != true }) {
      blocked.append(.projectArchived)
    }
  }

  mutating func compare() {
    guard let email = row.person.email else { return }
    for place in rosters.indices where rosters[place]?.lists(email) == true {
      listing.insert(place)
    }
    parts.reserveCapacity(row.projects.count)
    if let user {
      compareRole(with: user)
      compareProfile(with: user)
      for place in rosters.indices {
        let member = listing.mayContain(place) ? rosters[place]?.membership(of: email) : nil
        compare(row.projects[place].value, of: member)
      }
      for project in row.unstagedProjects {
        // A profile alone makes nobody a member; it changes that of one who is.
        if let member = ground.rosters[project]?.membership(of: email) {
          compare(project, of: member)
        }
      }
    } else if isContact {
      introduceClient()
    } else if let role = row.role, let first = row.projects.first {
      parts.append(
        .introduce(
          project: first.value, role: role.value, profile: row.profile(in: first.value)?.value))
      for project in row.projects.dropFirst() {
        parts.append(.join(project: project.value, profile: row.profile(in: project.value)?.value))
      }
    }
  }

  private func isOwner(_ user: PortalUser) -> Bool { user.email == portal.owner }

  private mutating func compareRole(with user: PortalUser) {
    guard let role = row.role, user.role != role.value else { return }
    guard !isOwner(user) else {
      kept.append(.ownersRole(has: user.roleName, wanted: role.value))
      return
    }
    // Rule 5 keeps what somebody has; who has no role gets the staged one. One that can only be named
    // is a role too.
    if role.replaces || user.role == nil && user.roleName.isEmpty {
      parts.append(.role(from: user.role, to: role.value))
    } else {
      kept.append(.role(has: user.roleName, wanted: role.value))
    }
  }

  private mutating func compareProfile(with user: PortalUser) {
    guard let profile = row.profile, user.profile != profile.value else { return }
    guard !isOwner(user) else { return keepOwners(user.profileName, profile.value) }
    if profile.replaces {
      parts.append(.profile(project: nil, from: user.profile, to: profile.value))
    } else {
      kept.append(.profile(project: nil, has: user.profileName, wanted: profile.value))
    }
  }

  /// The owner's profile, told once for all the places that have it.
  private mutating func keepOwners(_ has: String, _ wanted: ProfileID) {
    let profile = Kept.ownersProfile(has: has, wanted: wanted)
    if !kept.contains(profile) { kept.append(profile) }
  }

  private mutating func compare(_ project: ProjectID, of member: Membership?) {
    if let user, isOwner(user) { return compare(project, ofOwner: user, member) }
    guard let member else {
      let profile = row.profile(in: project)?.value
      if let customer {
        parts.append(.joinClient(project: project, customer: customer, profile: profile))
      } else if !isContact {
        parts.append(.join(project: project, profile: profile))
      }
      return
    }
    guard let profile = row.profile(in: project), member.profile != profile.value else { return }
    if profile.replaces {
      parts.append(.profile(project: project, from: member.profile, to: profile.value))
    } else {
      kept.append(.profile(project: project, has: member.profileName, wanted: profile.value))
    }
  }

  /// The owner joins with the profile they have, and keeps it: given another, nobody could give it back.
  private mutating func compare(
    _ project: ProjectID, ofOwner user: PortalUser, _ member: Membership?
  ) {
    if member == nil { parts.append(.join(project: project, profile: nil)) }
    let (has, name) =
      member.map { ($0.profile, $0.profileName) } ?? (user.profile, user.profileName)
    guard let profile = row.profile(in: project), has != profile.value else { return }
    keepOwners(name, profile.value)
  }
}
