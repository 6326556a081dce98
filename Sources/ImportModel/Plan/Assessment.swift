/// A plan held against a portal: what every row means, and what all of it needs.
package struct Assessment: Equatable, Sendable {
  package let portal: PortalID
  /// In plan order.
  package let changes: [Change]
  /// The customers that the changes of contacts touch, in plan order.
  package let customers: [CustomerChange]

  /// Judges every row. Memberships of the plan's projects must have been read: a project whose
  /// members are unknown counts as having none of the plan's people.
  package init(of plan: Plan, against portal: Portal) {
    let projects = Dictionary(
      portal.projects.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let lookalikes = Lookalikes(plan: plan, portal: portal)
    var counts: [EmailAddress: Int] = [:]
    for row in plan.rows { if let email = row.person.email { counts[email, default: 0] += 1 } }
    self.portal = portal.id
    let changes = plan.rows.map { row in
      let email = row.person.email
      let user = email.flatMap { portal.users[$0] }
      var judge = RowJudge(row: row, portal: portal, user: user)
      judge.twins = email.flatMap { lookalikes.twins(of: $0) }
      judge.checkPerson(
        isDuplicate: email.map {
          counts[$0, default: 0] > 1 || portal.users.repeated.contains($0)
        } ?? false)
      judge.checkProjects(projects)
      judge.compare()
      return judge.change
    }
    self.changes = changes
    customers = CustomerChange.changes(of: changes, against: portal)
  }

  /// The people of one kind of change, in plan order.
  package func people(_ kind: ChangeKind) -> [Change] { changes.filter { $0.kind == kind } }

  /// How many people there are of one kind of change.
  package func count(of kind: ChangeKind) -> Int { changes.count { $0.kind == kind } }

  /// Those an import would write to.
  package var written: [Change] { changes.filter { $0.kind != .blocked && $0.kind != .keep } }

  /// How many new portal users it makes, hence licences of staff it uses.
  package var introductions: Int { introductions(of: .user) }

  /// How many new client users it makes, hence licences of clients it uses.
  package var clientIntroductions: Int { introductions(of: .contact) }

  private func introductions(of kind: PersonKind) -> Int {
    changes.count { $0.row.person.id.kind == kind && $0.kind == .add }
  }
}
