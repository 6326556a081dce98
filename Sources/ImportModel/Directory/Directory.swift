/// The people fetched from CRM, by column: ids unique, fetched order kept, found in O(1) by id and
/// by canonical e-mail.
package struct Directory: Equatable, Sendable {
  package let schema: PeopleSchema
  private var columns: [Column]
  private var identifiers = TextColumn()
  private var canonicalEmails = TextColumn()
  private var byID: KeyIndex
  private var byEmail: KeyIndex

  /// Records whose id came before are left out.
  package init(users records: [CRMUserRecord] = [], schema: PeopleSchema = .users) {
    self.schema = schema
    columns = schema.fields.map { Column($0.type) }
    let emailColumn = schema.index(of: "email")
    var seen: Set<CRMUserID> = []
    seen.reserveCapacity(records.count)
    for record in records where seen.insert(record.id).inserted {
      identifiers.append(record.id.text)
      for index in columns.indices {
        columns[index].append(index < record.values.count ? record.values[index] : .empty)
      }
      var canonical = ""
      if let emailColumn, emailColumn < record.values.count,
        case .text(let text) = record.values[emailColumn]
      {
        canonical = EmailAddress(text)?.canonical ?? ""
      }
      canonicalEmails.append(canonical)
    }
    byID = KeyIndex(identifiers)
    byEmail = KeyIndex(canonicalEmails)
  }

  /// How many people it holds.
  package var count: Int { identifiers.count }

  /// Everybody.
  package func rows() -> RowSet { .all(capacity: count) }

  /// The CRM id of a row.
  package func id(at row: Int) -> CRMUserID? { CRMUserID(identifiers[row]) }

  /// The row with a CRM id.
  package func row(of id: CRMUserID) -> Int? { byID.row(of: id.text, in: identifiers) }

  /// The rows with an address: more than one where CRM repeats it.
  package func rows(of email: EmailAddress) -> [Int] {
    guard let first = byEmail.row(of: email.canonical, in: canonicalEmails) else { return [] }
    return [first] + byEmail.repeated.filter { canonicalEmails[$0] == email.canonical }
  }

  /// The canonical address of a row, empty where it has none.
  func canonicalEmail(at row: Int) -> String { canonicalEmails[row] }

  package subscript(_ row: Int, _ column: Int) -> FieldValue { columns[column][row] }

  func column(_ index: Int) -> Column { columns[index] }

  /// The text of a field of a row; nil where it is missing or no text.
  package func text(_ name: String, at row: Int) -> String? {
    guard let index = schema.index(of: name), case .text(let text) = columns[index][row] else {
      return nil
    }
    return text
  }

  /// The distinct texts of a field with how many people have each, most frequent first.
  package func values(of name: String) -> [(value: String, count: Int)] {
    guard let index = schema.index(of: name) else { return [] }
    var counts: [String: Int] = [:]
    if case .choice(let column) = columns[index] {
      var byCode = Array(repeating: 0, count: column.values.count)
      for code in column.codes { byCode[Int(code)] += 1 }
      for (code, count) in byCode.enumerated() where code > 0 {
        counts[column.values[code]] = count
      }
    }
    return counts.map { (value: $0.key, count: $0.value) }
      .sorted { $0.count == $1.count ? $0.value < $1.value : $0.count > $1.count }
  }

  /// What planning needs to know of a person.
  package func person(at row: Int) -> PlannedPerson? {
    guard let id = id(at: row) else { return nil }
    let email = text("email", at: row)
    let confirmed = schema.index(of: "confirm").map { columns[$0][row] == .flag(true) } ?? false
    return PlannedPerson(
      id: .user(id), name: text("full_name", at: row) ?? "", emailText: email,
      email: email.flatMap { EmailAddress($0) }, status: text("status", at: row) ?? "",
      isConfirmed: confirmed)
  }
}
