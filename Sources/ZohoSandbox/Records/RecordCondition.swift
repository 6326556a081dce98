/// What a query or a search asks of records.
indirect enum RecordCondition: Sendable, Equatable {
  case all(RecordCondition, RecordCondition)
  case any(RecordCondition, RecordCondition)
  case test(field: String, RecordTest)

  /// What it asks of each field, in the order written.
  var tests: [(field: String, test: RecordTest)] {
    switch self {
    case .all(let left, let right), .any(let left, let right): left.tests + right.tests
    case .test(let field, let test): [(field, test)]
    }
  }

  /// The names of the fields it asks about.
  var fields: [String] { tests.map(\.field) }

  /// The ids it can hold for, as a half-open range of numbers: what makes paging by ids fast.
  var idsFrom: Int64? {
    switch self {
    case .all(let left, let right): [left.idsFrom, right.idsFrom].compactMap { $0 }.max()
    case .any: nil
    case .test("id", .compare(.greater, let value)): value.number.map { $0 + 1 }
    case .test("id", .compare(.greaterOrEqual, let value)): value.number
    case .test: nil
    }
  }

  /// Whether it holds; `value` gives a field's value.
  func holds(_ value: (String) -> JSON) -> Bool {
    switch self {
    case .all(let left, let right): left.holds(value) && right.holds(value)
    case .any(let left, let right): left.holds(value) || right.holds(value)
    case .test(let field, let test): test.holds(for: value(field))
    }
  }
}

/// What is asked of one value.
enum RecordTest: Sendable, Equatable {
  enum Sign: String, Sendable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  case compare(Sign, RecordLiteral)
  case isIn([RecordLiteral], negated: Bool)
  case between(RecordLiteral, RecordLiteral)
  /// `%` stands for any text.
  case like(String, negated: Bool)
  case isNull(negated: Bool)

  /// The values it compares with.
  var literals: [RecordLiteral] {
    switch self {
    case .compare(_, let literal): [literal]
    case .isIn(let literals, _): literals
    case .between(let low, let high): [low, high]
    case .like, .isNull: []
    }
  }

  /// Texts are compared without case. [G]
  func holds(for value: JSON) -> Bool {
    let value = value.comparable
    switch self {
    case .isNull(let negated): return (value == nil) != negated
    case .compare(let sign, let literal):
      guard let order = literal.order(of: value) else { return sign == .notEqual }
      switch sign {
      case .equal: return order == 0
      case .notEqual: return order != 0
      case .less: return order < 0
      case .lessOrEqual: return order <= 0
      case .greater: return order > 0
      case .greaterOrEqual: return order >= 0
      }
    case .isIn(let literals, let negated):
      return literals.contains { $0.order(of: value) == 0 } != negated
    case .between(let low, let high):
      guard let from = low.order(of: value), let to = high.order(of: value) else { return false }
      return from >= 0 && to <= 0
    case .like(let pattern, let negated):
      guard let value else { return negated }
      return LikePattern(pattern).matches(value.text.lowercased()) != negated
    }
  }
}

/// A value as a query writes it.
struct RecordLiteral: Sendable, Equatable {
  let text: String
  /// As a whole number, where it is one.
  var number: Int64? { Int64(text) }

  /// Below, at or above 0 as a value is before, equal to or after this; nil where they can't be
  /// compared.
  func order(of value: RecordComparable?) -> Int? {
    guard let value else { return nil }
    if let left = value.number, let right = number {
      return left < right ? -1 : left == right ? 0 : 1
    }
    if let left = CRMTime.milliseconds(value.text), let right = CRMTime.milliseconds(text) {
      return left < right ? -1 : left == right ? 0 : 1
    }
    let (left, right) = (value.text.lowercased(), text.lowercased())
    return left < right ? -1 : left == right ? 0 : 1
  }
}

/// A value of a record in the form in which it is compared.
struct RecordComparable: Sendable, Equatable {
  let text: String
  var number: Int64? { Int64(text) }
}

extension JSON {
  /// Nil for no value; a lookup is compared by its id.
  var comparable: RecordComparable? {
    switch self {
    case .text(let text): RecordComparable(text: text)
    case .number(let number): RecordComparable(text: String(number))
    case .bool(let flag): RecordComparable(text: flag ? "true" : "false")
    case .object: self["id"]?.comparable
    case .null, .array: nil
    }
  }
}

/// A pattern with `%` for any text.
struct LikePattern {
  private let parts: [Substring]

  init(_ pattern: String) {
    parts = pattern.lowercased().split(separator: "%", omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  func matches(_ text: String) -> Bool {
    guard let first = parts.first, let last = parts.last, parts.count > 1 else {
      return parts.first.map { $0 == text[...] } ?? text.isEmpty
    }
    guard text.hasPrefix(first), text.dropFirst(first.count).hasSuffix(last) else { return false }
    var rest = text.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = Self.range(of: part, in: rest) else { return false }
      rest = rest[found...]
    }
    return true
  }

  /// Where a part ends the first time it occurs.
  private static func range(of part: Substring, in text: Substring) -> Substring.Index? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(part) { return text.index(start, offsetBy: part.count) }
      start = text.index(after: start)
    }
    return nil
  }
}

/// Times as CRM writes and reads them.
enum CRMTime {
  /// Milliseconds since 1970 of `2026-03-02T09:15:00+05:30` or `…Z`; nil for any other text.
  static func milliseconds(_ text: String) -> Int64? {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 10 else { return nil }
    let date = parts[0].split(separator: "-").compactMap { Int($0) }
    let clock = parts[1].prefix(8).split(separator: ":").compactMap { Int64($0) }
    guard date.count == 3, clock.count == 3, let offset = offset(parts[1].dropFirst(8)),
      (1...12).contains(date[1]), (1...days(in: date[1], of: date[0])).contains(date[2]),
      (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0..<60).contains(clock[2])
    else { return nil }
    let midnight = CivilTime.milliseconds(year: date[0], month: date[1], day: date[2])
    return midnight + ((clock[0] * 60 + clock[1] - offset) * 60 + clock[2]) * 1_000
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// Minutes east of UTC.
  private static func offset(_ text: Substring) -> Int64? {
    if text == "Z" { return 0 }
    let parts = text.dropFirst().split(separator: ":").compactMap { Int64($0) }
    guard let sign = text.first, sign == "+" || sign == "-", parts.count == 2 else { return nil }
    return (sign == "-" ? -1 : 1) * (parts[0] * 60 + parts[1])
  }
}
