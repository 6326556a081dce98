/// A scope that crmsh asks Zoho for, and what it is for.
package struct Scope: Hashable, Sendable {
  /// What a session can do without it.
  package enum Use: String, Sendable {
    /// Nothing: `connect` fails.
    case connecting
    case clients
    case importing
    case reverting
  }

  /// Zoho's name, e.g. `ZohoCRM.users.READ`.
  package let name: String
  package let use: Use
  /// One line, no full stop.
  package let purpose: String

  /// All that crmsh calls, and no more. [C] CRM reference 1.5 for CRM; for Projects the form is [Z], which
  /// modules adding client users and taking away want is not known: both that it may be are asked for.
  package static let all = [
    Scope("ZohoCRM.users.READ", .connecting, "CRM's users, and who you are"),
    Scope("ZohoCRM.org.READ", .connecting, "the organisation and its edition"),
    Scope("ZohoCRM.modules.contacts.READ", .clients, "contacts"),
    Scope("ZohoCRM.modules.accounts.READ", .clients, "accounts"),
    Scope("ZohoCRM.settings.fields.READ", .clients, "the organisation's own fields"),
    Scope("ZohoCRM.coql.READ", .clients, "contacts and accounts by a filter, and beyond 100,000"),
    Scope("ZohoSearch.securesearch.READ", .clients, "looking contacts up by address"),
    Scope("ZohoProjects.portals.READ", .connecting, "your portals"),
    Scope("ZohoProjects.projects.READ", .connecting, "projects"),
    Scope("ZohoProjects.users.READ", .connecting, "portal users, roles, profiles, licences"),
    Scope("ZohoProjects.clients.READ", .clients, "customers and client users"),
    Scope("ZohoProjects.users.CREATE", .importing, "inviting people and adding them to projects"),
    Scope("ZohoProjects.users.UPDATE", .importing, "changing roles and profiles"),
    Scope("ZohoProjects.clients.CREATE", .importing, "customers and client users"),
    Scope("ZohoProjects.users.DELETE", .reverting, "taking away whom an import brought"),
    Scope("ZohoProjects.clients.DELETE", .reverting, "taking away customers an import made"),
  ]

  private init(_ name: String, _ use: Use, _ purpose: String) {
    self.name = name
    self.use = use
    self.purpose = purpose
  }

  /// Those that a grant does not cover.
  package static func missing(from granted: [String]) -> [Scope] {
    let held = granted.map(parts)
    return all.filter { scope in !held.contains { covers($0, parts(scope.name)) } }
  }

  /// `ZohoProjects.users.ALL` covers every verb of its module, `ZohoCRM.modules.ALL` every module below
  /// it; the case is mixed in Zoho's own files.
  private static func covers(_ held: [String], _ wanted: [String]) -> Bool {
    guard let verb = held.last, let own = wanted.last else { return false }
    let (place, wantedPlace) = (held.dropLast(), wanted.dropLast())
    guard verb == "all" else { return verb == own && place.elementsEqual(wantedPlace) }
    return wantedPlace.starts(with: place)
  }

  private static func parts(_ name: String) -> [String] {
    name.lowercased().split(separator: ".").map(String.init)
  }
}
