import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// What of a connection was kept, and what was said of it.
struct SnapshotState {
  /// Whether something may have been read since it was kept last.
  var isDue = false
  /// As it was kept last.
  var portal: PortalSnapshot?
  /// Modules of which records were fetched since they were kept last.
  var unkept: Set<CRMModule> = []
  /// What was said once and is not said again.
  var told: Set<String> = []

  init(told: Set<String> = []) { self.told = told }
}

/// Keeps what was fetched for the next session.
extension Interpreter {
  /// Whether what this connection fetches is kept, and what was kept of it used.
  private func keepsSnapshots(of services: ConnectedServices) -> Bool {
    settings.keepsSnapshots && services.kept == nil && !services.isEphemeral
  }

  /// Keeps what a line has read; that it can't be kept is told, and hinders nothing.
  func keepSnapshots() async {
    guard snapshots.isDue, let services, let fetched, keepsSnapshots(of: services) else { return }
    snapshots.isDue = false
    let key = portalKey(services, fetched.portal)
    do throws(JournalFailure) {
      let portal = PortalSnapshot(fetched, key)
      if portal != snapshots.portal {
        try await surroundings.snapshots.keep(portal)
        snapshots.portal = portal
      }
      try await keep(fetched.directory.contacts, .contacts, fetched, key)
      try await keep(fetched.directory.accounts, .accounts, fetched, key)
    } catch {
      await tellOnce(
        "what was fetched is not kept for later: \(SnapshotWords.words(of: error))")
    }
  }

  private func keep<Subject>(
    _ table: RecordTable<Subject>, _ module: CRMModule, _ fetched: Fetched, _ key: PortalKey
  ) async throws(JournalFailure) {
    let coverage = fetched.coverage
    guard snapshots.unkept.contains(module), coverage[module] != .nothing,
      let time = coverage.fetchedAt[module]
    else { return }
    try await surroundings.snapshots.keep(
      RecordsSnapshot(
        key: key, module: module, table: table, filters: coverage[module].filterTexts,
        lastChanges: coverage.lastChanges[module] ?? [:], counts: coverage.counts,
        hidden: coverage.hidden[module] ?? [],
        users: fetched.directory.users.digest(by: surroundings.hash), fetchedAt: time))
    snapshots.unkept.remove(module)
  }

  /// The users that CRM is asked about before it is asked for them: as this session read them before,
  /// else as they were kept.
  func knownUsers(
    _ before: Fetched?, _ key: PortalKey, _ services: ConnectedServices
  ) async -> RecordTable<CRMUser>? {
    guard let before else { return await keptUsers(of: key, services) }
    return before.directory.users
  }

  /// The users that were kept of a portal; nil where none are, or they can't be trusted.
  private func keptUsers(
    of key: PortalKey, _ services: ConnectedServices
  ) async -> RecordTable<CRMUser>? {
    guard keepsSnapshots(of: services),
      let snapshot = await trusted(surroundings.snapshots.portal(key)), snapshot.key == key,
      snapshot.users.schema == .users
    else { return nil }
    return snapshot.users
  }

  /// What was kept, where it can be trusted; else why not is told once.
  func trusted<Value: Sendable>(_ kept: KeptSnapshot<Value>) async -> Value? {
    if let flaw = kept.flaw {
      await tellOnce(
        "what was kept of an earlier session is not used: \(SnapshotWords.words(of: flaw))")
    }
    return kept.value
  }

  /// A warning that is given once a session.
  func tellOnce(_ text: Text) async {
    guard snapshots.told.insert(text.raw).inserted else { return }
    await surroundings.console.show(
      Report([.notice(.warning, text)]).rendered(as: .table, style: style))
  }

  /// Whose snapshots a sign-in's are, where no other one shares them; nil also where that can't be
  /// told: the command that lets it go says what is wrong with the file.
  func soleOwner(of login: String) async -> SnapshotOwner? {
    do {
      guard let owner = try await surroundings.connector.owner(of: login) else { return nil }
      for other in try await surroundings.signIn.logins() where other.name != login {
        let shared = try await surroundings.connector.owner(of: other.name)
        if shared?.baseURL == owner.baseURL, shared?.account == owner.account { return nil }
      }
      return owner
    } catch {
      return nil
    }
  }

  /// Removes what was kept by a sign-in of whose name there is another one now, unless that is of the
  /// same account; what hindered it.
  func forgetSnapshots(of owner: SnapshotOwner, replacedBy login: Login) async -> Block? {
    do {
      let now = try await surroundings.connector.owner(of: login.name)
      guard now?.baseURL != owner.baseURL || now?.account != owner.account else { return nil }
    } catch {
      // Whose it is now can't be told: what was kept is no more trusted than it.
      return await forgetSnapshots(of: owner)
    }
    return await forgetSnapshots(of: owner)
  }

  /// Removes what was kept by a sign-in; what hindered it.
  func forgetSnapshots(of owner: SnapshotOwner) async -> Block? {
    do throws(JournalFailure) {
      try await surroundings.snapshots.removeAll(of: owner)
      return nil
    } catch {
      let words = SnapshotWords.words(of: error)
      return .notice(.warning, "what was fetched by it is still kept: \(words)")
    }
  }
}

/// Takes records that an earlier session fetched.
extension Interpreter {
  /// Fewer records than these are fetched anew in as many calls as it takes to ask about them.
  private static let fewRecords = 1_000

  /// All records of a module as an earlier session fetched them, taken in place of what was there where
  /// CRM says that none changed since; else nil.
  func takeKept(
    _ module: CRMModule, over before: Fetched, _ context: EditContext
  ) async throws(Stop) -> ModuleFetch? {
    let old = before.directory
    switch module {
    case .users: return nil
    case .contacts:
      guard let kept: KeptRecords<CRMContact> = try await kept(module, before, context) else {
        return nil
      }
      return take(
        kept, Directory(users: old.users, contacts: kept.snapshot.table, accounts: old.accounts),
        new: kept.snapshot.table.countNew(since: old.contacts), over: before)
    case .accounts:
      guard let kept: KeptRecords<CRMAccount> = try await kept(module, before, context) else {
        return nil
      }
      return take(
        kept, Directory(users: old.users, contacts: old.contacts, accounts: kept.snapshot.table),
        new: kept.snapshot.table.countNew(since: old.accounts), over: before)
    }
  }

  /// Records that are surely as they were kept, and how many CRM says there are now.
  private struct KeptRecords<Subject> {
    let snapshot: RecordsSnapshot<Subject>
    let counts: [CRMModule: Int]
  }

  private func kept<Subject>(
    _ module: CRMModule, _ fetched: Fetched, _ context: EditContext
  ) async throws(Stop) -> KeptRecords<Subject>? {
    guard let services, keepsSnapshots(of: services) else { return nil }
    let key = portalKey(services, fetched.portal)
    let kept: RecordsSnapshot<Subject>? = await trusted(
      surroundings.snapshots.records(module, of: key))
    guard let found = kept, found.key == key, found.filters == nil,
      found.table.count > Self.fewRecords,
      found.users == fetched.directory.users.digest(by: surroundings.hash)
    else { return nil }
    var (then, now) = (fetched, fetched)
    then.coverage[module] = .all
    then.coverage.counts = found.counts
    then.coverage.lastChanges[module] = found.lastChanges
    then.coverage.hidden[module] = found.hidden
    for read in module.modulesRead {
      now.coverage.counts[read] = await count(of: read, services.crm).total
    }
    guard try await isUnchanged(module, found.table.schema, then, now, context) else { return nil }
    return KeptRecords(snapshot: found, counts: now.coverage.counts)
  }

  private func take<Subject>(
    _ kept: KeptRecords<Subject>, _ directory: Directory, new: Int, over before: Fetched
  ) -> ModuleFetch {
    take(directory, over: before)
    let snapshot = kept.snapshot
    var coverage = before.coverage
    coverage[snapshot.module] = .all
    coverage.counts = kept.counts
    coverage.lastChanges[snapshot.module] = snapshot.lastChanges
    coverage.hidden[snapshot.module] = snapshot.hidden
    coverage.fetchedAt[snapshot.module] = snapshot.fetchedAt
    fetched?.coverage = coverage
    snapshots.unkept.remove(snapshot.module)
    return ModuleFetch(
      module: snapshot.module, total: kept.counts[snapshot.module], held: snapshot.table.count,
      new: new, notes: [], asOf: snapshot.fetchedAt)
  }
}

extension PortalSnapshot {
  fileprivate init(_ fetched: Fetched, _ key: PortalKey) {
    self.init(
      key: key, portal: fetched.portal, users: fetched.directory.users, caller: fetched.caller,
      organisation: fetched.organisation, administrators: fetched.administrators,
      counts: fetched.coverage.counts, countProblem: fetched.coverage.countProblem,
      ungranted: fetched.ungranted.map(\.rawValue), fetchedAt: fetched.fetchedAt)
  }
}

extension Coverage.Extent {
  /// The filters as they are typed; nil: everything was fetched.
  fileprivate var filterTexts: [String]? {
    switch self {
    case .all: nil
    case .nothing: []
    case .part(let filters): filters.map(\.sourceForm)
    }
  }
}

extension [PortalSnapshot] {
  /// The one of a portal.
  func of(_ portal: PortalID) -> PortalSnapshot? { first { $0.key.portal == portal } }
}
