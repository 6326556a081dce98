extension Filter {
  /// Whether it holds for one record of a module, given by its values in the order of that module's
  /// schema. Of fields only CRM's own and the id count; every other one is empty here.
  package func holds(for record: CRMRecord, of module: CRMModule) -> Bool {
    switch self {
    case .not(let filter): !filter.holds(for: record, of: module)
    case .all(let filters): filters.allSatisfy { $0.holds(for: record, of: module) }
    case .any(let filters): filters.contains { $0.holds(for: record, of: module) }
    case .test(.id, let test): test.holds(for: .text(record.id.text))
    case .test(.crm(let place), let test):
      test.holds(
        for: place[module].flatMap { record.values.indices.contains($0) ? record.values[$0] : nil }
          ?? .empty)
    case .test(_, let test): test.holds(for: .empty)
    }
  }
}

extension FilterTest {
  /// Whether it holds for one value as fetched.
  func holds(for value: FieldValue) -> Bool {
    if case .within(let from, let before) = self {
      guard case .time(let time) = value else { return false }
      return (from.map { time >= $0 } ?? true) && (before.map { time < $0 } ?? true)
    }
    return JoinedPeople.holds(self, for: value.texts)
  }
}

extension FieldValue {
  /// As a person would read it; none where it is missing.
  package var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .flag(let flag): [flag ? "true" : "false"]
    case .time(let time): [TimeText.iso8601(time)]
    case .empty: []
    }
  }
}
