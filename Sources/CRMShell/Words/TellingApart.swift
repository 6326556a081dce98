import ImportModel

/// Companies of one name, each by its id with what tells it from the others.
enum TellingApart {
  /// E.g. `8001 (3 client users, 2 projects)`; projects where their clients were read.
  static func customer(_ id: CustomerID, in portal: Portal?) -> String {
    let users = portal?.users.all.count { $0.customer == id } ?? 0
    let projects = portal?.clients.values.count { $0.customers.contains(id) } ?? 0
    let parts = [
      users == 0 ? "no client users" : users == 1 ? "1 client user" : "\(users) client users",
      projects == 0 ? nil : projects == 1 ? "1 project" : "\(projects) projects",
    ].compactMap { $0 }
    return "\(id.text) (\(parts.joined(separator: ", ")))"
  }

  /// E.g. `6101 (acme.example, Berlin)`; how many contacts were fetched where nothing else is known.
  static func account(_ id: String, in directory: Directory) -> String {
    let row = CRMAccountID(id).flatMap { directory.accounts.row(of: $0) }
    let facts = ["Website", "Phone", "Billing_City", "Industry"].compactMap { name in
      row.flatMap { directory.accounts.text(name, at: $0) }
    }.filter { !$0.isEmpty }
    let contacts = ClientTables.contactCounts(directory)[id] ?? 0
    let words =
      facts.isEmpty
      ? [contacts == 1 ? "1 contact fetched" : "\(contacts) contacts fetched"] : facts
    return "\(id) (\(words.joined(separator: ", ")))"
  }
}
