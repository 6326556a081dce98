import GRDB
import ImportEngine
import ImportModel

/// Runs in a list.
enum SummaryRows {
  private static let columns = """
    SELECT run.*, (SELECT count(*) FROM person WHERE person.run = run.id) AS people,
      (SELECT count(*) FROM intent LEFT JOIN outcome USING (run, number)
        WHERE intent.run = run.id AND outcome.state IS NOT 'turned-away') AS writes FROM run
    """

  /// Those whose plan names an address, newest first.
  static func fetch(matching email: EmailAddress, _ db: Database) throws -> [RunSummary] {
    try Row.fetchAll(
      db,
      cached: columns
        + " WHERE id IN (SELECT run FROM person WHERE canonical = ?) ORDER BY id DESC",
      arguments: [email.canonical]
    ).map { try summary($0, db) }
  }

  /// Those above a number, and those of these numbers, newest first.
  static func fetch(after last: Int, or others: Set<Int>, _ db: Database) throws -> [RunSummary] {
    let numbers = others.map(String.init).joined(separator: ",")
    return try Row.fetchAll(
      db,
      cached: columns
        + " WHERE id > ? OR id IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
      arguments: [last, "[\(numbers)]"]
    ).map { try summary($0, db) }
  }

  static func fetch(_ run: Int, _ db: Database) throws -> (RunSummary, state: String) {
    let row = try Row.fetchOne(db, cached: columns + " WHERE id = ?", arguments: [run])
    guard let row else { throw JournalFailure.unknownRun(run) }
    return (try summary(row, db), row["state"])
  }

  static func unfinished(_ key: PortalKey, _ db: Database) throws -> [UnfinishedRun] {
    try Row.fetchAll(
      db,
      cached: """
        SELECT id, started_at, (SELECT max(deadline) FROM intent WHERE intent.run = run.id) AS last
        FROM run WHERE base_url = ? AND account = ? AND portal = ? AND instance = ?
          AND ended_at IS NULL ORDER BY id
        """,
      arguments: [key.baseURL, key.account, key.portal.text, key.instance]
    ).map {
      UnfinishedRun(run: $0["id"], startedAt: $0["started_at"], lastDeadline: $0["last"])
    }
  }

  private static func summary(_ row: Row, _ db: Database) throws -> RunSummary {
    let run: Int = row["id"]
    let counted = try Row.fetchAll(
      db,
      cached: """
        SELECT result, count(*) AS n FROM person WHERE run = ? AND result IS NOT NULL
        GROUP BY result
        """, arguments: [run])
    var results: [PersonOutcome: Int] = [:]
    for row in counted { results[try StoredText.value(row["result"])] = row["n"] }
    return RunSummary(
      run: run, context: try context(row), planDigest: row["plan"], reason: row["reason"],
      startedAt: row["started_at"], endedAt: row["ended_at"], word: row["word"],
      exitCode: row["exit_code"], people: row["people"], writes: row["writes"],
      results: results, revertOf: row["revert_of"])
  }

  static func context(_ row: Row) throws -> RunContext {
    RunContext(
      key: PortalKey(
        baseURL: row["base_url"], account: row["account"],
        portal: try StoredText.identifier(row["portal"]), instance: row["instance"]),
      portalName: row["portal_name"], osUser: row["os_user"], crmCaller: row["crm_caller"],
      host: row["host"], version: row["version"])
  }
}
