import GRDB
import ImportEngine
import ImportModel

/// A run as it was begun, with what was sent since.
enum ResumptionRows {
  static func fetch(_ run: Int, _ db: Database) throws -> RunResumption {
    let row = try Row.fetchOne(db, cached: "SELECT * FROM run WHERE id = ?", arguments: [run])
    guard let row else { throw JournalFailure.unknownRun(run) }
    let items = try PlannedRows.items(RunPart(run), db)
    return RunResumption(
      run: run,
      opening: RunOpening(
        context: try SummaryRows.context(row), planDigest: row["plan"], stateDigest: row["state"],
        reason: row["reason"], startedAt: row["started_at"],
        people: try PlannedRows.people(RunPart(run), db).map(\.0), items: items.map(\.snapshot),
        settings: RunSettings(
          notify: try StoredText.value(row["notify"]), batch: row["batch"]),
        revertOf: row["revert_of"]),
      calls: try CallRows.fetch(RunPart(run), db),
      readings: items.compactMap { item in
        item.after.map { ItemReading(item: item.snapshot.item, now: $0) }
      }, endedAt: row["ended_at"])
  }
}
