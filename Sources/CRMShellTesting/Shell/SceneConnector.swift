package import CRMShell
package import ImportEngine
import ImportModel

/// Connects to one target, `sandbox`: services in memory that stay the same between connections.
package struct SceneConnector: Connector {
  package let crm: StaticCRM
  package let portal: SimulatedPortal
  package let keptRuns: InMemoryJournal

  package init(crm: StaticCRM, portal: SimulatedPortal, journal: InMemoryJournal) {
    self.crm = crm
    self.portal = portal
    keptRuns = journal
  }

  /// Opens `sandbox`; any other target is unknown.
  package func connect(to target: String) async throws(ConnectFailure) -> ConnectedServices {
    guard target == "sandbox" else { throw .refusal(.unknownTarget(target)) }
    let (crm, portal) = (crm, portal)
    return ConnectedServices(
      crm: crm, projects: portal, journal: keptRuns, baseURL: portal.baseURL, account: "sandbox",
      instance: "scene",
      requestCount: {
        let (crmReads, reads, writes) = (await crm.reads, await portal.reads, await portal.sent)
        return crmReads + reads + writes.count
      }, close: {})
  }

  /// The runs, whether anything is connected or not.
  package func journal() async throws(ConnectFailure) -> any RunJournal { keptRuns }
}
