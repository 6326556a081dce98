/// A permission that a sign-in has to be granted, in Zoho's own name: the least that crmsh does its
/// work with. CRM's by reference §1.5 [C]; Projects' by its §1, where `users` is said to cover client
/// users too and a module `clients` exists: both are asked for.
package enum NeededScope: String, CaseIterable, Hashable, Sendable {
  case crmUsers = "ZohoCRM.users.READ"
  case crmOrganisation = "ZohoCRM.org.READ"
  case contacts = "ZohoCRM.modules.contacts.READ"
  case accounts = "ZohoCRM.modules.accounts.READ"
  case fields = "ZohoCRM.settings.fields.READ"
  case queries = "ZohoCRM.coql.READ"
  case search = "ZohoSearch.securesearch.READ"
  case bulkRead = "ZohoCRM.bulk.READ"
  case portals = "ZohoProjects.portals.READ"
  case projects = "ZohoProjects.projects.READ"
  case readUsers = "ZohoProjects.users.READ"
  case addUsers = "ZohoProjects.users.CREATE"
  case changeUsers = "ZohoProjects.users.UPDATE"
  case removeUsers = "ZohoProjects.users.DELETE"
  case readClients = "ZohoProjects.clients.READ"
  case addClients = "ZohoProjects.clients.CREATE"
  case removeClients = "ZohoProjects.clients.DELETE"

  /// Whether a read shows it; the others no read can tell of.
  package var isForReading: Bool { rawValue.hasSuffix(".READ") }

  /// Whether everything but part of the work goes without it: `revert`, `--replace`, looking up who
  /// was not fetched, more than 100,000 records as a file (queries take its place).
  package var isForMore: Bool {
    switch self {
    case .changeUsers, .removeUsers, .removeClients, .search, .bulkRead: true
    default: false
    }
  }

  /// Whether one of the scopes that were granted is it or holds it: `ALL` for every operation, and a
  /// module for what is below it, as in `ZohoCRM.modules.ALL`. [C] for `ALL` OAS31; [G] for the module
  package func isGranted(by scopes: some Sequence<String>) -> Bool {
    let wanted = rawValue.lowercased().split(separator: ".")
    return scopes.contains { scope in
      let parts = scope.lowercased().split(separator: ".")
      guard let operation = parts.last, operation == "all" || operation == wanted.last else {
        return false
      }
      return parts.count > 1 && wanted.dropLast().starts(with: parts.dropLast())
    }
  }
}
