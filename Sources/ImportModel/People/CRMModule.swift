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
  package let id: ZohoID<CRMRecord>
  package let values: [FieldValue]

  package init(id: ZohoID<CRMRecord>, values: [FieldValue]) {
    self.id = id
    self.values = values
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
