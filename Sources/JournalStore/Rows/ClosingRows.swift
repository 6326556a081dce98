import GRDB
import ImportEngine
import ImportModel

/// How a run ended.
enum ClosingRows {
  static func insert(_ closing: RunClosing, _ run: Int, _ db: Database) throws {
    try RunExistence.check(run, db)
    try db.execute(
      cached: """
        UPDATE run SET ended_at = ?, word = ?, exit_code = ? WHERE id = ? AND ended_at IS NULL
        """,
      arguments: [closing.at, closing.word, closing.exitCode, run])
    guard db.changesCount == 1 else {
      throw JournalFailure.store("run \(run) is closed already")
    }
    for (person, position) in zip(closing.people, try places(of: closing.people, in: run, db)) {
      guard let position else { continue }
      try db.execute(
        cached: """
          UPDATE person SET result = ?, code = ?, message = ? WHERE run = ? AND position = ?
          """,
        arguments: [person.result.rawValue, person.code, person.message, run, position])
    }
    for reading in closing.items {
      try db.execute(
        cached: """
          UPDATE item SET after = ?
          WHERE run = ? AND kind = ? AND canonical = ? AND project = ?
          """,
        arguments: [
          StoredText.text(reading.now), run, StoredText.kind(of: reading.item),
          StoredText.canonical(of: reading.item), reading.item.project?.text ?? "",
        ])
    }
  }

  /// Where the row of each stands, nil where there is none: without it every row is found by looking at all
  /// of them.
  private static func places(
    of people: [PersonResult], in run: Int, _ db: Database
  ) throws -> [Int?] {
    let order = Dictionary(
      people.enumerated().map { ($1.person, $0) }, uniquingKeysWith: { $1 })
    var places: [Int?] = Array(repeating: nil, count: people.count)
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: "SELECT position, kind, id FROM person WHERE run = ? ORDER BY position"),
      arguments: [run])
    while let row = try rows.next() {
      guard let person = try? StoredText.person(row), let place = order[person],
        places[place] == nil
      else { continue }
      places[place] = row["position"]
    }
    return places
  }
}

/// What was found out about portals.
enum CapabilityRows {
  static func fetch(_ key: PortalKey, _ db: Database) throws -> Capabilities {
    let row = try Row.fetchOne(
      db,
      cached: """
        SELECT * FROM capability
        WHERE base_url = ? AND account = ? AND portal = ? AND instance = ?
        """,
      arguments: [key.baseURL, key.account, key.portal.text, key.instance])
    guard let row else { return Capabilities() }
    return Capabilities(
      invites: try StoredText.value(row["invites"]),
      entryRole: try StoredText.value(row["entry_role"]),
      entryProfile: try StoredText.value(row["entry_profile"]),
      clientProfile: try StoredText.value(row["client_profile"]), batchMax: row["batch_max"],
      proven: Set(
        try (row["proven"] as String).split(separator: ",").map {
          try StoredText.value(String($0), WriteKind.self)
        }))
  }

  static func store(_ found: Capabilities, _ key: PortalKey, _ db: Database) throws {
    try db.execute(
      cached: """
        INSERT OR REPLACE INTO capability (base_url, account, portal, instance, invites,
          entry_role, entry_profile, batch_max, proven, client_profile)
        VALUES (?,?,?,?,?,?,?,?,?,?)
        """,
      arguments: [
        key.baseURL, key.account, key.portal.text, key.instance, found.invites.rawValue,
        found.entryRole.rawValue, found.entryProfile.rawValue, found.batchMax,
        found.proven.map(\.rawValue).sorted().joined(separator: ","), found.clientProfile.rawValue,
      ])
  }
}
