/// What the administrator wants the portal to be: one row a person, in the order of staging.
///
/// A person stands in it at most once, with one role, one profile a project, and each project once.
package struct Plan: Hashable, Sendable {
  package private(set) var rows = PlanRows()
  private var indexes: [PersonID: Int] = [:]

  package init() {}

  package var isEmpty: Bool { rows.isEmpty }

  package subscript(_ person: PersonID) -> PlanRow? { indexes[person].map { rows[$0] } }

  /// The projects in which rows of this kind decide something.
  package func touchedProjects(of kind: PersonKind) -> Set<ProjectID> {
    var touched: Set<ProjectID> = []
    var recent: [Staged<ProjectID>] = []
    for index in rows.indices where rows[index].person.id.kind == kind {
      let projects = rows[index].projects
      if !projects.haveTheValues(of: recent) {
        for project in projects { touched.insert(project.value) }
        recent = projects
      }
      touched.formUnion(rows[index].projectProfiles.keys)
    }
    return touched
  }

  /// The addresses of its people, in plan order.
  var emails: [EmailAddress] {
    // By their places: what else there is of each is not copied.
    rows.indices.compactMap { rows[$0].person.email }
  }

  /// What a line changed.
  package struct Tally: Hashable, Sendable {
    /// People that were not in the plan before.
    package var staged = 0
    /// People whose row now says something else.
    package var changed = 0
    /// Earlier values that this line replaced.
    package var overridden = 0

    package init() {}
  }

  /// Stages people with a role; a later role wins.
  package mutating func stage(_ role: Staged<RoleID>, for people: [PlanCandidate]) -> Tally {
    edit(people) { row, _, tally in
      if let old = row.role, old.value != role.value { tally.overridden += 1 }
      row.role = role
    }
  }

  /// Stages contacts with their customers; a later one wins.
  package mutating func stage(
    customers: [PersonID: Staged<CustomerChoice>], for people: [PlanCandidate]
  ) -> Tally {
    edit(people) { row, person, tally in
      guard let customer = customers[person] else { return }
      if let old = row.customer, old.value != customer.value { tally.overridden += 1 }
      row.customer = customer
    }
  }

  /// Stages people with a profile: in the named projects, or generally when there are none.
  package mutating func stage(
    _ profile: Staged<ProfileID>, in projects: [ProjectID], for people: [PlanCandidate]
  ) -> Tally {
    edit(people) { row, _, tally in
      guard !projects.isEmpty else {
        let olds = [row.profile].compactMap { $0 } + row.projectProfiles.values
        tally.overridden += olds.count { $0.value != profile.value }
        row.profile = profile
        row.projectProfiles = [:]
        return
      }
      for project in projects {
        let old = row.projectProfiles.updateValue(profile, forKey: project)
        if let old, old.value != profile.value { tally.overridden += 1 }
      }
    }
  }

  /// Stages people for projects; projects add up.
  package mutating func assign(_ projects: [Staged<ProjectID>], for people: [PlanCandidate])
    -> Tally
  {
    edit(people) { row, _, _ in
      for project in projects where !row.projects.contains(where: { $0.value == project.value }) {
        row.projects.append(project)
      }
    }
  }

  /// Takes projects off the rows of these people; returns how many assignments went.
  package mutating func unassign(_ projects: Set<ProjectID>, for people: Set<PersonID>) -> Int {
    var removed = 0
    var stagings = StagingPool()
    for index in rows.indices where people.contains(rows[index].person.id) {
      var staging = rows[index].staging.value
      let before = staging.projects.count
      staging.projects.removeAll { projects.contains($0.value) }
      for project in projects { staging.projectProfiles[project] = nil }
      removed += before - staging.projects.count
      stagings.put(staging, into: &rows[index])
    }
    return removed
  }

  /// Takes people off the plan; returns how many went.
  package mutating func drop(_ people: Set<PersonID>) -> Int {
    let before = rows.count
    rows = PlanRows(rows.lazy.filter { !people.contains($0.person.id) })
    reindex()
    return before - rows.count
  }

  /// Lets people in by name in spite of a reason that can be accepted; returns how many are new to it.
  package mutating func accept(
    _ people: Set<PersonID>, despite reason: BlockReason = .confusableEmail
  ) -> Int {
    guard reason.canBeAccepted else { return 0 }
    var accepted = 0
    for index in rows.indices where people.contains(rows[index].person.id) {
      if rows[index].accepted.insert(reason).inserted { accepted += 1 }
    }
    return accepted
  }

  /// Replaces what CRM said of every person; `transform` keeps the id. `moved`: what became of other plans
  /// by the same transform, which this one goes on sharing rows with.
  package mutating func update(
    _ moved: inout PlanRows.Moved, _ transform: (PlannedPerson) -> PlannedPerson
  ) {
    rows.update(&moved, transform)
  }

  private mutating func edit(
    _ people: [PlanCandidate], _ change: (inout Staging, PersonID, inout Tally) -> Void
  ) -> Tally {
    var tally = Tally()
    var stagings = StagingPool()
    for candidate in people {
      let index: Int
      if let known = indexes[candidate.person.id] {
        index = known
      } else {
        index = rows.count
        indexes[candidate.person.id] = index
        rows.append(PlanRow(person: candidate.person, matched: candidate.matched))
        tally.staged += 1
      }
      let before = rows[index]
      for value in candidate.matched where !before.matched.contains(value) {
        rows[index].matched.append(value)
      }
      var staging = before.staging.value
      change(&staging, candidate.person.id, &tally)
      stagings.put(staging, into: &rows[index])
      if !rows[index].saysTheSame(as: before) { tally.changed += 1 }
    }
    return tally
  }

  private mutating func reindex() {
    indexes = [:]
    for (index, row) in rows.enumerated() { indexes[row.person.id] = index }
  }
}

/// A person about to be staged, with the values that a filter matched them by.
package struct PlanCandidate: Hashable, Sendable {
  package let person: PlannedPerson
  /// E.g. `crm.role = Sales Manager`.
  package let matched: [String]

  package init(person: PlannedPerson, matched: [String]) {
    self.person = person
    self.matched = matched
  }
}

extension Plan {
  /// Adds what the plan takes to what is counted.
  package func count(in held: inout HeldMemory) { rows.count(in: &held) }
}

/// What one line staged: rows for which that comes to the same share it.
private struct StagingPool {
  private var known: [Staging: Shared<Staging>] = [:]
  private var last = PlanRow.nothing

  mutating func put(_ staging: Staging, into row: inout PlanRow) {
    guard row.staging.value != staging else { return }
    if last.value != staging { last = shared(staging) }
    row.staging = last
  }

  private mutating func shared(_ staging: Staging) -> Shared<Staging> {
    if let found = known[staging] { return found }
    let new = Shared(staging)
    known[staging] = new
    return new
  }
}
