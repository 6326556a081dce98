/// Writes the records of a page by column, without a text for each value.
package struct RecordWriter {
  /// What a record has in a column. It counts as nothing where the column is of another type.
  package enum Cell {
    case empty
    /// Bytes that are known to be UTF-8.
    case text(UnsafeRawBufferPointer)
    /// A text that had to be made.
    case made(String)
    case flag(Bool)
    /// Seconds since 1970.
    case time(Int64)
  }

  private var identifiers = IDColumn()
  private var columns: [Column]
  private let names: Names
  private var codes: [UInt32] = []

  /// The columns that a name is made of where CRM gives none.
  private struct Names {
    let whole: Int?
    let parts: [Int]
    let email: Int?
  }

  package init(_ schema: PeopleSchema) {
    columns = schema.fields.map { Column($0.type) }
    names = Names(
      whole: schema.index(of: "full_name"),
      parts: PeopleSchema.nameParts.compactMap { schema.index(of: $0) },
      email: schema.index(of: "email"))
  }

  /// Records so far.
  package var count: Int { identifiers.count }

  /// Writes records, named as `PeopleSchema.named` does: one for each id, and column by column what they
  /// have. False, and nothing is written, where one is no id.
  package mutating func add(
    _ rows: Int, id: (_ row: Int) -> UnsafeRawBufferPointer,
    cell: (_ column: Int, _ row: Int) -> Cell
  ) -> Bool {
    var keys: [IDColumn.Key] = []
    keys.reserveCapacity(rows)
    for row in 0..<rows {
      guard let key = IDColumn.Key(checking: id(row)) else { return false }
      keys.append(key)
    }
    for column in columns.indices where column != names.whole {
      write(rows, in: column) { cell(column, $0) }
    }
    if let whole = names.whole { nameThem(rows, in: whole) { cell(whole, $0) } }
    for key in keys { identifiers.append(key) }
    return true
  }

  /// The records written.
  package func records() -> [CRMRecord] {
    let page = RecordColumns(identifiers: identifiers, columns: columns)
    return (0..<identifiers.count).map { CRMRecord(page, row: $0) }
  }

  private mutating func write(_ rows: Int, in index: Int, _ cell: (Int) -> Cell) {
    // A column leaves its place while it grows, so that its storage is neither copied nor watched.
    var column = Column.flag([])
    swap(&column, &columns[index])
    switch column {
    case .text(var texts):
      column = .flag([])
      for row in 0..<rows { Self.bytes(cell(row)) { texts.append($0, at: count + row) } }
      column = .text(texts)
    case .choice(var choices):
      column = .flag([])
      codes.removeAll(keepingCapacity: true)
      for row in 0..<rows {
        var code: UInt32 = 0
        Self.bytes(cell(row)) { code = choices.code(of: $0) }
        codes.append(code)
      }
      choices.append(codes, at: count)
      column = .choice(choices)
    case .flag(var flags):
      column = .flag([])
      for row in 0..<rows {
        guard case .flag(let flag) = cell(row) else { continue }
        flags.put(flag ? 1 : 0, at: count + row, between: Column.missingFlag)
      }
      column = .flag(flags)
    case .time(var times):
      column = .flag([])
      for row in 0..<rows {
        guard case .time(let time) = cell(row), time != Column.missingTime else { continue }
        times.put(time, at: count + row, between: Column.missingTime)
      }
      column = .time(times)
    }
    swap(&column, &columns[index])
  }

  /// Gives the bytes of a cell that is a text.
  private static func bytes(_ cell: Cell, _ take: (UnsafeRawBufferPointer) -> Void) {
    switch cell {
    case .text(let bytes): take(bytes)
    case .made(var text): text.withUTF8 { take(UnsafeRawBufferPointer($0)) }
    case .empty, .flag, .time: break
    }
  }
}

// A name for a person whom CRM gives none.
extension RecordWriter {
  /// Writes the names of records whose other columns are written: those they have, else those that are
  /// made of the others, else what blanks they have.
  private mutating func nameThem(_ rows: Int, in whole: Int, _ cell: (Int) -> Cell) {
    var name: [UInt8] = []
    for row in 0..<rows {
      var isNamed = false
      Self.bytes(cell(row)) { bytes in
        isNamed = Self.isFilled(bytes)
        if isNamed { columns[whole].append(bytes, at: count + row) }
      }
      guard !isNamed else { continue }
      name.removeAll(keepingCapacity: true)
      make(&name, of: count + row)
      if name.isEmpty { Self.bytes(cell(row)) { name.append(contentsOf: $0) } }
      name.withUnsafeBytes { columns[whole].append($0, at: count + row) }
    }
  }

  /// First and last name, else the e-mail.
  private func make(_ name: inout [UInt8], of row: Int) {
    for part in names.parts {
      let text = columns[part].slice(row)
      guard text.withUnsafeBytes(Self.isFilled) else { continue }
      if !name.isEmpty { name.append(UInt8(ascii: " ")) }
      name.append(contentsOf: text)
    }
    guard name.isEmpty, let email = names.email else { return }
    let text = columns[email].slice(row)
    if text.withUnsafeBytes(Self.isFilled) { name.append(contentsOf: text) }
  }

  /// Whether a text is more than blanks.
  private static func isFilled(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first else { return false }
    // A letter, digit or mark of ASCII is no blank; of anything else the table of Unicode knows.
    if first > 0x20 && first < 0x7F { return true }
    return !String(decoding: text, as: UTF8.self).trimmingBlanks().isEmpty
  }
}
