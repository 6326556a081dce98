import Dispatch
import Fuzzing

/// What needs libraries of others: archives, credentials, SQLite.
let storeTargets = [
  zipTarget, inflateTarget, bulkTarget, pageTarget, loginTarget, secretsTarget, helperTarget,
  hostTarget, journalTarget, slotsTarget, fileTarget, snapshotTarget,
]

/// Waits for work that is asynchronous by its type alone.
func wait(_ work: @escaping @Sendable () async -> Void) {
  let end = DispatchSemaphore(value: 0)
  Task.detached {
    await work()
    end.signal()
  }
  end.wait()
}
