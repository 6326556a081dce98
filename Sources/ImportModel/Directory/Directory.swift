/// Everything fetched from CRM: its users, contacts and accounts.
///
/// People stand in one row of numbers: users first, contacts behind them.
package struct Directory: Equatable, Sendable {
  package let users: RecordTable<CRMUser>
  package let contacts: RecordTable<CRMContact>
  package let accounts: RecordTable<CRMAccount>
  /// Rows of contacts who have the address of a user: they are the same person.
  let twins: RowSet
  /// The ids of the accounts of a name, by the name case-folded and without blanks around it.
  let accountsByName: [String: Set<String>]

  /// Records whose id came before are left out.
  package init(
    users: RecordTable<CRMUser> = RecordTable(.users),
    contacts: RecordTable<CRMContact> = RecordTable(.contacts),
    accounts: RecordTable<CRMAccount> = RecordTable(.accounts)
  ) {
    self.users = users
    self.contacts = contacts
    self.accounts = accounts
    var twins = RowSet(capacity: users.count + contacts.count)
    for row in 0..<users.count {
      guard contacts.count > 0, let email = EmailAddress(users.canonicalEmail(at: row)) else {
        continue
      }
      for contact in contacts.rows(of: email) { twins.insert(users.count + contact) }
    }
    self.twins = twins
    accountsByName = Self.accountNames(contacts, accounts)
  }

  /// The same of users alone.
  package init(users records: [CRMUserRecord]) {
    var users = RecordTable<CRMUser>(.users)
    for record in records { users.append(id: record.id, record.values) }
    self.init(users: users)
  }

  /// The schemas of the three.
  package var schemas: CRMSchemas {
    CRMSchemas(users: users.schema, contacts: contacts.schema, accounts: accounts.schema)
  }

  /// How many rows people have.
  package var count: Int { users.count + contacts.count }

  /// Everybody, each person once: a contact who is a user too stands with the user.
  package func rows() -> RowSet { RowSet.all(capacity: count).subtracting(twins) }

  /// The rows of one kind.
  package func rows(of kind: PersonKind) -> RowSet {
    RowSet(
      kind == .user ? 0..<users.count : users.count..<count, capacity: count)
  }

  /// What a row is.
  package func kind(at row: Int) -> PersonKind { row < users.count ? .user : .contact }

  /// Whether a contact has the address of a user.
  package func isTwin(_ row: Int) -> Bool { twins.contains(row) }

  /// How many people rows are: a user and a contact of one address are one person.
  package func people(in rows: RowSet) -> Int {
    let doubled = rows.intersection(twins).count { row in
      EmailAddress(canonicalEmail(at: row)).map { email in
        users.rows(of: email).contains(where: rows.contains)
      } ?? false
    }
    return rows.count - doubled
  }

  /// The CRM id of a row.
  package func id(at row: Int) -> PersonID? {
    row < users.count
      ? users.id(at: row).map { .user($0) }
      : contacts.id(at: row - users.count).map { .contact($0) }
  }

  /// The row with a CRM id.
  package func row(of id: PersonID) -> Int? {
    switch id {
    case .user(let id): users.row(of: id)
    case .contact(let id): contacts.row(of: id).map { $0 + users.count }
    }
  }

  /// The rows with an address, users first: more than one where CRM repeats it.
  package func rows(of email: EmailAddress) -> [Int] {
    users.rows(of: email) + contacts.rows(of: email).map { $0 + users.count }
  }

  /// The canonical address of a row, empty where it has none.
  package func canonicalEmail(at row: Int) -> String {
    row < users.count
      ? users.canonicalEmail(at: row) : contacts.canonicalEmail(at: row - users.count)
  }

  /// The same in its bytes.
  func addressBytes(at row: Int) -> ArraySlice<UInt8> {
    row < users.count
      ? users.addressBytes(at: row) : contacts.addressBytes(at: row - users.count)
  }

  /// The value of a field; empty where the kind of person lacks it.
  package subscript(_ row: Int, _ place: FieldPlace) -> FieldValue {
    if row < users.count { return place.user.map { users[row, $0] } ?? .empty }
    return place.contact.map { contacts[row - users.count, $0] } ?? .empty
  }

  /// The text of a field of a row; nil where it is missing or no text.
  package func text(_ name: String, at row: Int) -> String? {
    row < users.count ? users.text(name, at: row) : contacts.text(name, at: row - users.count)
  }

  /// The distinct texts of a field with how many people have each, most frequent first; for a
  /// field of few values only.
  package func values(of place: FieldPlace) -> [(value: String, count: Int)] {
    let counts = [
      place.user.map { users.counts(of: $0) }, place.contact.map { contacts.counts(of: $0) },
      place.account.map { accounts.counts(of: $0) },
    ].compactMap { $0 }
    return counts.reduce(into: [String: Int]()) { $0.merge($1, uniquingKeysWith: +) }
      .map { (value: $0.key, count: $0.value) }
      .sorted { $0.count == $1.count ? $0.value < $1.value : $0.count > $1.count }
  }
}
