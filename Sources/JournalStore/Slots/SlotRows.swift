import GRDB
import ImportEngine

/// The rows of the ledger at one moment; every function stands in a transaction of its caller.
struct SlotRows {
  /// Rows are kept this long at least: another process may count in a longer window.
  private static let kept: Int64 = 3_600_000
  private static let ofKey = "base_url = :base AND account = :account AND pattern = :pattern"

  let database: Database
  let now: Int64
  let boot: String
  let wallSeconds: Int64

  init(_ database: Database, _ clock: any BootClock) {
    self.database = database
    now = clock.milliseconds
    boot = clock.bootID
    wallSeconds = clock.wallSeconds
  }

  func take(_ key: SlotKey, _ limit: CallLimit, deadline: Int64) throws -> SlotAnswer {
    try carryOver()
    try database.execute(
      sql: "DELETE FROM slot WHERE ends < ?", arguments: [now - max(Self.kept, limit.window)])
    if let until = try lockEnd(of: key) { return .locked(until: until) }
    let wait = max(try waitForLog(key, limit), try waitForServer(key))
    guard wait <= 0 else { return .wait(milliseconds: wait) }
    try database.execute(
      sql: """
        INSERT INTO slot (base_url, account, pattern, boot, taken, ends)
        VALUES (:base, :account, :pattern, :boot, :now, :ends)
        """, arguments: arguments(key, ["boot": boot, "now": now, "ends": now + deadline]))
    return .granted(SlotID(database.lastInsertedRowID))
  }

  func complete(_ slot: SlotID, told: ServerCount?) throws {
    try database.execute(
      sql:
        "UPDATE slot SET ends = :now, boot = :boot, is_open = 0 WHERE number = :slot AND is_open",
      arguments: ["now": now, "boot": boot, "slot": slot.number])
    guard let told, database.changesCount > 0 else { return }
    // An older call's answer that came later tells an older count.
    try database.execute(
      sql: """
        INSERT INTO told
          SELECT base_url, account, pattern, number, :remaining, boot, :ends
          FROM slot WHERE number = :slot
        ON CONFLICT DO UPDATE SET slot = excluded.slot, remaining = excluded.remaining,
          boot = excluded.boot, ends = excluded.ends
          WHERE excluded.slot > told.slot OR excluded.boot <> told.boot
        """,
      arguments: [
        "remaining": told.remaining, "ends": now + told.window, "slot": slot.number,
      ])
  }

  func giveBack(_ slot: SlotID) throws {
    try database.execute(
      sql: "DELETE FROM slot WHERE number = ? AND is_open", arguments: [slot.number])
  }

  func lock(_ key: SlotKey, until: Int64) throws {
    let ends = now + max(until - wallSeconds, 0) * 1000
    try database.execute(
      sql: """
        INSERT INTO lockout VALUES (:base, :account, :pattern, :until, :boot, :ends)
        ON CONFLICT DO UPDATE SET until = max(until, excluded.until),
          ends = CASE boot WHEN excluded.boot THEN max(ends, excluded.ends) ELSE excluded.ends END,
          boot = excluded.boot
        """, arguments: arguments(key, ["until": until, "boot": boot, "ends": ends]))
  }

  func uses(
    of baseURL: String, account: String, limits: (String) -> CallLimit
  ) throws -> [SlotUse] {
    try carryOver()
    let patterns = try String.fetchAll(
      database,
      sql: """
        SELECT pattern FROM slot WHERE base_url = :base AND account = :account UNION
        SELECT pattern FROM lockout WHERE base_url = :base AND account = :account UNION
        SELECT pattern FROM told WHERE base_url = :base AND account = :account ORDER BY pattern
        """, arguments: ["base": baseURL, "account": account])
    return try patterns.map { pattern in
      try use(of: SlotKey(baseURL: baseURL, account: account, pattern: pattern), limits(pattern))
    }.filter(\.isOfNow)
  }

  private func use(of key: SlotKey, _ limit: CallLimit) throws -> SlotUse {
    let calls = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM slot WHERE \(Self.ofKey) AND ends >= :start",
      arguments: arguments(key, ["start": now - limit.window]))
    let remaining = try Int.fetchOne(
      database,
      sql: "SELECT remaining FROM told WHERE \(Self.ofKey) AND boot = :boot AND ends > :now",
      arguments: arguments(key, ["boot": boot, "now": now]))
    return SlotUse(
      pattern: key.pattern, calls: calls ?? 0, limit: limit, remaining: remaining,
      lockedUntil: try lockEnd(of: key))
  }

  var count: Int {
    get throws { try Int.fetchOne(database, sql: "SELECT count(*) FROM slot") ?? 0 }
  }

  /// Calls from before the machine was started: whatever the wall clock says now, each had ended
  /// when it started, or ends at most the length of its deadline later.
  private func carryOver() throws {
    try database.execute(
      sql: """
        UPDATE slot SET ends = CASE is_open WHEN 1 THEN max(ends - taken, 0) ELSE 0 END,
          taken = 0, boot = :boot WHERE boot <> :boot
        """, arguments: ["boot": boot])
  }

  /// The wall-clock second at which a key opens; nil when it is not shut. A wall clock that was put
  /// forward does not open it as long as the machine runs.
  private func lockEnd(of key: SlotKey) throws -> Int64? {
    let row = try Row.fetchOne(
      database, sql: "SELECT until, boot, ends FROM lockout WHERE \(Self.ofKey)",
      arguments: arguments(key))
    guard let row else { return nil }
    let ends: Int64 = row["ends"]
    let rest = row["boot"] == boot ? (ends - now + 999) / 1000 : 0
    let until = max(row["until"], wallSeconds + rest)
    return until > wallSeconds ? until : nil
  }

  private func waitForLog(_ key: SlotKey, _ limit: CallLimit) throws -> Int64 {
    let end = try Int64.fetchOne(
      database,
      sql: """
        SELECT ends FROM slot WHERE \(Self.ofKey) ORDER BY ends DESC LIMIT 1 OFFSET :skipped
        """, arguments: arguments(key, ["skipped": limit.calls - 1]))
    guard let end else { return 0 }
    return SlidingLog.opening(after: end, limit) - now
  }

  private func waitForServer(_ key: SlotKey) throws -> Int64 {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT slot, remaining, ends FROM told WHERE \(Self.ofKey) AND boot = :boot",
      arguments: arguments(key, ["boot": boot]))
    guard let row else { return 0 }
    let allowance = ServerAllowance(
      slot: SlotID(row["slot"]), remaining: row["remaining"], ends: row["ends"])
    let uncounted =
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM slot WHERE \(Self.ofKey)
            AND (number > :slot OR is_open AND ends > :now)
          """, arguments: arguments(key, ["slot": allowance.slot.number, "now": now])) ?? 0
    return allowance.wait(at: now, uncounted: uncounted)
  }

  private func arguments(
    _ key: SlotKey, _ others: [String: any DatabaseValueConvertible] = [:]
  ) -> StatementArguments {
    let own = ["base": key.baseURL, "account": key.account, "pattern": key.pattern]
    return StatementArguments(own) &+ StatementArguments(others)
  }
}
