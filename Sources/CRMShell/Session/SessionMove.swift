import ImportModel

/// Carries a session over from one fetch of CRM to the next: people are found again by id, and the
/// plan learns what CRM says of them now.
struct SessionMove {
  private let old: Directory
  private let new: Directory
  /// Steps of a session share what no line changed between them, and go on doing so.
  private var saved = SavedSelections.Moved()
  private var rows = PlanRows.Moved()
  private var last: (from: Session, to: Session)?

  init(from old: Directory, to new: Directory) {
    self.old = old
    self.new = new
  }

  mutating func carried(_ session: Session) -> Session {
    if let last, last.from == session { return last.to }
    let selection = { [self] in moved($0) }
    var copy = session
    copy.selection =
      last.flatMap { $0.from.selection == session.selection ? $0.to.selection : nil }
      ?? session.selection.map(selection)
    copy.saved = session.saved.mapping(&saved, selection)
    copy.plan.update(&rows) { [self] in person($0) }
    last = (session, copy)
    return copy
  }

  private func moved(_ selection: Selection) -> Selection {
    var rows = RowSet(capacity: new.count)
    for row in selection.rows {
      if let id = old.id(at: row), let found = new.row(of: id) { rows.insert(found) }
    }
    return Selection(rows: rows, fields: selection.fields, origin: selection.origin)
  }

  /// Somebody CRM doesn't list any more is as good as deleted there.
  private func person(_ before: PlannedPerson) -> PlannedPerson {
    if let row = new.row(of: before.id), let now = new.person(at: row) {
      return now
    }
    return PlannedPerson(
      id: before.id, name: before.name, emailText: before.emailText, email: before.email,
      status: "deleted", isConfirmed: before.isConfirmed, type: before.type,
      account: before.account, isActiveUser: before.isActiveUser)
  }
}
