package import ImportEngine
import ImportModel
import Reporting

/// Connects to what was kept of earlier sessions, without a network and without a secret; the rehearsal
/// server inside the process, of which nothing leaves the machine, works as always.
package struct OfflineConnector: Connector {
  private let online: any Connector
  private let snapshots: any SnapshotStore

  /// `online` is asked for the rehearsal server inside the process, for the journal, and for whose
  /// snapshots a target's are; never to connect to anything else.
  package init(online: any Connector, snapshots: any SnapshotStore) {
    self.online = online
    self.snapshots = snapshots
  }

  /// Opens what was kept of a target; all of one world of its server, the last one fetched.
  package func connect(to target: String) async throws(ConnectFailure) -> ConnectedServices {
    guard let owner = try await online.owner(of: target) else {
      return try await online.connect(to: target)
    }
    let all = await snapshots.portals(of: owner)
    let found = all.compactMap(\.value)
    guard let newest = found.max(by: { $0.fetchedAt < $1.fetchedAt }) else {
      let flaws = all.compactMap(\.flaw)
      for case .unreadable(let failure) in flaws { throw .storage(failure) }
      throw .refusal(
        .nothingKept(target: target, why: flaws.first.map { SnapshotWords.words(of: $0).raw }))
    }
    let kept = found.filter { $0.key.instance == newest.key.instance }
    return ConnectedServices(
      crm: OfflineCRM(), projects: OfflinePortals(baseURL: owner.baseURL, kept: kept),
      journal: try await online.journal(), baseURL: owner.baseURL, account: owner.account,
      instance: newest.key.instance, requestCount: { 0 }, chosenPortal: owner.chosenPortal,
      kept: kept, close: {})
  }

  /// The journal on this machine.
  package func journal() async throws(ConnectFailure) -> any RunJournal {
    try await online.journal()
  }

  /// Whose snapshots a target's are, as without `--offline`.
  package func owner(of target: String) async throws(ConnectFailure) -> SnapshotOwner? {
    try await online.owner(of: target)
  }
}
