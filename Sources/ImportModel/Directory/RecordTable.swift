/// What was fetched of one CRM module, by column: ids unique, fetched order kept, found in O(1) by
/// id and by canonical e-mail.
package struct RecordTable<Subject>: Equatable, Sendable {
  package let schema: PeopleSchema
  /// What is done often knows no subject: code for every kind of record would look it up each time.
  private var held: TableRows

  package init(_ schema: PeopleSchema) {
    self.schema = schema
    held = TableRows(schema)
  }

  /// A table of whole columns; nil where one has more rows than there are, or is of another type than
  /// its field, or where an id is missing or comes twice.
  init?(
    _ schema: PeopleSchema, identifiers: TextColumn, canonicalEmails: TextColumn,
    columns: [Column]
  ) {
    let count = identifiers.count
    guard columns.map(\.type) == schema.fields.map(\.type), canonicalEmails.count <= count,
      columns.allSatisfy({ $0.count <= count }),
      let held = TableRows(
        schema, identifiers: identifiers, canonicalEmails: canonicalEmails, columns: columns)
    else { return nil }
    self.schema = schema
    self.held = held
  }

  /// How many records it holds.
  package var count: Int { held.count }

  var identifiers: IDColumn { held.identifiers }

  /// Adds a record at the end; false, and nothing is added, when its id is there already.
  @discardableResult
  package mutating func append(id: ZohoID<Subject>, _ values: [FieldValue]) -> Bool {
    held.append(IDColumn.Key(id.text), values)
  }

  /// Adds a page of records; returns how many were new.
  @discardableResult
  package mutating func append(_ records: [CRMRecord]) -> Int {
    let before = count
    held.append(records)
    return count - before
  }

  /// Lets go the room that was kept for more records.
  package mutating func close() { held.close() }

  /// What it holds in memory.
  package var memory: TableMemory { held.memory }

  /// The CRM id of a row.
  package func id(at row: Int) -> ZohoID<Subject>? { ZohoID(held.identifiers[row]) }

  /// The row with a CRM id.
  package func row(of id: ZohoID<Subject>) -> Int? { held.row(of: IDColumn.Key(id.text)) }

  /// The rows with an address: more than one where CRM repeats it.
  package func rows(of email: EmailAddress) -> [Int] {
    guard count > 0 else { return [] }
    var text = email.canonical
    return text.withUTF8 { held.rows(of: UnsafeRawBufferPointer($0)) }
  }

  /// The canonical address of a row in its bytes, none where it has none.
  func addressBytes(at row: Int) -> ArraySlice<UInt8> { held.addressBytes(at: row) }

  /// The canonical address of a row, empty where it has none.
  package func canonicalEmail(at row: Int) -> String {
    String(decoding: addressBytes(at: row), as: UTF8.self)
  }

  package subscript(_ row: Int, _ column: Int) -> FieldValue { held.columns[column][row] }

  func column(_ index: Int) -> Column { held.columns[index] }

  /// The values of a row in the order of the schema.
  package func values(at row: Int) -> [FieldValue] { held.columns.map { $0[row] } }

  /// The text of a field of a row; nil where it is missing or no text.
  package func text(_ name: String, at row: Int) -> String? {
    guard let index = schema.index(of: name), case .text(let text) = held.columns[index][row] else {
      return nil
    }
    return text
  }

  /// How many records have each text of a field of few values.
  func counts(of column: Int) -> [String: Int] {
    guard case .choice(let column) = held.columns[column] else { return [:] }
    var byCode = Array(repeating: 0, count: column.distinct)
    for row in 0..<column.count { byCode[column.code(row)] += 1 }
    var counts: [String: Int] = [:]
    for (code, value) in column.values.enumerated() where code > 0 && byCode[code] > 0 {
      // Texts of other bytes may be equal.
      counts[value, default: 0] += byCode[code]
    }
    return counts
  }

  /// How many of its records an older table lacks.
  package func countNew(since older: RecordTable<Subject>) -> Int {
    older.count == 0
      ? count : (0..<count).count { older.held.row(of: held.identifiers.key(at: $0)) == nil }
  }

  /// The records of this table and behind them those of an older one that this one lacks; a field
  /// that the other has not is empty in them.
  package func merging(_ older: RecordTable<Subject>) -> RecordTable<Subject> {
    var merged = self
    let columns = schema.fields.map { older.schema.index(of: $0.apiName) }
    for row in 0..<older.count {
      guard let id = older.id(at: row) else { continue }
      merged.append(id: id, columns.map { $0.map { older[row, $0] } ?? .empty })
    }
    return merged
  }
}
