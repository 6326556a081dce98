import GRDB
import GRDBSQLite
import Synchronization

extension DatabaseQueue {
  /// How many steps of its machine SQLite takes for what is done meanwhile: the same wherever it runs.
  func steps(of body: () async throws -> Void) async throws -> Int {
    let counter = StepCounter()
    try await write { counter.watch($0.sqliteConnection) }
    try await body()
    try await write { sqlite3_progress_handler($0.sqliteConnection, 0, nil, nil) }
    return counter.count.load(ordering: .relaxed)
  }
}

/// Counts what SQLite calls it for.
private final class StepCounter: Sendable {
  let count = Atomic(0)

  func watch(_ connection: OpaquePointer?) {
    sqlite3_progress_handler(
      connection, 1,
      { counter in
        if let counter {
          Unmanaged<StepCounter>.fromOpaque(counter).takeUnretainedValue().count
            .add(1, ordering: .relaxed)
        }
        return 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
