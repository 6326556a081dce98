import GRDB
import Glibc
package import ImportEngine
package import ImportModel

/// The journal in one SQLite file: every call is one transaction, on the disk before it returns,
/// together with its entry in the audit log.
///
/// The file is in WAL mode with `synchronous=FULL`: a commit is one append and one sync of the log
/// beside it, readers don't stop the writer, and several processes may have it open. What is
/// committed outlives the process and, as far as the disk keeps its word, the power.
package struct SQLiteJournal: RunJournal {
  let database: DatabaseQueue
  /// Where portals are held; nil for a journal in memory.
  private let locks: String?
  /// The file as it was opened, and the log beside it that commits go to first; none of a journal in memory.
  private let files: [FileIdentity]
  private let summaries: KnownSummaries

  /// Opens `journal.sqlite` in a folder, making both when missing; refuses a folder or file that
  /// others could change or read. `locks`: the folder in which portals are held, which other journals
  /// may share; nil: the journal's own. `summaries`: what is known of its runs from when it was open before.
  package init(
    directory: String, locks: String? = nil, summaries: KnownSummaries = KnownSummaries()
  ) throws(JournalFailure) {
    try Self.refuseLogAlone(in: directory)
    let file = try PrivateFile("journal.sqlite", in: directory)
    var configuration = Self.configuration
    configuration.journalMode = .wal
    self.locks = locks ?? directory
    self.summaries = summaries
    // Of processes that find a new folder, or an older journal, at once, one makes the tables.
    let opening = try FileLock(PrivateFile("journal.lock", in: directory))
    defer { opening.release() }
    try file.checkCompanions()
    do {
      database = try DatabaseQueue(path: file.path, configuration: configuration)
      try Self.syncEveryCommit(of: database)
      let isNewer = try database.read(JournalSchema.migrator.hasBeenSuperseded)
      guard !isNewer else {
        throw JournalFailure.store("it was written by a newer crmsh")
      }
      try JournalSchema.migrator.migrate(database)
      files = [file.path, file.path + "-wal"].map { FileIdentity($0) }
    } catch let failure as JournalFailure {
      throw failure
    } catch {
      throw .store("journal.sqlite: " + Self.words(error))
    }
  }

  /// Refuses to begin a journal beside the log of one that is gone: SQLite would take the log away, and the
  /// last runs stand in it. What is no log of ours is refused as such elsewhere.
  private static func refuseLogAlone(in directory: String) throws(JournalFailure) {
    let path = directory + "/journal.sqlite"
    var status = stat()
    guard lstat(path, &status) != 0, errno == ENOENT, lstat(path + "-wal", &status) == 0,
      status.st_size > 0, status.st_mode == S_IFREG | 0o600, status.st_nlink == 1
    else { return }
    throw .gone(path: path)
  }

  private init(_ database: DatabaseQueue) {
    self.database = database
    locks = nil
    files = []
    summaries = KnownSummaries()
  }

  /// A journal that lives and goes with the process: that of the sandbox inside it.
  package static func inMemory() throws(JournalFailure) -> SQLiteJournal {
    do {
      let database = try DatabaseQueue(configuration: configuration)
      try syncEveryCommit(of: database)
      try JournalSchema.migrator.migrate(database)
      return SQLiteJournal(database)
    } catch {
      throw .store(words(error))
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "journal"
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    return configuration
  }

  /// With WAL, FULL syncs at every commit; NORMAL, which GRDB sets when it turns WAL on, could lose
  /// the last intents with the power. It is set last, hence.
  private static func syncEveryCommit(of database: DatabaseQueue) throws {
    try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
  }

  /// Holds a portal by a locked file; see `RunJournal`.
  package func hold(_ key: PortalKey) async throws(JournalFailure) -> any PortalHold {
    guard let locks else { return SoleHold() }
    return try PortalLock(key, in: locks)
  }

  /// Looks at the locked file; see `RunJournal`. Nobody holds a portal in a journal in memory, whose
  /// session asks between its imports.
  package func holder(of key: PortalKey) async -> PortalHolder {
    locks.map { PortalLock.holder(of: key, in: $0) } ?? .nobody
  }

  /// Opens a run with every row of its plan; returns its number.
  package func begin(_ opening: RunOpening) async throws(JournalFailure) -> Int {
    try write { db in
      let run = try RunRows.insert(opening, db)
      try AuditLog.append(AuditedChange(opening, run: run), db)
      return run
    }
  }

  /// Keeps a call that is about to be sent; its number must be new.
  package func record(_ intent: IntentRecord, in run: Int) async throws(JournalFailure) {
    try write { db in
      try CallRows.insert(intent, run, db)
      try AuditLog.append(AuditedChange(intent, run: run), db)
    }
  }

  /// Keeps what came of a recorded call, once.
  package func record(_ outcome: OutcomeRecord, in run: Int) async throws(JournalFailure) {
    try write { db in
      try CallRows.insert(outcome, run, db)
      try AuditLog.append(AuditedChange(outcome, run: run), db)
    }
  }

  /// Keeps what a complete read-back showed of a recorded call.
  package func record(_ finding: SettlementRecord, in run: Int) async throws(JournalFailure) {
    try write { db in
      let round = try SettlementRows.insert(finding, run, db)
      try AuditLog.append(AuditedChange(finding, round: round, run: run), db)
    }
  }

  /// Ends a run, once.
  package func close(_ run: Int, with closing: RunClosing) async throws(JournalFailure) {
    try write { db in
      try ClosingRows.insert(closing, run, db)
      try AuditLog.append(AuditedChange(closing, run: run), db)
    }
  }

  /// What was found out about a portal; all unknown at first.
  package func capabilities(of key: PortalKey) async throws(JournalFailure) -> Capabilities {
    try read { try CapabilityRows.fetch(key, $0) }
  }

  /// Keeps what was found out about a portal in place of what was known.
  package func store(
    _ capabilities: Capabilities, of key: PortalKey
  ) async throws(JournalFailure) {
    try write { db in
      try CapabilityRows.store(capabilities, key, db)
      try AuditLog.append(AuditedChange(capabilities, of: key), db)
    }
  }

  /// Runs, newest first; with an address only those whose plan names it.
  package func runs(
    matching email: EmailAddress?
  ) async throws(JournalFailure) -> [RunSummary] {
    try read { db in
      if let email { return try SummaryRows.fetch(matching: email, db) }
      return try summaries.all(db)
    }
  }

  /// One run in full, with everything sent for each of its people.
  package func report(_ run: Int) async throws(JournalFailure) -> RunReport {
    try read { try ReportRows.fetch(run, $0) }
  }

  /// What a run knows of the people of one address; nothing of the others is read.
  package func report(
    _ run: Int, of email: EmailAddress
  ) async throws(JournalFailure) -> RunReport {
    try read { try ReportRows.fetch(run, of: email.canonical, $0) }
  }

  /// What it takes to go on with a run, or to undo it.
  package func resumption(of run: Int) async throws(JournalFailure) -> RunResumption {
    try read { try ResumptionRows.fetch(run, $0) }
  }

  /// Runs of a portal without an end, oldest first.
  package func unfinishedRuns(
    of key: PortalKey
  ) async throws(JournalFailure) -> [UnfinishedRun] {
    try read { try SummaryRows.unfinished(key, $0) }
  }

  /// Follows the audit log from its first entry and compares it with what is stored.
  package func verify() async throws(JournalFailure) -> ChainVerdict {
    try read { try AuditLog.verify($0) }
  }

  /// The locks of portals beside it, which an import leaves, begun or not, and a mere connection does not;
  /// none for a journal in memory.
  package func neighbours() async -> [String] {
    let path = database.path
    guard let end = path.lastIndex(of: "/"), let folder = opendir(String(path[..<end])) else {
      return []
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if PortalLock.isName(name) { names.append(name) }
    }
    return names.sorted()
  }

  private func write<Value>(
    _ body: (Database) throws -> Value
  ) throws(JournalFailure) -> Value {
    do {
      return try database.write { db in
        for file in files { try file.check() }
        return try body(db)
      }
    } catch { throw Self.failure(error) }
  }

  private func read<Value>(
    _ body: (Database) throws -> Value
  ) throws(JournalFailure) -> Value {
    do {
      return try database.read { db in
        for file in files { try file.check() }
        return try body(db)
      }
    } catch { throw Self.failure(error) }
  }

  private static func failure(_ error: any Error) -> JournalFailure {
    error as? JournalFailure ?? .store(words(error))
  }

  /// SQLite's own words without the statement, which holds people's data.
  private static func words(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(type(of: error))" }
    return error.message ?? error.resultCode.description
  }
}
