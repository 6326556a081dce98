import GRDB
import ImportEngine

/// The rows of the ledger at one moment; every function stands in a transaction of its caller.
struct SlotRows {
  /// Rows are kept this long at least: another process may count in a longer window.
  private static let kept: Int64 = 3_600_000
  /// The longest that a key is shut, in seconds: a day and the jitter, which is a tenth.
  private static let longestLock: Int64 = 86_400 + 8_640
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
      cached: "DELETE FROM slot WHERE boot = ? AND ends < ?",
      arguments: [boot, now - max(Self.kept, limit.window)])
    if let until = try lockEnd(of: key) { return .locked(until: until) }
    let wait = max(try waitForLog(key, limit), try waitForServer(key))
    guard wait <= 0 else { return .wait(milliseconds: wait) }
    try database.execute(
      cached: """
        INSERT INTO slot (base_url, account, pattern, boot, taken, ends)
        VALUES (:base, :account, :pattern, :boot, :now, :ends)
        """, arguments: arguments(key, ["boot": boot, "now": now, "ends": now + deadline]))
    return .granted(SlotID(database.lastInsertedRowID))
  }

  func complete(_ slot: SlotID, told: ServerCount?) throws {
    try database.execute(
      cached:
        "UPDATE slot SET ends = :now, boot = :boot, is_open = 0 WHERE number = :slot AND is_open",
      arguments: ["now": now, "boot": boot, "slot": slot.number])
    guard let told, database.changesCount > 0 else { return }
    // An older call's answer that came later tells an older count.
    try database.execute(
      cached: """
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
      cached: "DELETE FROM slot WHERE number = ? AND is_open", arguments: [slot.number])
  }

  func lock(_ key: SlotKey, until: Int64) throws {
    try carryOver()
    let ends = now + min(max(until - wallSeconds, 0), Self.longestLock) * 1000
    try database.execute(
      cached: """
        INSERT INTO lockout VALUES (:base, :account, :pattern, :until, :boot, :ends)
        ON CONFLICT DO UPDATE SET until = excluded.until, ends = excluded.ends
          WHERE excluded.ends > ends
        """, arguments: arguments(key, ["until": until, "boot": boot, "ends": ends]))
  }

  func uses(
    of baseURL: String, account: String, limits: (String) -> CallLimit
  ) throws -> [SlotUse] {
    try carryOver()
    let patterns = try String.fetchAll(
      database,
      cached: """
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
      database, cached: "SELECT count(*) FROM slot WHERE \(Self.ofKey) AND ends >= :start",
      arguments: arguments(key, ["start": now - limit.window]))
    let remaining = try Int.fetchOne(
      database,
      cached: "SELECT remaining FROM told WHERE \(Self.ofKey) AND boot = :boot AND ends > :now",
      arguments: arguments(key, ["boot": boot, "now": now]))
    return SlotUse(
      pattern: key.pattern, calls: calls ?? 0, limit: limit, remaining: remaining,
      lockedUntil: try lockEnd(of: key))
  }

  var count: Int {
    get throws { try Int.fetchOne(database, cached: "SELECT count(*) FROM slot") ?? 0 }
  }

  /// Calls from before the machine was started: whatever the wall clock says now, each had ended
  /// when it started, or ends at most the length of its deadline later. Of a lock-out only the wall
  /// clock can tell what is left; one that is wrong shuts nothing for longer than the longest there is.
  private func carryOver() throws {
    try database.execute(
      cached: """
        UPDATE lockout SET boot = :boot,
          ends = :now + min(max(until - :wall, 0), :longest) * 1000 WHERE boot <> :boot
        """,
      arguments: ["boot": boot, "now": now, "wall": wallSeconds, "longest": Self.longestLock])
    try database.execute(cached: "DELETE FROM lockout WHERE ends <= ?", arguments: [now])
    try database.execute(
      cached: """
        UPDATE slot SET ends = CASE is_open WHEN 1 THEN max(ends - taken, 0) ELSE 0 END,
          taken = 0, boot = :boot WHERE boot < :boot OR boot > :boot
        """, arguments: ["boot": boot])
  }

  /// The wall-clock second at which a key opens; nil when it is not shut. As long as the machine runs
  /// its own time decides: a wall clock put forward opens nothing, one put back shuts nothing longer.
  private func lockEnd(of key: SlotKey) throws -> Int64? {
    let ends = try Int64.fetchOne(
      database, cached: "SELECT ends FROM lockout WHERE \(Self.ofKey)", arguments: arguments(key))
    guard let ends, ends > now else { return nil }
    return wallSeconds + (ends - now + 999) / 1000
  }

  /// Calls that ended before the window hold nobody back, and are not looked at.
  private func waitForLog(_ key: SlotKey, _ limit: CallLimit) throws -> Int64 {
    let end = try Int64.fetchOne(
      database,
      cached: """
        SELECT ends FROM slot WHERE \(Self.ofKey) AND ends >= :start
          ORDER BY ends DESC LIMIT 1 OFFSET :skipped
        """,
      arguments: arguments(key, ["start": now - limit.window, "skipped": limit.calls - 1]))
    guard let end else { return 0 }
    return SlidingLog.opening(after: end, limit) - now
  }

  private func waitForServer(_ key: SlotKey) throws -> Int64 {
    let row = try Row.fetchOne(
      database,
      cached: """
        SELECT slot, remaining, ends FROM told WHERE \(Self.ofKey) AND boot = :boot AND ends > :now
        """, arguments: arguments(key, ["boot": boot, "now": now]))
    guard let row else { return 0 }
    let allowance = ServerAllowance(
      slot: SlotID(row["slot"]), remaining: row["remaining"], ends: row["ends"])
    let slots = arguments(key, ["slot": allowance.slot.number])
    // Each by the index that leads to them alone: the rows of an hour are many.
    let later = try Int.fetchOne(
      database,
      cached: "SELECT count(*) FROM slot NOT INDEXED WHERE number > :slot AND \(Self.ofKey)",
      arguments: slots)
    let open = try Int.fetchOne(
      database,
      cached: """
        SELECT count(*) FROM slot
        WHERE \(Self.ofKey) AND ends > :now AND is_open AND number <= :slot
        """, arguments: slots &+ ["now": now])
    return allowance.wait(at: now, uncounted: (later ?? 0) + (open ?? 0))
  }

  private func arguments(
    _ key: SlotKey, _ others: [String: any DatabaseValueConvertible] = [:]
  ) -> StatementArguments {
    let own = ["base": key.baseURL, "account": key.account, "pattern": key.pattern]
    return StatementArguments(own) &+ StatementArguments(others)
  }
}
