import ImportModel

/// Carries a session over from one fetch of CRM to the next: people are found again by id, and the
/// plan learns what CRM says of them now.
struct SessionMove {
  private let people: MovedPeople
  /// Steps of a session share what no line changed between them, and go on doing so.
  private(set) var saved = SavedSelections.Moved()
  private(set) var rows = PlanRows.Moved()
  private var last: (from: Session, to: Session)?

  init(from old: Directory, to new: Directory) {
    people = MovedPeople(old: old, new: new)
  }

  mutating func carried(_ session: Session) -> Session {
    if let last, last.from == session { return last.to }
    // Without the tables: what is captured beside them makes each first write to one copy all of it.
    let people = people
    let selection = { people.moved($0) }
    var copy = session
    copy.selection =
      last.flatMap { $0.from.selection == session.selection ? $0.to.selection : nil }
      ?? session.selection.map(selection)
    copy.saved = session.saved.mapping(&saved, selection)
    copy.plan.update(&rows) { people.person($0) }
    last = (session, copy)
    return copy
  }
}

/// People of one fetch, found in the next one.
private struct MovedPeople {
  let old: Directory
  let new: Directory

  func moved(_ selection: Selection) -> Selection {
    var rows = RowSet(capacity: new.count)
    for row in selection.rows {
      if let id = old.id(at: row), let found = new.row(of: id) { rows.insert(found) }
    }
    return Selection(rows: rows, fields: selection.fields, origin: selection.origin)
  }

  /// Somebody CRM doesn't list any more is as good as deleted there.
  func person(_ before: PlannedPerson) -> PlannedPerson {
    if let row = new.row(of: before.id), let now = new.person(at: row) {
      return now
    }
    return PlannedPerson(
      id: before.id, name: before.name, emailText: before.emailText, email: before.email,
      status: "deleted", isConfirmed: before.isConfirmed, type: before.type,
      account: before.account, isActiveUser: before.isActiveUser)
  }
}
