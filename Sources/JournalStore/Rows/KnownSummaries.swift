import GRDB
import ImportEngine
import Synchronization

/// The runs of a journal as they were last looked at: one that has ended stays as it is, so that only new
/// ones, and those that were unfinished, are read again. The prompt asks for all of them before each line,
/// and a run may have planned ten thousand people.
///
/// It may outlast a journal that is closed and opened again. Runs only ever follow each other: as long as
/// the newest of those that have ended is the one it knows, so are all before it.
package final class KnownSummaries: Sendable {
  private struct State {
    /// Newest first.
    var ended: [RunSummary] = []
    var unfinished: Set<Int> = []
    /// The highest number there was.
    var last = 0
  }

  private let state = Mutex(State())

  /// Of no journal yet.
  package init() {}

  /// Every run, newest first.
  func all(_ db: Database) throws -> [RunSummary] {
    try state.withLock { state in
      if let newest = state.ended.first, try !Self.isThere(newest, db) { state = State() }
      let read = try SummaryRows.fetch(after: state.last, or: state.unfinished, db)
      let unfinished = read.filter { $0.endedAt == nil }
      state.unfinished = Set(unfinished.map(\.run))
      state.last = max(state.last, read.first?.run ?? 0)
      let ended = read.filter { $0.endedAt != nil }
      Self.put(ended, in: &state.ended)
      var all = state.ended
      Self.put(unfinished, in: &all)
      return all
    }
  }

  private static func isThere(_ run: RunSummary, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      cached: """
        SELECT EXISTS (SELECT 1 FROM run
          WHERE id = ? AND started_at = ? AND ended_at = ? AND plan = ?)
        """, arguments: [run.run, run.startedAt, run.endedAt, run.planDigest]) == true
  }

  /// Puts runs among others, both newest first: nearly always all of them before the others, in one step.
  private static func put(_ runs: [RunSummary], in others: inout [RunSummary]) {
    guard let oldest = runs.last else { return }
    if let newest = others.first, oldest.run < newest.run {
      others = (runs + others).sorted { $0.run > $1.run }
    } else {
      others.insert(contentsOf: runs, at: 0)
    }
  }
}
