/// A column of few distinct texts: each is kept once, a row holds its code.
struct ChoiceColumn: Hashable, Sendable {
  /// Code 0 is the missing value.
  private(set) var values: [String] = [""]
  private(set) var codes: [UInt32] = []
  private var known: [String: UInt32] = ["": 0]

  mutating func append(_ text: String) {
    if let code = known[text] {
      codes.append(code)
    } else {
      let code = UInt32(values.count)
      values.append(text)
      known[text] = code
      codes.append(code)
    }
  }

  subscript(_ row: Int) -> String { values[Int(codes[row])] }
}

extension ChoiceColumn {
  /// A column of these texts and codes; nil where a code has no text, or a text two codes.
  init?(values: [String], codes: [UInt32]) {
    let known = Dictionary(
      values.enumerated().map { ($1, UInt32($0)) }, uniquingKeysWith: { first, _ in first })
    guard values.first == "", known.count == values.count,
      codes.allSatisfy({ $0 < UInt32(values.count) })
    else { return nil }
    self.values = values
    self.codes = codes
    self.known = known
  }
}

/// One column of a table of people.
enum Column: Hashable, Sendable {
  case text(TextColumn)
  case choice(ChoiceColumn)
  /// 0 no, 1 yes, 2 missing.
  case flag([UInt8])
  /// Seconds since 1970; `missingTime` when missing.
  case time([Int64])

  static let missingTime = Int64.min

  init(_ type: FieldType) {
    switch type {
    case .text: self = .text(TextColumn())
    case .choice: self = .choice(ChoiceColumn())
    case .flag: self = .flag([])
    case .time: self = .time([])
    }
  }

  /// Appends a value; one of another type than the column's counts as missing. The column leaves
  /// its place while it grows, so that its storage is not copied.
  mutating func append(_ value: FieldValue) {
    let text = if case .text(let text) = value { text } else { "" }
    switch self {
    case .text(var column):
      self = .flag([])
      column.append(text)
      self = .text(column)
    case .choice(var column):
      self = .flag([])
      column.append(text)
      self = .choice(column)
    case .flag(var column):
      self = .flag([])
      let code: UInt8 = if case .flag(let flag) = value { flag ? 1 : 0 } else { 2 }
      column.append(code)
      self = .flag(column)
    case .time(var column):
      self = .flag([])
      let time = if case .time(let time) = value { time } else { Self.missingTime }
      column.append(time)
      self = .time(column)
    }
  }

  subscript(_ row: Int) -> FieldValue {
    switch self {
    case .text(let column):
      column.slice(row).isEmpty ? .empty : .text(column[row])
    case .choice(let column):
      column.codes[row] == 0 ? .empty : .text(column[row])
    case .flag(let column):
      column[row] == 2 ? .empty : .flag(column[row] == 1)
    case .time(let column):
      column[row] == Self.missingTime ? .empty : .time(column[row])
    }
  }
}
