package import ImportEngine

/// What each scope is for.
extension NeededScope {
  /// What a session can do without it.
  package enum Use: String, Sendable {
    /// Nothing: `connect` fails.
    case connecting
    case clients
    case importing
    case reverting
  }

  package var use: Use {
    switch self {
    case .crmUsers, .crmOrganisation, .portals, .projects, .readUsers: .connecting
    case .contacts, .accounts, .fields, .queries, .search, .bulkRead, .readClients: .clients
    case .addUsers, .changeUsers, .addClients: .importing
    case .removeUsers, .removeClients: .reverting
    }
  }

  /// One line, no full stop.
  package var purpose: String {
    switch self {
    case .crmUsers: "CRM's users, and who you are"
    case .crmOrganisation: "the organisation and its edition"
    case .contacts: "contacts"
    case .accounts: "accounts"
    case .fields: "the organisation's own fields"
    case .queries: "contacts and accounts by a filter"
    case .search: "looking contacts up by address, counting records"
    case .bulkRead: "more than 100,000 contacts or accounts, as a file"
    case .portals: "your portals"
    case .projects: "projects"
    case .readUsers: "portal users, roles, profiles, licences"
    case .readClients: "customers and client users"
    case .addUsers: "inviting people and adding them to projects"
    case .changeUsers: "changing roles and profiles, deactivating people"
    case .addClients: "customers and client users"
    case .removeUsers: "taking away whom an import brought"
    case .removeClients: "taking away customers an import made"
    }
  }

  /// Those that a grant does not cover.
  package static func missing(from granted: [String]) -> [NeededScope] {
    allCases.filter { !$0.isGranted(by: granted) }
  }
}
