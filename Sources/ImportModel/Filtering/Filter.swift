/// A field of either side, resolved.
package enum FilterField: Hashable, Sendable {
  /// A column of the directory.
  case crm(FieldPlace)
  case id, kind
  case portalStatus, portalRole, portalProfile, portalProjects, portalCustomer
  case planRole, planProfile, planProjects, planCustomer, planChange, planReason
}

/// What is asked of a field, with values of its type; texts are lower-cased.
package enum FilterTest: Hashable, Sendable {
  /// Equal to one of them; a field of several values is equal when one of its values is.
  case isOneOf(Set<String>)
  case glob(Glob)
  case pattern(Pattern)
  /// Ordered against a text: whole numbers by value, all else by scalar.
  case ordered(Order, String)
  /// A time in this half-open range of seconds since 1970; open ends are nil.
  case within(from: Int64?, before: Int64?)
  case isFlag(Bool)
  case isEmpty
}

/// The ordering comparisons.
package enum Order: Hashable, Sendable {
  case less, lessOrEqual, greater, greaterOrEqual

  func holds(_ left: String, _ right: String) -> Bool {
    if let left = Int64(left), let right = Int64(right) { return compares(left, right) }
    return compares(left, right)
  }

  private func compares<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

/// A filter that can be evaluated again and again.
package indirect enum Filter: Hashable, Sendable {
  case test(FilterField, FilterTest)
  case not(Filter)
  case all([Filter])
  case any([Filter])

  /// The fields it reads, each once, in the order written.
  package var fields: [FilterField] {
    var seen: Set<FilterField> = []
    return everyField.filter { seen.insert($0).inserted }
  }

  private var everyField: [FilterField] {
    switch self {
    case .test(let field, _): [field]
    case .not(let filter): filter.everyField
    case .all(let filters), .any(let filters): filters.flatMap(\.everyField)
    }
  }
}
