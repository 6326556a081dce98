/// What was fetched of one CRM module, by column: ids unique, fetched order kept, found in O(1) by
/// id and by canonical e-mail.
package struct RecordTable<Subject>: Equatable, Sendable {
  package let schema: PeopleSchema
  var columns: [Column]
  var identifiers = IDColumn()
  var addresses = AddressColumn()
  var byID = KeyIndex()
  var byEmail = KeyIndex()
  let emailColumn: Int?

  package init(_ schema: PeopleSchema) {
    self.schema = schema
    columns = schema.fields.map { Column($0.type) }
    emailColumn = schema.index(of: "email")
  }

  /// A table of whole columns; nil where one has more rows than there are, or is of another type than
  /// its field, or where an id is missing or comes twice.
  init?(
    _ schema: PeopleSchema, identifiers: TextColumn, canonicalEmails: TextColumn,
    columns: [Column]
  ) {
    let count = identifiers.count
    guard columns.map(\.type) == schema.fields.map(\.type), canonicalEmails.count <= count,
      columns.allSatisfy({ $0.count <= count })
    else { return nil }
    self.init(schema)
    for row in 0..<count {
      let isNew = identifiers.slice(row).withUnsafeBytes { !$0.isEmpty && add(IDColumn.Key($0)) }
      guard isNew else { return nil }
    }
    self.columns = columns
    takeAddresses(known: canonicalEmails)
  }

  /// How many records it holds.
  package var count: Int { identifiers.count }

  /// Adds a record at the end; false, and nothing is added, when its id is there already.
  @discardableResult
  package mutating func append(id: ZohoID<Subject>, _ values: [FieldValue]) -> Bool {
    let row = count
    guard add(IDColumn.Key(id.text)) else { return false }
    for index in columns.indices where index < values.count {
      columns[index].append(values[index], at: row)
    }
    takeAddresses(row..<count)
    return true
  }

  /// The CRM id of a row.
  package func id(at row: Int) -> ZohoID<Subject>? { ZohoID(identifiers[row]) }

  /// The row with a CRM id.
  package func row(of id: ZohoID<Subject>) -> Int? { row(of: IDColumn.Key(id.text)) }

  /// The canonical address of a row, empty where it has none.
  package func canonicalEmail(at row: Int) -> String {
    String(decoding: addressBytes(at: row), as: UTF8.self)
  }

  package subscript(_ row: Int, _ column: Int) -> FieldValue { columns[column][row] }

  func column(_ index: Int) -> Column { columns[index] }

  /// The values of a row in the order of the schema.
  package func values(at row: Int) -> [FieldValue] { columns.map { $0[row] } }

  /// The text of a field of a row; nil where it is missing or no text.
  package func text(_ name: String, at row: Int) -> String? {
    guard let index = schema.index(of: name), case .text(let text) = columns[index][row] else {
      return nil
    }
    return text
  }

  /// How many records have each text of a field of few values.
  func counts(of column: Int) -> [String: Int] {
    guard case .choice(let column) = columns[column] else { return [:] }
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
      ? count : (0..<count).count { older.row(of: identifiers.key(at: $0)) == nil }
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
