package import CRMShell
package import ImportEngine
import ImportModel

/// Connects to one target, `sandbox`: services in memory that stay the same between connections.
package struct SceneConnector: Connector {
  package let crm: StaticCRM
  package let portal: SimulatedPortal
  package let keptRuns: InMemoryJournal
  private let details: ConnectionDetails
  private let isOffline: Bool

  /// `isOffline`: no connection comes about.
  package init(
    crm: StaticCRM, portal: SimulatedPortal, journal: InMemoryJournal,
    details: ConnectionDetails = ConnectionDetails(), isOffline: Bool = false
  ) {
    self.details = details
    self.isOffline = isOffline
    self.crm = crm
    self.portal = portal
    keptRuns = journal
  }

  /// Opens `sandbox`; any other target is unknown.
  package func connect(to target: String) async throws(ConnectFailure) -> ConnectedServices {
    guard target == "sandbox" else { throw .refusal(.unknownTarget(target)) }
    guard !isOffline else { throw .service(.unreachable("connection refused")) }
    let (crm, portal) = (crm, portal)
    return ConnectedServices(
      crm: crm, projects: portal, journal: keptRuns, baseURL: portal.baseURL, account: "sandbox",
      instance: "scene",
      requestCount: {
        let (crmReads, reads, writes) = (await crm.reads, await portal.reads, await portal.sent)
        return crmReads + reads + writes.count
      }, details: details, close: {})
  }

  /// The runs, whether anything is connected or not.
  package func journal() async throws(ConnectFailure) -> any RunJournal { keptRuns }
}
