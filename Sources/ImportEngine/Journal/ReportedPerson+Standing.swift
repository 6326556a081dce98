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

  /// Whether the end of the run shows something that was planned, which a call of the run was sent for.
  package var isBegun: Bool {
    items.contains { item in
      item.snapshot.planned != item.snapshot.before && item.after == item.snapshot.planned
        && calls.contains { $0.maySet(item.snapshot.item, for: planned) }
    }
  }

  /// What the run's end will tell of somebody for whom nothing was to be done; nil for everybody else.
  package var expected: PersonOutcome? {
    switch planned.change {
    case .blocked: .blocked
    case .keep: .kept
    case .add, .change, .join: nil
    }
  }
}

extension ReportedCall {
  /// Whether it was sent for a person, not refused, and in the place of an item of theirs.
  fileprivate func maySet(_ item: Item, for person: JournalPerson) -> Bool {
    switch outcome?.state {
    case .refused, .turnedAway: return false
    case .applied, .unknown, nil: break
    }
    guard intent.people.contains(where: { $0.canonical == person.canonicalEmail }) else {
      return false
    }
    return item.project.map { $0.text == intent.project?.id } ?? true
  }
}
