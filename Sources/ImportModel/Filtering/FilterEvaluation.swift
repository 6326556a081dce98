extension JoinedPeople {
  /// The rows of `base` that a filter holds for. Once `isCancelled` says so, which is asked every
  /// few hundred rows, the answer is of no use any more.
  package func rows(
    matching filter: Filter, in base: RowSet, isCancelled: @escaping () -> Bool = { false }
  ) -> RowSet {
    FilterWalk(people: self, isCancelled: isCancelled).rows(matching: filter, in: base)
  }

  /// Whether a test holds for a field's values as text; times are tested where they are kept.
  package static func holds(_ test: FilterTest, for values: [String]) -> Bool {
    switch test {
    case .isEmpty: values.isEmpty
    case .isOneOf(let wanted): values.contains { wanted.contains(lowercased($0)) }
    case .glob(let glob): values.contains { glob.matches(lowercased($0)) }
    case .pattern(let pattern): values.contains { pattern.matches(lowercased($0)) }
    case .ordered(let order, let wanted):
      values.contains { order.holds(lowercased($0), wanted) }
    case .isFlag(let wanted): values.contains(wanted ? "true" : "false")
    case .within: false
    }
  }
}

/// One evaluation of a filter, which can be given up.
private struct FilterWalk {
  let people: JoinedPeople
  let isCancelled: () -> Bool

  private var directory: Directory { people.directory }

  func rows(matching filter: Filter, in base: RowSet) -> RowSet {
    switch filter {
    case .test(let field, let test): rows(where: field, test, in: base)
    case .not(let filter): base.subtracting(rows(matching: filter, in: base))
    case .all(let filters): filters.reduce(base) { rows(matching: $1, in: $0) }
    case .any(let filters):
      filters.reduce(RowSet(capacity: base.capacity)) {
        $0.union(rows(matching: $1, in: base.subtracting($0)))
      }
    }
  }

  private func rows(where field: FilterField, _ test: FilterTest, in base: RowSet) -> RowSet {
    guard case .crm(let place) = field else { return rows(joined: field, test, in: base) }
    let users = base.intersection(directory.rows(of: .user))
    let contacts = base.intersection(directory.rows(of: .contact))
    return pick(users, directory.users, place.user, test, from: 0)
      .union(
        pick(contacts, directory.contacts, place.contact, test, from: directory.users.count))
  }

  /// Of the many whom neither portal nor plan knows, one answer holds for all.
  private func rows(joined field: FilterField, _ test: FilterTest, in base: RowSet) -> RowSet {
    guard let known = people.known(to: field) else {
      return pick(base) { JoinedPeople.holds(test, for: people.values(of: field, at: $0)) }
    }
    let found = pick(base.intersection(known.rows)) {
      JoinedPeople.holds(test, for: people.values(of: field, at: $0))
    }
    return JoinedPeople.holds(test, for: known.others)
      ? base.subtracting(known.rows).union(found) : found
  }

  /// The rows of one kind of people that a test holds for; `first` is the row of the table's first.
  private func pick<Subject>(
    _ base: RowSet, _ table: RecordTable<Subject>, _ index: Int?, _ test: FilterTest,
    from first: Int
  ) -> RowSet {
    guard let index else { return test.holds(for: .empty) ? base : RowSet(capacity: base.capacity) }
    switch (table.column(index), test) {
    case (.choice(let column), _):
      let verdicts = column.values.enumerated().map { code, value in
        JoinedPeople.holds(test, for: code == 0 ? [] : [value])
      }
      return pick(base, column.codes, from: first) { verdicts[$0] }
    case (.time(let column), .within(let from, let before)):
      return pick(base) { row in
        guard row - first < column.count else { return false }
        let time = column[row - first]
        return time != Column.missingTime && from.map { time >= $0 } ?? true
          && before.map { time < $0 } ?? true
      }
    case (.flag(let column), .isFlag(let wanted)):
      return pick(base) {
        $0 - first < column.count && column[$0 - first] == (wanted ? 1 : 0)
      }
    case (.text(let column), _):
      return TextPass(column: column, first: first, test: test, isCancelled: isCancelled)
        .rows(in: base)
    default:
      return pick(base) { row in test.holds(for: table[row - first, index]) }
    }
  }

  /// The rows whose code is one of those that pass.
  private func pick(
    _ base: RowSet, _ codes: ChoiceColumn.Codes, from first: Int, where passes: (Int) -> Bool
  ) -> RowSet {
    func pick(_ codes: [some FixedWidthInteger]) -> RowSet {
      let isMissingPassed = passes(0)
      return self.pick(base) {
        $0 - first < codes.count ? passes(Int(codes[$0 - first])) : isMissingPassed
      }
    }
    return switch codes {
    case .bytes(let codes): pick(codes)
    case .pairs(let codes): pick(codes)
    case .words(let codes): pick(codes)
    }
  }

  private func pick(_ base: RowSet, where condition: (Int) -> Bool) -> RowSet {
    base.filtered(isCancelled: isCancelled, by: condition)
  }
}
