/// One column of a table of people. Missing values behind the last that is there are not kept.
enum Column: Hashable, Sendable {
  case text(TextColumn)
  case choice(ChoiceColumn)
  /// 0 no, 1 yes, 2 missing.
  case flag([UInt8])
  /// Seconds since 1970; `missingTime` when missing.
  case time([Int64])

  static let missingTime = Int64.min
  static let missingFlag: UInt8 = 2

  init(_ type: FieldType) {
    switch type {
    case .text: self = .text(TextColumn())
    case .choice: self = .choice(ChoiceColumn())
    case .flag: self = .flag([])
    case .time: self = .time([])
    }
  }

  /// How many rows are kept.
  var count: Int {
    switch self {
    case .text(let column): column.count
    case .choice(let column): column.count
    case .flag(let flags): flags.count
    case .time(let times): times.count
    }
  }

  var type: FieldType {
    switch self {
    case .text: .text
    case .choice: .choice
    case .flag: .flag
    case .time: .time
    }
  }

  /// Puts a value behind all those before; one of another type than the column's counts as missing.
  mutating func append(_ value: FieldValue, at row: Int) {
    switch value {
    case .text(let text):
      var text = text
      text.withUTF8 { append(UnsafeRawBufferPointer($0), at: row) }
    case .flag(let flag): append(flag, at: row)
    case .time(let time): append(time, at: row)
    case .empty: break
    }
  }

  /// The same of a text in its bytes, which must be UTF-8. The column leaves its place while it grows, so
  /// that its storage is not copied.
  mutating func append(_ text: UnsafeRawBufferPointer, at row: Int) {
    switch self {
    case .text(var column):
      self = .flag([])
      column.append(text, at: row)
      self = .text(column)
    case .choice(var column):
      self = .flag([])
      column.append(text, at: row)
      self = .choice(column)
    case .flag, .time: break
    }
  }

  mutating func append(_ flag: Bool, at row: Int) {
    guard case .flag(var column) = self else { return }
    self = .flag([])
    column.put(flag ? 1 : 0, at: row, between: Self.missingFlag)
    self = .flag(column)
  }

  mutating func append(_ time: Int64, at row: Int) {
    guard time != Self.missingTime, case .time(var column) = self else { return }
    self = .flag([])
    column.put(time, at: row, between: Self.missingTime)
    self = .time(column)
  }

  /// Puts rows of a column of the same type behind all those before, the first of them at `row`.
  mutating func append(_ rows: Range<Int>, of other: Column, at row: Int) {
    switch self {
    case .text(var column):
      guard case .text(let other) = other else { return }
      self = .flag([])
      column.append(rows, of: other, at: row)
      self = .text(column)
    case .choice(var column):
      guard case .choice(let other) = other else { return }
      self = .flag([])
      column.append(rows, of: other, at: row)
      self = .choice(column)
    case .flag(var column):
      guard case .flag(let other) = other else { return }
      self = .flag([])
      column.put(rows, of: other, at: row, between: Self.missingFlag)
      self = .flag(column)
    case .time(var column):
      guard case .time(let other) = other else { return }
      self = .flag([])
      column.put(rows, of: other, at: row, between: Self.missingTime)
      self = .time(column)
    }
  }

  /// The bytes of a row's text; none where it is no text.
  func slice(_ row: Int) -> ArraySlice<UInt8> {
    switch self {
    case .text(let column): column.slice(row)
    case .choice(let column): column.slice(row)
    case .flag, .time: []
    }
  }

  /// Lets go the room that was kept for more.
  mutating func close() {
    switch self {
    case .text(var column):
      self = .flag([])
      column.close()
      self = .text(column)
    case .choice(var column):
      self = .flag([])
      column.close()
      self = .choice(column)
    case .flag(let column): self = .flag(column.closed)
    case .time(let column): self = .time(column.closed)
    }
  }

  subscript(_ row: Int) -> FieldValue {
    guard row < count else { return .empty }
    return switch self {
    case .text(let column):
      column.range(of: row).isEmpty ? .empty : .text(column[row])
    case .choice(let column):
      column.code(row) == 0 ? .empty : .text(column[row])
    case .flag(let column):
      column[row] == Self.missingFlag ? .empty : .flag(column[row] == 1)
    case .time(let column):
      column[row] == Self.missingTime ? .empty : .time(column[row])
    }
  }
}
