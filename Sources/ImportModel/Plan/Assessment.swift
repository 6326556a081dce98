/// A plan held against a portal: what every row means, and what all of it needs.
package struct Assessment: Equatable, Sendable {
  package let portal: PortalID
  /// In plan order.
  package let changes: [Change]

  /// Judges every row. Memberships of the plan's projects must have been read: a project whose
  /// members are unknown counts as having none of the plan's people.
  package init(of plan: Plan, against portal: Portal) {
    let projects = Dictionary(
      portal.projects.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let lookalikes = Lookalikes(plan: plan, portal: portal)
    var counts: [EmailAddress: Int] = [:]
    for row in plan.rows { if let email = row.person.email { counts[email, default: 0] += 1 } }
    self.portal = portal.id
    changes = plan.rows.map { row in
      let email = row.person.email
      let user = email.flatMap { portal.users[$0] }
      var judge = RowJudge(row: row, portal: portal, user: user)
      judge.checkPerson(
        isDuplicate: email.map {
          counts[$0, default: 0] > 1 || portal.users.repeated.contains($0)
        } ?? false,
        isLookalike: email.map { lookalikes.contains($0) } ?? false)
      judge.checkProjects(projects)
      judge.compare()
      return judge.change
    }
  }

  /// The people of one kind of change, in plan order.
  package func people(_ kind: ChangeKind) -> [Change] { changes.filter { $0.kind == kind } }

  /// Those an import would write to.
  package var written: [Change] { changes.filter { $0.kind != .blocked && $0.kind != .keep } }

  /// How many new portal users it makes, hence licences of staff it uses.
  package var introductions: Int { people(.add).count }
}

/// Judges one row; a value used once.
private struct RowJudge {
  let row: PlanRow
  let portal: Portal
  let user: PortalUser?
  var blocked: [BlockReason] = []
  var parts: [ChangePart] = []
  var kept: [Kept] = []

  init(row: PlanRow, portal: Portal, user: PortalUser?) {
    self.row = row
    self.portal = portal
    self.user = user
  }

  var change: Change {
    Change(
      row: row, blocked: blocked, parts: blocked.isEmpty ? parts : [], kept: kept, portalUser: user)
  }

  mutating func checkPerson(isDuplicate: Bool, isLookalike: Bool) {
    if row.person.email?.hasComparableDomain != true { blocked.append(.noEmail) }
    if isDuplicate { blocked.append(.duplicateEmail) }
    if isLookalike, !row.isAccepted { blocked.append(.confusableEmail) }
    if lowercased(row.person.status) != "active" {
      blocked.append(.crmNotActive)
    } else if !row.person.isConfirmed {
      blocked.append(.crmUnconfirmed)
    }
    if user?.kind == .client { blocked.append(.isClientUser) }
    if user?.status == .inactive { blocked.append(.portalInactive) }
  }

  mutating func checkProjects(_ projects: [ProjectID: Project]) {
    if user == nil {
      if row.role == nil { blocked.append(.noRole) }
      if row.projects.isEmpty { blocked.append(.noProject) }
    }
    if row.projects.contains(where: { projects[$0.value]?.isActive != true }) {
      blocked.append(.projectArchived)
    }
  }

  mutating func compare() {
    guard let email = row.person.email else { return }
    if let user {
      compareRole(with: user)
      compareProfile(with: user)
      for project in row.projects { compare(project.value, of: email) }
      let staged = Set(row.projects.map(\.value))
      for project in row.touchedProjects where !staged.contains(project) {
        // A profile alone makes nobody a member; it changes that of one who is.
        if portal.members[project]?.byEmail[email] != nil { compare(project, of: email) }
      }
    } else if let role = row.role, let first = row.projects.first {
      parts.append(
        .introduce(
          project: first.value, role: role.value, profile: row.profile(in: first.value)?.value))
      for project in row.projects.dropFirst() {
        parts.append(.join(project: project.value, profile: row.profile(in: project.value)?.value))
      }
    }
  }

  private mutating func compareRole(with user: PortalUser) {
    guard let role = row.role, user.role != role.value else { return }
    // Rule 5 keeps what somebody has; who has no role gets the staged one.
    if role.replaces || user.role == nil {
      parts.append(.role(from: user.role, to: role.value))
    } else {
      kept.append(.role(has: user.roleName, wanted: role.value))
    }
  }

  private mutating func compareProfile(with user: PortalUser) {
    guard let profile = row.profile, user.profile != profile.value else { return }
    if profile.replaces {
      parts.append(.profile(project: nil, from: user.profile, to: profile.value))
    } else {
      kept.append(.profile(project: nil, has: user.profileName, wanted: profile.value))
    }
  }

  private mutating func compare(_ project: ProjectID, of email: EmailAddress) {
    guard let member = portal.members[project]?.byEmail[email] else {
      parts.append(.join(project: project, profile: row.profile(in: project)?.value))
      return
    }
    guard let profile = row.profile(in: project), member.profile != profile.value else { return }
    if profile.replaces {
      parts.append(.profile(project: project, from: member.profile, to: profile.value))
    } else {
      kept.append(.profile(project: project, has: member.profileName, wanted: profile.value))
    }
  }
}
