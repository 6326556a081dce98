/// What was fetched of one CRM module, by column: ids unique, fetched order kept, found in O(1) by
/// id and by canonical e-mail.
package struct RecordTable<Subject>: Equatable, Sendable {
  package let schema: PeopleSchema
  private var columns: [Column]
  private(set) var identifiers = TextColumn()
  private(set) var canonicalEmails = TextColumn()
  private var byID = KeyIndex()
  private var byEmail = KeyIndex()
  private let emailColumn: Int?

  package init(_ schema: PeopleSchema) {
    self.schema = schema
    columns = schema.fields.map { Column($0.type) }
    emailColumn = schema.index(of: "email")
  }

  /// A table of whole columns; nil where they are not of one length, or where an id is missing or
  /// comes twice.
  init?(
    _ schema: PeopleSchema, identifiers: TextColumn, canonicalEmails: TextColumn,
    columns: [Column]
  ) {
    let count = identifiers.count
    guard columns.count == schema.fields.count, canonicalEmails.count == count,
      columns.allSatisfy({ $0.count == count })
    else { return nil }
    self.init(schema)
    for row in 0..<count {
      guard !identifiers.slice(row).isEmpty, byID.insert(row, of: identifiers) else { return nil }
      byEmail.insert(row, of: canonicalEmails)
    }
    self.columns = columns
    self.identifiers = identifiers
    self.canonicalEmails = canonicalEmails
  }

  /// How many records it holds.
  package var count: Int { identifiers.count }

  /// Adds a record at the end; false, and nothing is added, when its id is there already.
  @discardableResult
  package mutating func append(id: ZohoID<Subject>, _ values: [FieldValue]) -> Bool {
    guard row(of: id) == nil else { return false }
    identifiers.append(id.text)
    byID.insert(identifiers.count - 1, of: identifiers)
    for index in columns.indices {
      columns[index].append(index < values.count ? values[index] : .empty)
    }
    var canonical = ""
    if let emailColumn, emailColumn < values.count, case .text(let text) = values[emailColumn] {
      canonical = EmailAddress(text)?.canonical ?? ""
    }
    canonicalEmails.append(canonical)
    byEmail.insert(canonicalEmails.count - 1, of: canonicalEmails)
    return true
  }

  /// Adds a page of records; returns how many were new.
  @discardableResult
  package mutating func append(_ records: some Sequence<CRMRecord>) -> Int {
    records.count { record in
      ZohoID<Subject>(record.id.text).map { append(id: $0, record.values) } ?? false
    }
  }

  /// The CRM id of a row.
  package func id(at row: Int) -> ZohoID<Subject>? { ZohoID(identifiers[row]) }

  /// The row with a CRM id.
  package func row(of id: ZohoID<Subject>) -> Int? { byID.row(of: id.text, in: identifiers) }

  /// The rows with an address: more than one where CRM repeats it.
  package func rows(of email: EmailAddress) -> [Int] {
    byEmail.rows(of: email.canonical, in: canonicalEmails)
  }

  /// The canonical address of a row, empty where it has none.
  package func canonicalEmail(at row: Int) -> String { canonicalEmails[row] }

  /// The same in its bytes.
  func addressBytes(at row: Int) -> ArraySlice<UInt8> { canonicalEmails.slice(row) }

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
    var byCode = Array(repeating: 0, count: column.values.count)
    for code in column.codes { byCode[Int(code)] += 1 }
    var counts: [String: Int] = [:]
    for (code, count) in byCode.enumerated() where code > 0 && count > 0 {
      counts[column.values[code]] = count
    }
    return counts
  }

  /// How many of its records an older table lacks.
  package func countNew(since older: RecordTable<Subject>) -> Int {
    (0..<count).count { older.byID.row(of: identifiers[$0], in: older.identifiers) == nil }
  }

  /// The records of this table and behind them those of an older one that this one lacks; a field
  /// that the other has not is empty in them.
  package func merging(_ older: RecordTable<Subject>) -> RecordTable<Subject> {
    var merged = self
    let columns = schema.fields.map { older.schema.index(of: $0.apiName) }
    for row in 0..<older.count {
      guard let id = older.id(at: row), self.row(of: id) == nil else { continue }
      merged.append(id: id, columns.map { $0.map { older[row, $0] } ?? .empty })
    }
    return merged
  }
}
