package import ImportEngine
package import ImportModel
import Synchronization

/// Snapshots in memory, which can be told to fail or to be damaged.
package final class MemorySnapshots: SnapshotStore {
  fileprivate struct Place: Hashable {
    let baseURL: String
    let account: String
    let portal: PortalID
    let module: CRMModule

    init(_ key: PortalKey, _ module: CRMModule) {
      (baseURL, account, portal) = (key.baseURL, key.account, key.portal)
      self.module = module
    }
  }

  /// How the store behaves.
  package struct State: Sendable {
    /// Why nothing can be kept; nil: it can.
    package var failure: JournalFailure?
    /// What is wrong with everything that was kept; nil: nothing.
    package var flaw: SnapshotFlaw?
    /// How often something was kept.
    package fileprivate(set) var written = 0
    /// Portals stand with the users beside them.
    fileprivate var kept: [Place: any Sendable] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  /// Changes how the store behaves, or looks at what came of it.
  package func with<Value: Sendable>(_ body: @Sendable (inout State) -> Value) -> Value {
    state.withLock { body(&$0) }
  }

  /// All of an owner, each with the flaw that was asked for.
  package func portals(of owner: SnapshotOwner) async -> [KeptSnapshot<PortalSnapshot>] {
    let state = state.withLock { $0 }
    let found = state.kept.filter {
      $0.key.baseURL == owner.baseURL && $0.key.account == owner.account
    }
    return found.compactMap { $0.value as? PortalSnapshot }.map { snapshot in
      state.flaw.map { KeptSnapshot<PortalSnapshot>.unusable($0) } ?? .found(snapshot)
    }
  }

  /// A portal by its key.
  package func portal(_ key: PortalKey) async -> KeptSnapshot<PortalSnapshot> {
    found(Place(key, .users))
  }

  /// Records by the key of their portal.
  package func records<Subject>(_ module: CRMModule, of key: PortalKey) async
    -> KeptSnapshot<RecordsSnapshot<Subject>>
  {
    found(Place(key, module))
  }

  /// Keeps a portal, unless it was told to fail.
  package func keep(_ snapshot: PortalSnapshot) async throws(JournalFailure) {
    try keep(snapshot, at: Place(snapshot.key, .users))
  }

  /// Keeps records, unless it was told to fail.
  package func keep<Subject>(_ snapshot: RecordsSnapshot<Subject>) async throws(JournalFailure) {
    try keep(snapshot, at: Place(snapshot.key, snapshot.module))
  }

  /// Removes everything of an owner.
  package func removeAll(of owner: SnapshotOwner) async throws(JournalFailure) {
    state.withLock { state in
      state.kept = state.kept.filter {
        $0.key.baseURL != owner.baseURL || $0.key.account != owner.account
      }
    }
  }

  private func found<Value: Sendable>(_ place: Place) -> KeptSnapshot<Value> {
    let state = state.withLock { $0 }
    guard let value = state.kept[place] as? Value else { return .nothing }
    return state.flaw.map { KeptSnapshot<Value>.unusable($0) } ?? .found(value)
  }

  private func keep(_ value: any Sendable, at place: Place) throws(JournalFailure) {
    let failure = state.withLock { state -> JournalFailure? in
      guard state.failure == nil else { return state.failure }
      state.kept[place] = value
      state.written += 1
      return nil
    }
    if let failure { throw failure }
  }
}
