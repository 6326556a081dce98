import GRDB

/// The tables of the ledger. What they hold is worth minutes, so another version starts afresh.
enum SlotSchema {
  private static let version = 1

  /// Makes the tables where they are missing; nobody else may be opening the file meanwhile.
  static func prepare(_ database: Database) throws {
    if try Int.fetchOne(database, sql: "PRAGMA user_version") != version {
      try start(database)
    }
    // A lock-out must outlive the version that had no such index yet.
    try database.execute(sql: "CREATE INDEX IF NOT EXISTS slot_age ON slot (boot, ends)")
  }

  private static func start(_ database: Database) throws {
    for table in ["slot", "lockout", "told"] {
      try database.execute(sql: "DROP TABLE IF EXISTS \(table)")
    }
    try database.execute(sql: tables)
    try database.execute(sql: "PRAGMA user_version = \(version)")
  }

  /// `ends`: when the call ended, or must, in milliseconds since the start that `boot` names;
  /// `until`: wall-clock seconds, which count after the machine was started again.
  private static let tables = """
    CREATE TABLE slot (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      base_url TEXT NOT NULL, account TEXT NOT NULL, pattern TEXT NOT NULL,
      boot TEXT NOT NULL, taken INTEGER NOT NULL, ends INTEGER NOT NULL,
      is_open INTEGER NOT NULL DEFAULT 1) STRICT;
    CREATE INDEX slot_ends ON slot (base_url, account, pattern, ends);
    CREATE TABLE lockout (
      base_url TEXT NOT NULL, account TEXT NOT NULL, pattern TEXT NOT NULL,
      until INTEGER NOT NULL, boot TEXT NOT NULL, ends INTEGER NOT NULL,
      PRIMARY KEY (base_url, account, pattern)) STRICT;
    CREATE TABLE told (
      base_url TEXT NOT NULL, account TEXT NOT NULL, pattern TEXT NOT NULL,
      slot INTEGER NOT NULL, remaining INTEGER NOT NULL, boot TEXT NOT NULL, ends INTEGER NOT NULL,
      PRIMARY KEY (base_url, account, pattern)) STRICT;
    """
}
