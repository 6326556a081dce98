import GRDB
import ImportEngine
import ImportModel

/// Digests of stored rows, byte for byte, as the audit log keeps them. The columns are named, so that
/// columns of later versions leave the digests of older entries as they are. A later version adds what
/// must be proved in a table of its own, of which no row is no byte.
enum StoredRows {
  static func digest(
    of kind: AuditEntry.Kind, run: Int?, subject: String, _ db: Database
  ) throws -> String {
    var hash = RunningSHA256()
    for (sql, arguments) in try statements(kind, run, subject, db) {
      try add(sql, arguments, to: &hash, db)
      [UInt8(ascii: ";")].withUnsafeBytes { hash.update($0) }
    }
    if kind == .outcome { try add(refusal, [run, subject], to: &hash, db) }
    if kind == .begin {
      for statement in LongLines.statements { try add(statement, [run], to: &hash, db) }
    }
    return hash.finishAsText()
  }

  /// Row by row: all of a run's opening at once was half of what an import held.
  private static func add(
    _ sql: String, _ arguments: StatementArguments, to hash: inout RunningSHA256, _ db: Database
  ) throws {
    var bytes: [UInt8] = []
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
    while let row = try rows.next() {
      bytes.removeAll(keepingCapacity: true)
      for (_, value) in row { append(value, to: &bytes) }
      bytes.append(UInt8(ascii: "\n"))
      bytes.withUnsafeBytes { hash.update($0) }
    }
  }

  /// No two different values give the same bytes.
  private static func append(_ value: DatabaseValue, to bytes: inout [UInt8]) {
    switch value.storage {
    case .null: bytes += "n".utf8
    case .int64(let number): bytes += "i\(number) ".utf8
    case .double(let number): bytes += "d\(number.bitPattern) ".utf8
    case .string(let text): bytes += "t\(text.utf8.count):\(text)".utf8
    case .blob(let data): bytes += "b\(data.count):".utf8 + data
    }
  }

  private static func statements(
    _ kind: AuditEntry.Kind, _ run: Int?, _ subject: String, _ db: Database
  ) throws -> [(String, StatementArguments)] {
    switch kind {
    case .begin: return opening.map { ($0, [run]) }
    case .close: return closing.map { ($0, [run]) }
    case .intent: return intent.map { ($0, [run, subject]) }
    case .outcome: return outcome.map { ($0, [run, subject]) }
    case .settlement:
      let parts = subject.split(separator: ".").map(String.init)
      return [(settlement, [run, parts.first, parts.last])]
    case .capability: return [(capability, [subject])]
    }
  }

  private static let opening = [
    """
    SELECT id, base_url, account, portal, instance, portal_name, os_user, crm_caller, host, version,
      plan, state, reason, started_at, notify, batch, revert_of FROM run WHERE id = ?
    """,
    """
    SELECT position, kind, id, name, email, canonical, change, blocked, role_id, role_name,
      profile_id, profile_name, customer_id, customer_name
    FROM person WHERE run = ? ORDER BY position
    """,
    """
    SELECT position, n, project_id, project_name, profile_id, profile_name
    FROM assignment WHERE run = ? ORDER BY position, n
    """,
    """
    SELECT position, n, line, file, line_number, script_hash
    FROM origin WHERE run = ? ORDER BY position, n
    """,
    "SELECT position, n, value FROM matched WHERE run = ? ORDER BY position, n",
    """
    SELECT n, kind, email, canonical, project, customer, planned, before
    FROM item WHERE run = ? ORDER BY n
    """,
  ]

  private static let closing = [
    "SELECT ended_at, word, exit_code FROM run WHERE id = ?",
    "SELECT position, result, code, message FROM person WHERE run = ? ORDER BY position",
    "SELECT n, after FROM item WHERE run = ? ORDER BY n",
  ]

  private static let intent = [
    """
    SELECT number, attempt, kind, project_id, project_name, customer_id, customer_name, digest, at,
      deadline FROM intent WHERE run = ? AND number = CAST(? AS INTEGER)
    """,
    """
    SELECT n, email, canonical, role_id, role_name, profile_id, profile_name
    FROM intent_person WHERE run = ? AND number = CAST(? AS INTEGER) ORDER BY n
    """,
  ]

  private static let outcome = [
    """
    SELECT number, state, code, message, at
    FROM outcome WHERE run = ? AND number = CAST(? AS INTEGER)
    """,
    """
    SELECT n, is_missing
    FROM intent_person WHERE run = ? AND number = CAST(? AS INTEGER) ORDER BY n
    """,
  ]

  private static let refusal = """
    SELECT status, is_about_entries FROM refusal WHERE run = ? AND number = CAST(? AS INTEGER)
    """

  private static let settlement = """
    SELECT n, email, state, at FROM settlement
    WHERE run = ? AND number = CAST(? AS INTEGER) AND round = CAST(? AS INTEGER) ORDER BY n
    """

  /// By the same text as `AuditedChange.subject(of:)`; lengths are of bytes.
  private static let capability: String = {
    let columns = ["base_url", "account", "portal", "instance"]
    let subject = columns.map { "length(CAST(\($0) AS BLOB)) || ':' || \($0)" }
    return """
      SELECT \(columns.joined(separator: ", ")), invites, entry_role, entry_profile,
        client_profile, batch_max, proven
      FROM capability WHERE \(subject.joined(separator: " || ")) = ?
      """
  }()
}
