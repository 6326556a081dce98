package import CRMShell
package import ImportEngine
import ImportModel

/// Connects to `sandbox` and to the sign-ins that are kept: services in memory that stay the same
/// between connections.
package struct SceneConnector: Connector {
  package let crm: StaticCRM
  package let portal: SimulatedPortal
  package let keptRuns: InMemoryJournal
  private let signIn: MemorySignIn
  private let details: ConnectionDetails
  private let isOffline: Bool

  /// `isOffline`: no connection comes about.
  package init(
    crm: StaticCRM, portal: SimulatedPortal, journal: InMemoryJournal, signIn: MemorySignIn,
    details: ConnectionDetails = ConnectionDetails(), isOffline: Bool = false
  ) {
    self.signIn = signIn
    self.details = details
    self.isOffline = isOffline
    self.crm = crm
    self.portal = portal
    keptRuns = journal
  }

  /// Opens `sandbox` or a sign-in; any other target is unknown.
  package func connect(to target: String) async throws(ConnectFailure) -> ConnectedServices {
    let login = signIn.with { $0.kept[target] }
    guard target == "sandbox" || login != nil else { throw .refusal(.unknownTarget(target)) }
    guard !isOffline else { throw .service(.unreachable("connection refused")) }
    let (crm, portal, signIn) = (crm, portal, signIn)
    return ConnectedServices(
      crm: crm, projects: portal, journal: keptRuns, baseURL: portal.baseURL,
      account: login?.account ?? "sandbox", instance: "scene",
      requestCount: {
        let (crmReads, reads, writes) = (await crm.reads, await portal.reads, await portal.sent)
        return crmReads + reads + writes.count
      }, details: details, chosenPortal: login?.portal,
      remember: { portal in
        signIn.remember(portal.text, for: target)
        return nil
      }, isEphemeral: target == "sandbox", close: {})
  }

  /// Nil for `sandbox`, of which nothing outlasts a session.
  package func owner(of target: String) async throws(ConnectFailure) -> SnapshotOwner? {
    guard target != "sandbox" else { return nil }
    guard let login = signIn.with({ $0.kept[target] }) else {
      throw .refusal(.unknownTarget(target))
    }
    return SnapshotOwner(
      baseURL: portal.baseURL, account: login.account, chosenPortal: login.portal)
  }

  /// The runs, whether anything is connected or not.
  package func journal() async throws(ConnectFailure) -> any RunJournal { keptRuns }
}
