extension Directory {
  /// What planning needs to know of a person.
  package func person(at row: Int) -> PlannedPerson? {
    row < users.count ? user(at: row) : contact(at: row)
  }

  private func user(at row: Int) -> PlannedPerson? {
    guard let id = users.id(at: row) else { return nil }
    let email = users.text("email", at: row)
    return PlannedPerson(
      id: .user(id), name: users.text("full_name", at: row) ?? "", emailText: email,
      email: email.flatMap { EmailAddress($0) }, status: users.text("status", at: row) ?? "",
      isConfirmed: isConfirmed(at: row), type: userType(at: row))
  }

  /// What CRM says of the invitation of a user; nil where it says nothing.
  private func isConfirmed(at row: Int) -> Bool? {
    guard let index = users.schema.index(of: "confirm"), case .flag(let flag) = users[row, index]
    else { return nil }
    return flag
  }

  /// What kind of CRM user somebody is; contacts count as ordinary.
  package func userType(at row: Int) -> CRMUserType {
    row < users.count ? CRMUserType(users.text("type__s", at: row)) : .colleague
  }

  /// A contact has no state of its own in CRM: it is there, hence active.
  private func contact(at row: Int) -> PlannedPerson? {
    guard let id = contacts.id(at: row - users.count) else { return nil }
    let text = text("Email", at: row)
    let email = text.flatMap { EmailAddress($0) }
    return PlannedPerson(
      id: .contact(id), name: self.text("Full_Name", at: row) ?? "", emailText: text,
      email: email, status: "active", isConfirmed: true, account: account(at: row),
      isActiveUser: email.map(isActiveUser) ?? false)
  }

  /// The account of a contact; nil for users, and for a contact without one.
  package func account(at row: Int) -> AccountReference? {
    guard row >= users.count,
      let name = text("Account_Name", at: row)?.trimmingBlanks(), !name.isEmpty
    else { return nil }
    return AccountReference(
      id: text("Account_Name.id", at: row).flatMap { CRMAccountID($0) }, name: name)
  }

  /// The ids of the accounts of a name that are known, blanks around it and case aside.
  package func accountIDs(named name: String) -> Set<String> {
    accountsByName[lowercased(name.trimmingBlanks())] ?? []
  }

  private func isActiveUser(_ email: EmailAddress) -> Bool {
    users.rows(of: email).contains { lowercased(users.text("status", at: $0) ?? "") == "active" }
  }

  static func accountNames(
    _ contacts: RecordTable<CRMContact>, _ accounts: RecordTable<CRMAccount>
  ) -> [String: Set<String>] {
    var names: [String: Set<String>] = [:]
    var seen: Set<String> = []
    func add(_ id: String, _ name: String) {
      guard seen.insert(id).inserted else { return }
      names[lowercased(name.trimmingBlanks()), default: []].insert(id)
    }
    for row in 0..<accounts.count {
      if let id = accounts.id(at: row), let name = accounts.text("Account_Name", at: row) {
        add(id.text, name)
      }
    }
    guard let idIndex = contacts.schema.index(of: "Account_Name.id"),
      let nameIndex = contacts.schema.index(of: "Account_Name"),
      case .choice(let ids) = contacts.column(idIndex),
      case .choice(let accountNames) = contacts.column(nameIndex)
    else { return names }
    // Once an account, however many contacts it has.
    var isKnown = Array(repeating: false, count: ids.distinct)
    for row in 0..<ids.count {
      let code = ids.code(row)
      guard code != 0, !isKnown[code] else { continue }
      isKnown[code] = true
      add(ids[row], accountNames[row])
    }
    return names
  }
}
