package import ImportEngine
package import ImportModel

/// What a connection gives: both services and where its runs are kept.
package struct ConnectedServices: Sendable {
  package let crm: any CRMService
  package let projects: any PortalService
  package let journal: any RunJournal
  /// Base URL of the services; part of the key of everything stored.
  package let baseURL: String
  /// The account of a stored sign-in; `sandbox` for the rehearsal server.
  package let account: String
  /// The rehearsal server's own instance; empty for Zoho.
  package let instance: String
  /// Requests sent so far, reads included.
  package let requestCount: @Sendable () async -> Int
  /// Lets go of the connection, and ends an embedded sandbox.
  package let close: @Sendable () async -> Void

  package init(
    crm: any CRMService, projects: any PortalService, journal: any RunJournal, baseURL: String,
    account: String, instance: String,
    requestCount: @escaping @Sendable () async -> Int, close: @escaping @Sendable () async -> Void
  ) {
    self.crm = crm
    self.projects = projects
    self.journal = journal
    self.baseURL = baseURL
    self.account = account
    self.instance = instance
    self.requestCount = requestCount
    self.close = close
  }
}

/// Why no connection came about.
package enum ConnectFailure: Error, Sendable {
  case refusal(Refusal)
  case service(ServiceFailure)
  case storage(JournalFailure)
}

/// Turns the name of a target into services: `sandbox`, or the address of a rehearsal server.
package protocol Connector: Sendable {
  /// Opens a target by its name or address; nothing is fetched yet.
  func connect(to target: String) async throws(ConnectFailure) -> ConnectedServices
  /// The journal for looking at past runs without a connection.
  func journal() async throws(ConnectFailure) -> any RunJournal
}
