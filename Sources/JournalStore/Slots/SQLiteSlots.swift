import GRDB
package import ImportEngine

/// The ledger in `slots.sqlite`, shared by all processes that have the folder in common.
package struct SQLiteSlots: SlotLedger {
  let database: DatabaseQueue
  private let clock: any BootClock

  /// Opens `slots.sqlite` in a folder, making both when missing; refuses a folder or file that others
  /// could change or read.
  package init(directory: String, clock: any BootClock) throws(JournalFailure) {
    let file = try PrivateFile("slots.sqlite", in: directory)
    var configuration = Self.configuration
    configuration.journalMode = .wal
    self.clock = clock
    // Neither the change to WAL nor the making of tables waits for another process that does the same.
    let opening = try FileLock(PrivateFile("slots.lock", in: directory))
    defer { opening.release() }
    try file.checkCompanions()
    do {
      database = try DatabaseQueue(path: file.path, configuration: configuration)
      try Self.syncEveryCommit(of: database)
      try Self.prepare(database)
    } catch {
      throw .store(Self.words(error))
    }
  }

  private init(_ database: DatabaseQueue, _ clock: any BootClock) {
    self.database = database
    self.clock = clock
  }

  /// A ledger that lives and goes with the process: that of the sandbox inside it.
  package static func inMemory(clock: any BootClock) throws(JournalFailure) -> SQLiteSlots {
    do {
      let database = try DatabaseQueue(configuration: configuration)
      try syncEveryCommit(of: database)
      try prepare(database)
      return SQLiteSlots(database, clock)
    } catch {
      throw .store(words(error))
    }
  }

  /// Takes a slot if one is free; old rows go with the same step.
  package func take(
    _ key: SlotKey, _ limit: CallLimit, deadline: Int64
  ) async throws(JournalFailure) -> SlotAnswer {
    try change { rows in try rows.take(key, limit, deadline: deadline) }
  }

  /// Notes the answer to a slot's call, once. Lost with the power, the call counts until its deadline is
  /// over: others wait longer, which is why the disk is not waited for.
  package func complete(_ slot: SlotID, told: ServerCount?) async throws(JournalFailure) {
    try change(isDurable: false) { rows in try rows.complete(slot, told: told) }
  }

  /// Takes back a slot that is not completed. Lost with the power, it counts as one that was used.
  package func giveBack(_ slot: SlotID) async throws(JournalFailure) {
    try change(isDurable: false) { rows in try rows.giveBack(slot) }
  }

  /// Shuts a key.
  package func lock(_ key: SlotKey, until wallSeconds: Int64) async throws(JournalFailure) {
    try change { rows in try rows.lock(key, until: wallSeconds) }
  }

  /// How far each key of an account is spent.
  package func uses(
    of baseURL: String, account: String, limits: @Sendable (String) -> CallLimit
  ) async throws(JournalFailure) -> [SlotUse] {
    try change { rows in try rows.uses(of: baseURL, account: account, limits: limits) }
  }

  /// How many rows it holds, of all keys.
  package var held: Int {
    get async throws(JournalFailure) { try change { rows in try rows.count } }
  }

  /// One transaction that excludes other writers from its start on: what it reads holds when it
  /// writes. `isDurable`: whether the disk is waited for, so that it outlasts a loss of power.
  private func change<Value>(
    isDurable: Bool = true, _ body: (SlotRows) throws -> Value
  ) throws(JournalFailure) -> Value {
    do {
      return try database.writeWithoutTransaction { database in
        if !isDurable { try database.execute(sql: "PRAGMA synchronous = NORMAL") }
        let value = Result { try Self.inTransaction(database) { try body(SlotRows($0, clock)) } }
        if !isDurable { try database.execute(sql: Self.syncing) }
        return try value.get()
      }
    } catch let failure as JournalFailure {
      throw failure
    } catch {
      throw .store(Self.words(error))
    }
  }

  private static func inTransaction<Value>(
    _ database: Database, _ body: (Database) throws -> Value
  ) throws -> Value {
    var value: Value?
    try database.inTransaction(.immediate) {
      value = try body(database)
      return .commit
    }
    guard let value else { throw JournalFailure.store("the transaction did not run") }
    return value
  }

  /// A slot or a lock-out lost with the power would be forgotten. It is set last: GRDB sets NORMAL when
  /// it turns WAL on, which syncs no commit.
  private static func syncEveryCommit(of database: DatabaseQueue) throws {
    try database.writeWithoutTransaction { try $0.execute(sql: syncing) }
  }

  private static let syncing = "PRAGMA synchronous = FULL"

  private static func prepare(_ database: DatabaseQueue) throws {
    try database.writeWithoutTransaction { database in
      try database.inTransaction(.immediate) {
        try SlotSchema.prepare(database)
        return .commit
      }
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "slots"
    configuration.busyMode = .timeout(10)
    return configuration
  }

  private static func words(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(type(of: error))" }
    return "slots.sqlite: " + (error.message ?? error.resultCode.description)
  }
}
