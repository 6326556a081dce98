import GRDB

/// The tables, version by version; a version that was released is never edited.
enum JournalSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs") { try $0.execute(sql: runs) }
    migrator.registerMigration("1 people") { try $0.execute(sql: people) }
    migrator.registerMigration("1 calls") { try $0.execute(sql: calls) }
    migrator.registerMigration("1 capabilities") { try $0.execute(sql: capabilities) }
    migrator.registerMigration("2 clients") { try $0.execute(sql: clients) }
    migrator.registerMigration("3 runs to go on with") { try $0.execute(sql: resumption) }
    migrator.registerMigration("3 audit") { try $0.execute(sql: AuditSchema.tables) }
    migrator.registerMigration("4 refusals") { try $0.execute(sql: refusals) }
    migrator.registerMigration("5 long lines") { try $0.execute(sql: LongLines.tables) }
    migrator.registerMigration("6 counts") { try $0.execute(sql: counts) }
    return migrator
  }

  private static let runs = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      base_url TEXT NOT NULL, account TEXT NOT NULL, portal TEXT NOT NULL, instance TEXT NOT NULL,
      portal_name TEXT NOT NULL, os_user TEXT NOT NULL, crm_caller TEXT NOT NULL,
      host TEXT NOT NULL, version TEXT NOT NULL, plan TEXT NOT NULL, state TEXT NOT NULL,
      reason TEXT, started_at INTEGER NOT NULL,
      ended_at INTEGER, word TEXT, exit_code INTEGER) STRICT;
    CREATE INDEX run_unfinished ON run (base_url, account, portal, instance)
      WHERE ended_at IS NULL;
    """

  private static let people = """
    CREATE TABLE person (
      run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL, kind TEXT NOT NULL,
      id TEXT NOT NULL, name TEXT NOT NULL, email TEXT, canonical TEXT, change TEXT NOT NULL,
      blocked TEXT NOT NULL, role_id TEXT, role_name TEXT, profile_id TEXT, profile_name TEXT,
      result TEXT, code TEXT, message TEXT,
      PRIMARY KEY (run, position)) STRICT;
    CREATE INDEX person_canonical ON person (canonical);
    CREATE TABLE assignment (
      run INTEGER NOT NULL, position INTEGER NOT NULL, n INTEGER NOT NULL,
      project_id TEXT NOT NULL, project_name TEXT NOT NULL, profile_id TEXT, profile_name TEXT,
      PRIMARY KEY (run, position, n), FOREIGN KEY (run, position) REFERENCES person) STRICT;
    CREATE TABLE origin (
      run INTEGER NOT NULL, position INTEGER NOT NULL, n INTEGER NOT NULL,
      line TEXT NOT NULL, file TEXT, line_number INTEGER NOT NULL, script_hash TEXT,
      PRIMARY KEY (run, position, n), FOREIGN KEY (run, position) REFERENCES person) STRICT;
    CREATE TABLE matched (
      run INTEGER NOT NULL, position INTEGER NOT NULL, n INTEGER NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (run, position, n), FOREIGN KEY (run, position) REFERENCES person) STRICT;
    CREATE TABLE item (
      run INTEGER NOT NULL REFERENCES run, n INTEGER NOT NULL, kind TEXT NOT NULL,
      email TEXT NOT NULL, canonical TEXT NOT NULL, project TEXT NOT NULL,
      planned TEXT NOT NULL, before TEXT NOT NULL, after TEXT,
      PRIMARY KEY (run, n), UNIQUE (run, kind, canonical, project)) STRICT;
    """

  private static let calls = """
    CREATE TABLE intent (
      run INTEGER NOT NULL REFERENCES run, number INTEGER NOT NULL, attempt INTEGER NOT NULL,
      kind TEXT NOT NULL, project_id TEXT, project_name TEXT, digest TEXT NOT NULL,
      at INTEGER NOT NULL, deadline INTEGER NOT NULL, PRIMARY KEY (run, number)) STRICT;
    CREATE TABLE intent_person (
      run INTEGER NOT NULL, number INTEGER NOT NULL, n INTEGER NOT NULL, email TEXT NOT NULL,
      canonical TEXT NOT NULL, is_missing INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (run, number, n), FOREIGN KEY (run, number) REFERENCES intent) STRICT;
    CREATE TABLE outcome (
      run INTEGER NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL, code TEXT NOT NULL,
      message TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (run, number), FOREIGN KEY (run, number) REFERENCES intent) STRICT;
    """

  private static let capabilities = """
    CREATE TABLE capability (
      base_url TEXT NOT NULL, account TEXT NOT NULL, portal TEXT NOT NULL, instance TEXT NOT NULL,
      invites TEXT NOT NULL, entry_role TEXT NOT NULL, entry_profile TEXT NOT NULL,
      batch_max INTEGER, proven TEXT NOT NULL,
      PRIMARY KEY (base_url, account, portal, instance)) STRICT;
    """

  /// Customers: of people, of calls, and as items of their own, which have no address: their
  /// `canonical` is the customer by id or by folded name, `customer` the same as it was spelt.
  private static let clients = """
    ALTER TABLE person ADD COLUMN customer_id TEXT;
    ALTER TABLE person ADD COLUMN customer_name TEXT;
    ALTER TABLE intent ADD COLUMN customer_id TEXT;
    ALTER TABLE intent ADD COLUMN customer_name TEXT;
    ALTER TABLE capability ADD COLUMN client_profile TEXT NOT NULL DEFAULT 'unknown';
    CREATE TABLE item_2 (
      run INTEGER NOT NULL REFERENCES run, n INTEGER NOT NULL, kind TEXT NOT NULL,
      email TEXT, canonical TEXT NOT NULL, project TEXT NOT NULL, customer TEXT NOT NULL,
      planned TEXT NOT NULL, before TEXT NOT NULL, after TEXT,
      PRIMARY KEY (run, n), UNIQUE (run, kind, canonical, project)) STRICT;
    INSERT INTO item_2 SELECT run, n, kind, email, canonical, project, '', planned, before, after
      FROM item;
    DROP TABLE item;
    ALTER TABLE item_2 RENAME TO item;
    """

  /// What another process needs to go on with a run; `round` counts the read-backs of a call.
  private static let resumption = """
    ALTER TABLE run ADD COLUMN notify TEXT NOT NULL DEFAULT 'on';
    ALTER TABLE run ADD COLUMN batch INTEGER NOT NULL DEFAULT 50;
    ALTER TABLE run ADD COLUMN revert_of INTEGER REFERENCES run;
    ALTER TABLE intent_person ADD COLUMN role_id TEXT;
    ALTER TABLE intent_person ADD COLUMN role_name TEXT;
    ALTER TABLE intent_person ADD COLUMN profile_id TEXT;
    ALTER TABLE intent_person ADD COLUMN profile_name TEXT;
    CREATE TABLE settlement (
      run INTEGER NOT NULL, number INTEGER NOT NULL, round INTEGER NOT NULL, n INTEGER NOT NULL,
      email TEXT, state TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (run, number, round, n), FOREIGN KEY (run, number) REFERENCES intent) STRICT;
    """

  private static let refusals = """
    CREATE TABLE refusal (
      run INTEGER NOT NULL, number INTEGER NOT NULL, status INTEGER NOT NULL,
      is_about_entries INTEGER NOT NULL,
      PRIMARY KEY (run, number), FOREIGN KEY (run, number) REFERENCES outcome) STRICT;
    """

  /// How many people of a run ended how is counted from the index alone.
  private static let counts = "CREATE INDEX person_result ON person (run, result);"
}
