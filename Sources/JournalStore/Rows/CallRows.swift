import GRDB
import ImportEngine
import ImportModel

/// Intents before their calls, outcomes after.
enum CallRows {
  static func insert(_ intent: IntentRecord, _ run: Int, _ db: Database) throws {
    try RunExistence.check(run, db)
    try db.execute(
      cached: """
        INSERT INTO intent (run, number, attempt, kind, project_id, project_name, digest, at,
          deadline, customer_id, customer_name) VALUES (?,?,?,?,?,?,?,?,?,?,?)
        """,
      arguments: [
        run, intent.number, intent.attempt, intent.kind.rawValue, intent.project?.id,
        intent.project?.name, intent.digest, intent.at, intent.deadline, intent.customer?.id,
        intent.customer?.name,
      ])
    for (n, entry) in intent.entries.enumerated() {
      try db.execute(
        cached: """
          INSERT INTO intent_person (run, number, n, email, canonical, role_id, role_name,
            profile_id, profile_name) VALUES (?,?,?,?,?,?,?,?,?)
          """,
        arguments: [
          run, intent.number, n, entry.email.text, entry.email.canonical, entry.role?.id,
          entry.role?.name, entry.profile?.id, entry.profile?.name,
        ])
    }
  }

  static func insert(_ outcome: OutcomeRecord, _ run: Int, _ db: Database) throws {
    try RunExistence.check(run, db)
    try db.execute(
      cached: "INSERT INTO outcome VALUES (?,?,?,?,?,?)",
      arguments: [
        run, outcome.number, outcome.state.rawValue, outcome.code, outcome.message, outcome.at,
      ])
    if let refusal = outcome.refusal {
      try db.execute(
        cached: "INSERT INTO refusal VALUES (?,?,?,?)",
        arguments: [run, outcome.number, refusal.status, refusal.isAboutEntries])
    }
    for email in outcome.missing {
      try db.execute(
        cached: """
          UPDATE intent_person SET is_missing = 1 WHERE run = ? AND number = ? AND canonical = ?
          """,
        arguments: [run, outcome.number, email.canonical])
    }
  }

  /// The calls of a run, in order.
  static func fetch(_ part: RunPart, _ db: Database) throws -> [ReportedCall] {
    let (condition, arguments) = part.ofCalls
    let people = Dictionary(
      grouping: try Row.fetchAll(
        db, cached: "SELECT * FROM intent_person WHERE \(condition) ORDER BY number, n",
        arguments: arguments),
      by: { $0["number"] as Int })
    let outcomes = Dictionary(
      try Row.fetchAll(
        db,
        cached: """
          SELECT outcome.*, status, is_about_entries FROM outcome
          LEFT JOIN refusal USING (run, number) WHERE \(condition)
          """, arguments: arguments
      )
      .map { ($0["number"] as Int, $0) }, uniquingKeysWith: { first, _ in first })
    let findings = try SettlementRows.fetch(part, db)
    let intents = try Row.fetchAll(
      db, cached: "SELECT * FROM intent WHERE \(condition) ORDER BY number", arguments: arguments)
    return try intents.map { row in
      let number: Int = row["number"]
      let named = people[number] ?? []
      return ReportedCall(
        intent: try intent(row, named),
        outcome: try outcomes[number].map { try outcome($0, named) },
        findings: findings[number] ?? [])
    }
  }

  private static func intent(_ row: Row, _ people: [Row]) throws -> IntentRecord {
    IntentRecord(
      number: row["number"], attempt: row["attempt"], kind: try StoredText.value(row["kind"]),
      project: StoredText.named("project", row), customer: StoredText.named("customer", row),
      entries: try people.map {
        IntentEntry(
          email: try StoredText.email($0["email"]), role: StoredText.named("role", $0),
          profile: StoredText.named("profile", $0))
      }, digest: row["digest"], at: row["at"], deadline: row["deadline"])
  }

  private static func outcome(_ row: Row, _ people: [Row]) throws -> OutcomeRecord {
    OutcomeRecord(
      number: row["number"], state: try StoredText.value(row["state"]), code: row["code"],
      message: row["message"],
      missing: try people.filter { $0["is_missing"] }.map { try StoredText.email($0["email"]) },
      refusal: refusal(row), at: row["at"])
  }

  private static func refusal(_ row: Row) -> RefusalRecord? {
    guard let status = row["status"] as Int?, let isAboutEntries = row["is_about_entries"] as Bool?
    else { return nil }
    return RefusalRecord(status: status, isAboutEntries: isAboutEntries)
  }
}

/// Tells a run that isn't there from a store that failed.
enum RunExistence {
  static func check(_ run: Int, _ db: Database) throws {
    let isThere = try Bool.fetchOne(
      db, cached: "SELECT EXISTS (SELECT 1 FROM run WHERE id = ?)", arguments: [run])
    guard isThere == true else { throw JournalFailure.unknownRun(run) }
  }
}
