import ImportModel

/// Carries a session over from one fetch of CRM to the next: people are found again by id, and the
/// plan learns what CRM says of them now.
struct SessionMove {
  private let old: Directory
  private let new: Directory

  init(from old: Directory, to new: Directory) {
    self.old = old
    self.new = new
  }

  func carried(_ session: Session) -> Session {
    var copy = session
    copy.selection = session.selection.map(carried)
    copy.saved = session.saved.mapValues(carried)
    copy.plan.update(person)
    return copy
  }

  private func carried(_ selection: Selection) -> Selection {
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
