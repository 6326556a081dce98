/// A plan held against a portal: what every row means, and what all of it needs.
package struct Assessment: Sendable {
  package let portal: PortalID
  /// In plan order.
  package let changes: [Change]
  /// The customers that the changes of contacts touch, in plan order.
  package let customers: [CustomerChange]
  /// How many people there are of each.
  private let counts: [Tally: Int]

  private struct Tally: Hashable {
    let person: PersonKind
    let change: ChangeKind
  }

  /// Judges every row. Memberships of the plan's projects must have been read: a project whose
  /// members are unknown counts as having none of the plan's people.
  package init(of plan: Plan, against portal: Portal) {
    let ground = JudgingGround(plan, portal)
    self.portal = portal.id
    let changes = plan.rows.indices.map { index in
      let user = plan.rows[index].person.email.flatMap { portal.users[$0] }
      var judge = RowJudge(row: plan.rows[index], user: user, on: ground)
      judge.checkPerson()
      judge.checkProjects()
      judge.compare()
      return judge.change()
    }
    self.changes = changes
    var counts: [Tally: Int] = [:]
    for change in changes {
      counts[Tally(person: change.row.person.id.kind, change: change.kind), default: 0] += 1
    }
    self.counts = counts
    customers = CustomerChange.changes(of: changes, against: portal)
  }

  /// Whether the plan has people of a kind.
  package func has(_ kind: PersonKind) -> Bool { counts.keys.contains { $0.person == kind } }

  /// The people of one kind of change, in plan order.
  package func people(_ kind: ChangeKind) -> [Change] { changes.filter { $0.kind == kind } }

  /// How many people there are of one kind of change.
  package func count(of kind: ChangeKind) -> Int {
    counts.reduce(0) { $0 + ($1.key.change == kind ? $1.value : 0) }
  }

  /// Those an import would write to.
  package var written: [Change] { changes.filter { $0.kind != .blocked && $0.kind != .keep } }

  /// How many new portal users it makes, hence licences of staff it uses.
  package var introductions: Int { introductions(of: .user) }

  /// How many new client users it makes, hence licences of clients it uses.
  package var clientIntroductions: Int { introductions(of: .contact) }

  private func introductions(of kind: PersonKind) -> Int {
    counts[Tally(person: kind, change: .add), default: 0]
  }
}
