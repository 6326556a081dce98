import CRMShell
import CRMShellTesting
import CommandLanguage
import ImportModel
import Testing

/// What Tab offers where contacts and accounts were fetched and the portal has customers.
struct ClientCompletingTests {
  let assistant = Company.assistant(Self.directory, customers: Zylker.customers)

  private static var directory: Directory {
    var contacts = RecordTable<CRMContact>(.contacts)
    contacts.append(Zylker.contacts)
    var accounts = RecordTable<CRMAccount>(.accounts)
    accounts.append(Zylker.accounts)
    return Directory(users: Company.directory.users, contacts: contacts, accounts: accounts)
  }

  @Test(arguments: [
    ("customer ", ["auto", "\"Blue Kite Ltd\"", "\"Solaris Freight\"", "Meridian"]),
    ("customer blue", ["\"Blue Kite Ltd\""]), ("customer Meridian ", ["for", "--new"]),
    ("select account ", ["Acme", "\"Blue Kite\"", "\"Northwind Foods\"", "\"Solaris Freight\""]),
    ("select account nor", ["\"Northwind Foods\""]),
    ("customer auto for account sol", ["\"Solaris Freight\""]),
    ("show account acm", ["Acme"]),
    ("select contacts where dep", ["Department"]),
    ("select contacts where Department = ", ["Sales", "Finance", "IT"]),
    ("select contacts where Account_Name = nor", ["\"Northwind Foods\""]),
    ("fetch contacts where Department = f", ["Finance"]),
    ("fetch contacts where Acc", ["Account_Name", "Account_Name.id"]),
    ("fetch contacts where Industry", []), ("fetch a where Indus", ["Industry"]),
    ("fetch accounts; fetch contacts where Dep", ["Department"]), ("profile Cli", ["Client"]),
    ("explain cleo", ["cleo@solaris.example"]),
    ("list contacts columns acc", ["Account_Name", "Account_Name.id", "account"]),
    ("list contacts columns email, cust", ["portal.customer", "plan.customer", "customer"]),
    ("list users columns acc", []), ("list users by crm_", ["crm_role"]),
    ("list contacts where acc", ["Account_Name", "Account_Name.id"]),
  ])
  func `companies, customers and the values of contacts are offered`(
    line: String, expected: [String]
  ) {
    let found = assistant.insertions(line)
    #expect(found == expected, "\(line): \(found)")
  }

  /// Beside a value stands what a list of these people would count.
  @Test(arguments: [
    "users where portal.status = absent", "contacts where portal.status = absent",
    "people where portal.status = absent", "where portal.status = active",
    "users where portal.status = invited", "users where crm.role = Engineer",
    "contacts where Department = Sales", "users where kind = user",
  ])
  func `values have the counts of the people the line is about`(filter: String) throws {
    let assistant = Company.assistant(
      Self.directory, customers: Zylker.customers, isEvaluating: true)
    let counted = assistant.hint(for: "count " + filter) { false }.parts.first
    let value = try #require(filter.split(separator: " ").last.map(String.init))
    let typed = filter.dropLast(value.count)
    for command in ["list ", "count ", "select "] {
      #expect(assistant.detail(value, in: command + typed) == counted, "\(command)\(typed)")
    }
  }

  @Test(arguments: [
    ("customer M", "Meridian", "no client users"),
    ("select account nor", "\"Northwind Foods\"", "3 people fetched, no customer yet"),
    (
      "explain cleo", "cleo@solaris.example",
      "Cleo Maro, contact of Solaris Freight, not in the portal"
    ),
  ])
  func `what they are is told beside them`(line: String, insertion: String, detail: String) {
    #expect(assistant.detail(insertion, in: line) == detail)
  }
}
