/// A module of records; the raw value is its API name.
enum RecordModule: String, CaseIterable, Sendable {
  case contacts = "Contacts"
  case accounts = "Accounts"

  var singular: String { self == .contacts ? "Contact" : "Account" }

  /// Of the module itself.
  var id: String { CRMID.text(self == .contacts ? 2_175 : 2_177) }

  /// Its fields, `id` apart.
  var fields: [RecordField] {
    switch self {
    case .contacts: RecordField.contacts
    case .accounts: RecordField.accounts
    }
  }

  func field(_ name: String) -> RecordField? {
    fields.first { $0.name.lowercased() == name.lowercased() }
  }
}

/// A field of a module, as `settings/fields` describes it. API names [C] SDK `field.py`
struct RecordField: Sendable {
  let name: String
  let label: String
  /// Zoho's word for what it holds. [C] OAS31 fields
  let type: String
  var isCustom = false
  var choices: [String] = []

  init(
    _ name: String, _ type: String = "text", label: String? = nil, isCustom: Bool = false,
    choices: [String] = []
  ) {
    self.name = name
    self.label = label ?? name.split(separator: "_").joined(separator: " ")
    self.type = type
    self.isCustom = isCustom
    self.choices = choices
  }

  static let contacts = [
    RecordField("Salutation", "picklist", choices: ["Mr.", "Ms.", "Dr."]),
    RecordField("First_Name"), RecordField("Last_Name"), RecordField("Full_Name"),
    RecordField("Email", "email"), RecordField("Secondary_Email", "email"),
    RecordField("Phone", "phone"), RecordField("Mobile", "phone"), RecordField("Title"),
    RecordField("Department"), RecordField("Account_Name", "lookup"),
    RecordField("Reporting_To", "lookup"), RecordField("Owner", "ownerlookup"),
    RecordField("Lead_Source", "picklist", choices: leadSources), RecordField("Mailing_City"),
    RecordField("Mailing_Country"), RecordField("Email_Opt_Out", "boolean"),
    RecordField("Record_Status__s", "picklist", choices: ["Available", "Trash"]),
    RecordField("Tag", "text"), RecordField("Created_Time", "datetime"),
    RecordField("Modified_Time", "datetime"),
    RecordField("Partner_Level", "picklist", isCustom: true, choices: partnerLevels),
    RecordField("Contract_End", "date", isCustom: true),
    RecordField("Newsletter", "boolean", isCustom: true),
  ]

  static let accounts = [
    RecordField("Account_Name"), RecordField("Website", "website"), RecordField("Phone", "phone"),
    RecordField("Account_Type", "picklist", choices: ["Customer", "Partner", "Prospect"]),
    RecordField("Industry", "picklist", choices: RecordWorld.industries),
    RecordField("Employees", "integer"), RecordField("Billing_City"),
    RecordField("Billing_Country"), RecordField("Parent_Account", "lookup"),
    RecordField("Owner", "ownerlookup"),
    RecordField("Record_Status__s", "picklist", choices: ["Available", "Trash"]),
    RecordField("Created_Time", "datetime"), RecordField("Modified_Time", "datetime"),
  ]

  static let leadSources = ["Web", "Referral", "Trade Show", "Cold Call"]
  static let partnerLevels = ["Gold", "Silver", "Bronze"]
}
