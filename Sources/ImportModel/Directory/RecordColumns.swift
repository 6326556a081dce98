/// Records of a page by column, as a reader wrote them.
final class RecordColumns: Sendable {
  let identifiers: IDColumn
  let columns: [Column]

  init(identifiers: IDColumn, columns: [Column]) {
    self.identifiers = identifiers
    self.columns = columns
  }

  func values(at row: Int) -> [FieldValue] { columns.map { $0[row] } }
}

/// Writes the records of a page by column, without a text for each value.
///
/// What a record has is put first, each column at most once and in any order; `add(id:)` makes it one.
/// Texts are bytes that the caller knows to be UTF-8.
package struct RecordWriter {
  private var identifiers = IDColumn()
  private let types: [FieldType]
  // Each kind of column for itself, every list as long as there are fields: a cell goes where it is to
  // lie, without its column being moved about.
  private var texts: [TextColumn]
  private var choices: [ChoiceColumn]
  private var flags: [[UInt8]]
  private var times: [[Int64]]
  private var isFilled: [Bool]
  private let names: Names
  /// The whole name of the record that comes next, where it is one of blanks.
  private var blank: [UInt8] = []
  private var name: [UInt8] = []

  /// The columns that a name is made of where CRM gives none.
  private struct Names {
    let whole: Int?
    let parts: [Int]
    let email: Int?
  }

  package init(_ schema: PeopleSchema) {
    types = schema.fields.map(\.type)
    texts = types.map { _ in TextColumn() }
    choices = types.map { _ in ChoiceColumn() }
    flags = types.map { _ in [] }
    times = types.map { _ in [] }
    isFilled = types.map { _ in false }
    names = Names(
      whole: schema.index(of: "full_name"),
      parts: PeopleSchema.nameParts.compactMap { schema.index(of: $0) },
      email: schema.index(of: "email"))
  }

  /// Records so far.
  package var count: Int { identifiers.count }

  /// A text of the record that comes next; nothing where the column holds no texts.
  package mutating func put(_ text: UnsafeRawBufferPointer, in column: Int) {
    let isFilled = Self.isFilled(text)
    guard isFilled || column != names.whole else {
      blank = Array(text)
      return
    }
    write(text, in: column)
    self.isFilled[column] = isFilled
  }

  /// A flag of the record that comes next.
  package mutating func put(_ flag: Bool, in column: Int) {
    guard types[column] == .flag else { return }
    flags[column].put(flag ? 1 : 0, at: count, between: Column.missingFlag)
  }

  /// A time of the record that comes next, in seconds since 1970.
  package mutating func put(_ time: Int64, in column: Int) {
    guard types[column] == .time, time != Column.missingTime else { return }
    times[column].put(time, at: count, between: Column.missingTime)
  }

  /// Makes a record of what was put, named as `PeopleSchema.named` does; false for what is no id.
  package mutating func add(id: UnsafeRawBufferPointer) -> Bool {
    guard ZohoID<CRMRecord>.isID(id) else { return false }
    nameIt()
    identifiers.append(IDColumn.Key(id))
    for index in isFilled.indices { isFilled[index] = false }
    return true
  }

  /// The records written.
  package func records() -> [CRMRecord] {
    let columns = types.indices.map { index -> Column in
      switch types[index] {
      case .text: .text(texts[index])
      case .choice: .choice(choices[index])
      case .flag: .flag(flags[index])
      case .time: .time(times[index])
      }
    }
    let page = RecordColumns(identifiers: identifiers, columns: columns)
    return (0..<identifiers.count).map { CRMRecord(page, row: $0) }
  }

  /// A name for a person whom CRM gives none.
  private mutating func nameIt() {
    guard let whole = names.whole, !isFilled[whole] else { return }
    name.removeAll(keepingCapacity: true)
    for part in names.parts where isFilled[part] {
      if !name.isEmpty { name.append(UInt8(ascii: " ")) }
      name.append(contentsOf: slice(part))
    }
    if name.isEmpty, let email = names.email, isFilled[email] {
      name.append(contentsOf: slice(email))
    }
    if name.isEmpty { swap(&name, &blank) }
    var found: [UInt8] = []
    swap(&found, &name)
    found.withUnsafeBytes { write($0, in: whole) }
    swap(&found, &name)
    blank.removeAll(keepingCapacity: true)
  }

  private mutating func write(_ text: UnsafeRawBufferPointer, in column: Int) {
    switch types[column] {
    case .text: texts[column].append(text, at: count)
    case .choice: choices[column].append(text, at: count)
    case .flag, .time: break
    }
  }

  /// The bytes of a text of the record that comes next.
  private func slice(_ column: Int) -> ArraySlice<UInt8> {
    types[column] == .choice ? choices[column].slice(count) : texts[column].slice(count)
  }

  /// Whether a text is more than blanks.
  private static func isFilled(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first else { return false }
    // A letter, digit or mark of ASCII is no blank; of anything else the table of Unicode knows.
    if first > 0x20 && first < 0x7F { return true }
    return !String(decoding: text, as: UTF8.self).trimmingBlanks().isEmpty
  }
}
