/// A list of CRM that crmsh reads; the raw value is Zoho's name of it in paths.
package enum CRMModule: String, CaseIterable, Hashable, Sendable {
  case users
  case contacts = "Contacts"
  case accounts = "Accounts"

  /// The word of the command language.
  package var word: String { lowercased(rawValue) }
}

/// A kind of person in CRM: users become portal users, contacts become client users.
package enum PersonKind: String, CaseIterable, Hashable, Sendable {
  case user, contact

  /// The module that lists them.
  package var module: CRMModule { self == .user ? .users : .contacts }
}

/// A contact or an account as fetched: the values stand in the order of the schema asked for.
package struct CRMRecord: Hashable, Sendable {
  private enum Content: Sendable {
    case values(ZohoID<CRMRecord>, [FieldValue])
    /// A row of a page that was read by column.
    case row(Int, RecordColumns)
  }

  private let content: Content

  package init(id: ZohoID<CRMRecord>, values: [FieldValue]) { content = .values(id, values) }

  /// A row of a page; its id must be one.
  init(_ page: RecordColumns, row: Int) { content = .row(row, page) }

  package var id: ZohoID<CRMRecord> {
    switch content {
    case .values(let id, _): id
    case .row(let row, let page): ZohoID(checked: page.identifiers[row])
    }
  }

  package var values: [FieldValue] {
    switch content {
    case .values(_, let values): values
    case .row(let row, let page): page.values(at: row)
    }
  }

  /// Where it stands in its page, where it was read by column.
  var place: (row: Int, page: RecordColumns)? {
    if case .row(let row, let page) = content { (row, page) } else { nil }
  }

  package static func == (left: CRMRecord, right: CRMRecord) -> Bool {
    left.id == right.id && left.values == right.values
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(values)
  }
}

/// The account of a contact, as the contact names it.
package struct AccountReference: Hashable, Sendable {
  /// Nil when only the name came.
  package let id: CRMAccountID?
  /// Without blanks around it.
  package let name: String

  package init(id: CRMAccountID?, name: String) {
    self.id = id
    self.name = name
  }
}
