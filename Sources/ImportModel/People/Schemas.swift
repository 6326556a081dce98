extension PeopleSchema {
  /// The CRM user's fields (Zoho's `users` resource, API v8).
  package static let users = PeopleSchema([
    Field("email", .text), Field("full_name", .text), Field("first_name", .text),
    Field("last_name", .text), Field("role", .choice, path: ["role", "name"]),
    Field("profile", .choice, path: ["profile", "name"]), Field("status", .choice),
    Field("confirm", .flag), Field("type__s", .choice),
    Field("status_reason__s", .choice), Field("city", .choice), Field("state", .choice),
    Field("country", .choice), Field("phone", .text), Field("mobile", .text),
    Field("alias", .text), Field("time_zone", .choice), Field("language", .choice),
    Field("locale", .choice), Field("Reporting_To", .choice, path: ["Reporting_To", "name"]),
    Field("created_time", .time), Field("Modified_Time", .time), Field("zuid", .text),
  ])

  /// The fields of a contact that every organisation has (Zoho's module Contacts, API v8; names of
  /// the SDK's `field.py`). An organisation's own come behind them.
  package static let contacts = PeopleSchema([
    Field("Email", .text), Field("Full_Name", .text), Field("First_Name", .text),
    Field("Last_Name", .text),
    Field("Account_Name", .choice, path: ["Account_Name", "name"]),
    Field("Account_Name.id", .choice, path: ["Account_Name", "id"]),
    Field("Title", .choice), Field("Department", .choice), Field("Salutation", .choice),
    Field("Phone", .text), Field("Mobile", .text), Field("Secondary_Email", .text),
    Field("Owner", .choice, path: ["Owner", "name"]), Field("Lead_Source", .choice),
    Field("Mailing_City", .choice), Field("Mailing_Country", .choice),
    Field("Reporting_To", .choice, path: ["Reporting_To", "name"]),
    Field("Email_Opt_Out", .flag), Field("Record_Status__s", .choice),
    Field("Created_Time", .time), Field("Modified_Time", .time),
  ])

  /// The fields of an account that every organisation has (Zoho's module Accounts, API v8).
  package static let accounts = PeopleSchema([
    Field("Account_Name", .text), Field("Website", .text), Field("Phone", .text),
    Field("Account_Type", .choice), Field("Industry", .choice), Field("Employees", .choice),
    Field("Billing_City", .choice), Field("Billing_Country", .choice),
    Field("Owner", .choice, path: ["Owner", "name"]),
    Field("Parent_Account", .choice, path: ["Parent_Account", "name"]),
    Field("Record_Status__s", .choice), Field("Created_Time", .time),
    Field("Modified_Time", .time),
  ])

  /// The same with an organisation's own fields behind; one of a known name is left out.
  package func adding(_ others: [Field]) -> PeopleSchema {
    PeopleSchema(fields + others.filter { index(of: $0.apiName) == nil })
  }
}

/// The schemas of everything that CRM gave.
package struct CRMSchemas: Hashable, Sendable {
  /// Of CRM users.
  package let users: PeopleSchema
  /// Of contacts, the organisation's own fields behind Zoho's.
  package let contacts: PeopleSchema
  /// Of accounts, the same way.
  package let accounts: PeopleSchema

  package init(
    users: PeopleSchema = .users, contacts: PeopleSchema = .contacts,
    accounts: PeopleSchema = .accounts
  ) {
    self.users = users
    self.contacts = contacts
    self.accounts = accounts
  }

  /// The schema of one module.
  package subscript(_ module: CRMModule) -> PeopleSchema {
    switch module {
    case .users: users
    case .contacts: contacts
    case .accounts: accounts
    }
  }

  /// Where a field stands, by its API name in any case, among these modules; nil: none has it.
  package func place(of name: String, in modules: Set<CRMModule>) -> FieldPlace? {
    func index(_ module: CRMModule) -> Int? {
      modules.contains(module) ? self[module].index(of: name) : nil
    }
    return FieldPlace(
      user: index(.users), contact: index(.contacts), account: index(.accounts))
  }

  /// The field at a place.
  package func field(at place: FieldPlace) -> Field {
    switch place.first {
    case (.users, let index): users.fields[index]
    case (.contacts, let index): contacts.fields[index]
    case (.accounts, let index): accounts.fields[index]
    }
  }
}

/// The columns of one field in the modules that have it: at least one.
package struct FieldPlace: Hashable, Sendable {
  let user: Int?
  let contact: Int?
  let account: Int?

  /// Nil when no module has it.
  package init?(user: Int? = nil, contact: Int? = nil, account: Int? = nil) {
    guard user != nil || contact != nil || account != nil else { return nil }
    self.user = user
    self.contact = contact
    self.account = account
  }

  /// The column in one module.
  package subscript(_ module: CRMModule) -> Int? {
    switch module {
    case .users: user
    case .contacts: contact
    case .accounts: account
    }
  }

  /// The first module that has it, with its column there.
  var first: (CRMModule, Int) {
    if let user { return (.users, user) }
    if let contact { return (.contacts, contact) }
    return (.accounts, account ?? 0)
  }
}
