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
  /// Holds calls to the portal to a limit, or with nil to the server's own, and tells the seconds
  /// that calls have to wait for it.
  package typealias Pacing =
    @Sendable (
      _ chosen: CallLimit?, _ waiting: @escaping @Sendable (_ seconds: Int64) async -> Void
    ) -> Void
  package let pace: Pacing
  /// What it knows of itself, for `doctor`.
  package let details: ConnectionDetails
  /// The id of the portal that was chosen for this sign-in before.
  package let chosenPortal: String?
  /// Keeps the choice of a portal for the next time; what hindered it, nil where nothing did.
  package let remember: @Sendable (_ portal: PortalID) async -> SignInFailure?
  /// Whether nothing of it may outlast the session, as of a rehearsal server inside the process.
  package let isEphemeral: Bool
  /// What was kept of the portals, where that answers in place of a server; nil: a server does.
  package let kept: [PortalSnapshot]?
  /// Lets go of the connection, and ends an embedded sandbox.
  package let close: @Sendable () async -> Void

  package init(
    crm: any CRMService, projects: any PortalService, journal: any RunJournal, baseURL: String,
    account: String, instance: String,
    requestCount: @escaping @Sendable () async -> Int,
    pace: @escaping Pacing = { _, _ in }, details: ConnectionDetails = ConnectionDetails(),
    chosenPortal: String? = nil,
    remember: @escaping @Sendable (_ portal: PortalID) async -> SignInFailure? = { _ in nil },
    isEphemeral: Bool = false, kept: [PortalSnapshot]? = nil,
    close: @escaping @Sendable () async -> Void
  ) {
    self.crm = crm
    self.projects = projects
    self.journal = journal
    self.baseURL = baseURL
    self.account = account
    self.instance = instance
    self.requestCount = requestCount
    self.pace = pace
    self.details = details
    self.chosenPortal = chosenPortal
    self.remember = remember
    self.isEphemeral = isEphemeral
    self.kept = kept
    self.close = close
  }
}

/// What a connection knows of itself; whatever is not known is told as such.
package struct ConnectionDetails: Sendable {
  /// Zoho's data centre, e.g. `eu`; nil for a rehearsal server.
  package let dataCentre: String?
  /// The scopes that were granted when somebody logged in; nil: not known.
  package let grantedScopes: [String]?
  /// Signs of its servers, its slots, its tokens.
  package let standing: (any ConnectionStanding)?

  package init(
    dataCentre: String? = nil, grantedScopes: [String]? = nil,
    standing: (any ConnectionStanding)? = nil
  ) {
    self.dataCentre = dataCentre
    self.grantedScopes = grantedScopes
    self.standing = standing
  }
}

/// Why no connection came about.
package enum ConnectFailure: Error, Sendable {
  case refusal(Refusal)
  case service(ServiceFailure)
  case storage(JournalFailure)
  case signIn(SignInFailure)
}

/// Turns the name of a target into services: `sandbox`, the address of a rehearsal server, or the name
/// of a sign-in.
package protocol Connector: Sendable {
  /// Opens a target by its name or address; nothing is fetched yet.
  func connect(to target: String) async throws(ConnectFailure) -> ConnectedServices
  /// The journal for looking at past runs without a connection.
  func journal() async throws(ConnectFailure) -> any RunJournal
  /// Whose snapshots those of a target are, without asking a server and without a secret; nil for a
  /// target of which none are kept.
  func owner(of target: String) async throws(ConnectFailure) -> SnapshotOwner?
}
