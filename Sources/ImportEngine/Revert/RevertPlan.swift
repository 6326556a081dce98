package import ImportModel

/// What undoing a run means, item by item, against a fresh and complete read of the portal.
///
/// Undone is only what an answer of the server proved to be the run's doing and what still holds the
/// run's value; all else of it is kept, each with its reason. What is gone already is neither.
package struct RevertPlan: Sendable {
  /// A row of the run with what becomes of its items.
  package struct Row: Sendable {
    /// As the journal kept it.
    package let person: JournalPerson
    /// As snapshots of the run that undoes: planned is what was before the run.
    package let undone: [ItemSnapshot]
    package let kept: [KeptItem]
  }

  /// The number of the run that is undone.
  package let run: Int
  /// Those of whom something is undone or kept, in plan order.
  package let rows: [Row]
  /// What is undone of customers, links first.
  package let customersUndone: [ItemSnapshot]
  /// What is kept of customers.
  package let customersKept: [KeptItem]
  /// What the run was to change, in the order of the journal.
  package let changes: [ItemSnapshot]
  /// Whether people who would leave the portal are deactivated in place of that.
  package let isDeactivating: Bool
  private let portal: Portal

  /// `portal` holds the members and clients of every project that ``RevertScope`` names; `elsewhere`:
  /// the projects of people whose projects were asked for one by one. `isDeactivating`: whoever would
  /// leave the portal stays there, inactive.
  package init(
    undoing run: RunResumption, in portal: Portal,
    elsewhere: [EmailAddress: Set<ProjectID>] = [:], isDeactivating: Bool = false
  ) {
    let work = RunWork(run)
    let changes = run.items.filter { $0.planned != $0.before }
    // What came to be so only later may be somebody else's doing: it is named, and kept.
    let achieved = changes.filter {
      work.hasAchieved($0) || portal.value(of: $0.item) == $0.planned
    }
    let people = RevertedPeople(
      run: run, work: work, achieved: achieved, portal: portal, elsewhere: elsewhere,
      isDeactivating: isDeactivating)
    rows = run.people.compactMap { people.row(of: $0) }
    let undone = Set(rows.flatMap(\.undone).filter { $0.planned == .absent }.map(\.item))
    let customers = RevertedCustomers(
      achieved: achieved, proven: work.proven, portal: portal, undone: undone)
    customersUndone = customers.undone
    customersKept = customers.kept
    self.run = run.run
    self.changes = changes
    self.isDeactivating = isDeactivating
    self.portal = portal
    names = PortalNames(portal)
  }

  /// The names that the portal has for its things.
  package let names: PortalNames

  /// What the portal says of an item.
  func now(_ item: Item) -> ItemValue { portal.value(of: item) }

  /// Whether nothing is left to be undone.
  package var isEmpty: Bool { rows.allSatisfy(\.undone.isEmpty) && customersUndone.isEmpty }

  /// Those who are deactivated in place of leaving the portal.
  package var deactivated: [Row] {
    rows.filter { $0.undone.contains { $0.planned == .inactive } }
  }

  /// Why nobody could see that somebody was deactivated, where the portal lists nobody who is of a kind
  /// of people that is to be; nil where it does.
  package var gapBeforeDeactivation: String? {
    portal.gap(beforeDeactivationOf: Set(deactivated.map(\.person.id.kind)))
  }

  /// Those of whom something is undone.
  package var written: [Row] { rows.filter { !$0.undone.isEmpty } }

  /// The rows of the run that undoes; what is kept stands in place of the matched values.
  package var people: [JournalPerson] { people(origins: []) }

  /// The same with the line that asked for it.
  func people(origins: [Origin]) -> [JournalPerson] {
    let customers = Set(customersUndone.compactMap(\.item.customer))
    return rows.map { row in
      let isOfCustomer =
        row.person.customer.flatMap { CustomerTarget($0) }.map(customers.contains) ?? false
      return row.person.undoing(
        change: row.undone.isEmpty && !isOfCustomer ? .keep : .change,
        kept: KeptItem.words(of: row.kept, by: names), origins: origins)
    }
  }

  /// The items of the run that undoes, with what has to stay as it is of the same people.
  package var snapshots: [ItemSnapshot] {
    rows.flatMap { row -> [ItemSnapshot] in
      guard let email = row.person.emailText.flatMap({ EmailAddress($0) }), !row.undone.isEmpty
      else { return [] }
      let touched = Set(row.undone.map(\.item))
      if touched.contains(.member(email)) {
        // The role goes with them; another one until then is somebody else's doing.
        let role = portal.value(of: .role(email))
        guard role != .absent else { return row.undone }
        return row.undone
          + [ItemSnapshot(item: .role(email), planned: .absent, before: role)]
      }
      let guarded: [Item] = [.member(email), .role(email)]
      return row.undone
        + guarded.filter { !touched.contains($0) }.map { item in
          let now = portal.value(of: item)
          return ItemSnapshot(item: item, planned: now, before: now)
        }
    } + customersUndone
  }
}

extension JournalPerson {
  /// The row of a run that undoes another one.
  fileprivate func undoing(
    change: ChangeKind, kept: [String], origins: [Origin]
  ) -> JournalPerson {
    JournalPerson(
      id: id, name: name, emailText: emailText, canonicalEmail: canonicalEmail, change: change,
      blocked: [], role: nil, customer: customer, profile: nil,
      projects: projects.map { Assignment(project: $0.project, profile: nil) },
      origins: origins, matched: kept)
  }
}
