import GRDB
import ImportEngine
import ImportModel

/// What read-backs showed of calls.
enum SettlementRows {
  /// Returns which read-back of the call it is, from 1.
  static func insert(_ record: SettlementRecord, _ run: Int, _ db: Database) throws -> Int {
    try RunExistence.check(run, db)
    guard !record.findings.isEmpty else {
      throw JournalFailure.store("a read-back of call \(record.number) that found nothing out")
    }
    let last = try Int.fetchOne(
      db, cached: "SELECT max(round) FROM settlement WHERE run = ? AND number = ?",
      arguments: [run, record.number])
    let round = (last ?? 0) + 1
    for (n, finding) in record.findings.enumerated() {
      try db.execute(
        cached: """
          INSERT INTO settlement (run, number, round, n, email, state, at) VALUES (?,?,?,?,?,?,?)
          """,
        arguments: [
          run, record.number, round, n, finding.person?.text, finding.state.rawValue, record.at,
        ])
    }
    return round
  }

  /// Those of a run by the numbers of their calls, in the order recorded.
  static func fetch(_ part: RunPart, _ db: Database) throws -> [Int: [SettlementRecord]] {
    let (condition, arguments) = part.ofCalls
    let rows = try Row.fetchAll(
      db, cached: "SELECT * FROM settlement WHERE \(condition) ORDER BY number, round, n",
      arguments: arguments)
    var found: [Int: [SettlementRecord]] = [:]
    var index = rows.startIndex
    while index < rows.endIndex {
      let first = rows[index]
      let (number, round): (Int, Int) = (first["number"], first["round"])
      let end =
        rows[index...].firstIndex { $0["number"] != number || $0["round"] != round }
        ?? rows.endIndex
      found[number, default: []].append(
        SettlementRecord(
          number: number,
          findings: try rows[index..<end].map { row in
            SettlementRecord.Finding(
              try (row["email"] as String?).map { try StoredText.email($0) },
              try StoredText.value(row["state"]))
          }, at: first["at"]))
      index = end
    }
    return found
  }
}
