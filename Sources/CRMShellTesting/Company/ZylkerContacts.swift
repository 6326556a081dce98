package import ImportModel

/// The contacts of the company's CRM and their accounts: people for every reason to be left out.
extension Zylker {
  /// CRM's contacts in the server's order.
  package static let contacts: [CRMRecord] = [
    contact(1, "ada@bluekite.example", "Ada Lind", account: blueKite, department: "Sales"),
    contact(2, "bo@bluekite.example", "Bo Lind", account: blueKite, department: "IT"),
    contact(3, "cleo@solaris.example", "Cleo Maro", account: solaris, department: "Sales"),
    contact(4, "dan@northwind.example", "Dan Ode", account: northwind, department: "Finance"),
    contact(5, "eva@northwind.example", "Eva Pohl", account: northwind),
    contact(6, nil, "Finn Quast", account: northwind),
    contact(7, "gil@acme.example", "Gil Rao", account: ("6101", "Acme")),
    contact(8, "hal@acme-tools.example", "Hal Sun", account: ("6102", "Acme")),
    contact(9, "ina@alone.example", "Ina Teller", account: nil),
    contact(10, email("jo.partner"), "Jo Unger", account: solaris),
    contact(11, email("wang.xiaoming"), "王小明", account: solaris),
    contact(12, email("priya.nair"), "Priya Nair", account: blueKite),
    contact(13, "kit@bluekite.example", "Kit Vane", account: blueKite),
    contact(14, "lea@solaris.example", "Léa \u{1B}[31mWu", account: solaris),
  ].compactMap { $0 }

  /// CRM's accounts in the server's order.
  package static let accounts: [CRMRecord] = [
    account(blueKite, industry: "Aviation"), account(solaris, industry: "Transport"),
    account(northwind, industry: "Food"), account(("6101", "Acme"), industry: "Tools"),
    account(("6102", "Acme"), industry: "Tools"),
  ].compactMap { $0 }

  /// The customers of the portal: one spelt like an account but for what follows, one exactly so.
  package static let customers: [Customer] = [
    ("8001", "Blue Kite Ltd"), ("8002", "Solaris Freight"), ("8003", "Meridian"),
  ].compactMap { id, name in CustomerID(id).map { Customer(id: $0, name: name) } }

  private static let blueKite = ("6001", "Blue Kite")
  private static let solaris = ("6002", "Solaris Freight")
  private static let northwind = ("6003", "Northwind Foods")

  /// A contact by the fields that matter.
  package static func contact(
    _ number: Int, _ email: String?, _ name: String, account: (id: String, name: String)?,
    department: String = ""
  ) -> CRMRecord? {
    let values: [String: FieldValue] = [
      "email": email.map { .text($0) } ?? .empty, "full_name": .text(name),
      "account_name": account.map { .text($0.name) } ?? .empty,
      "account_name.id": account.map { .text($0.id) } ?? .empty,
      "department": department.isEmpty ? .empty : .text(department),
      "modified_time": .time(1_760_000_000),
    ]
    return ZohoID(String(6_500_000 + number)).map { id in
      CRMRecord(id: id, values: PeopleSchema.contacts.fields.map { values[$0.key] ?? .empty })
    }
  }

  private static func account(
    _ account: (id: String, name: String), industry: String
  ) -> CRMRecord? {
    let values: [String: FieldValue] = [
      "account_name": .text(account.name), "industry": .text(industry),
    ]
    return ZohoID(account.id).map { id in
      CRMRecord(id: id, values: PeopleSchema.accounts.fields.map { values[$0.key] ?? .empty })
    }
  }
}
