import ImportModel

/// What a report tells of a person from all that the journal holds of them.
extension ReportedPerson {
  /// The role that they were to have: the one asked for, unless they keep another one.
  package var role: NamedValue? {
    guard let asked = planned.role else { return nil }
    let isKept = items.contains { item in
      guard case .role = item.snapshot.item else { return false }
      return item.snapshot.planned != .id(asked.id)
    }
    return isKept ? nil : asked
  }
}
