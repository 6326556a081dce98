/// What a session may set about an import.
package struct EngineSettings: Hashable, Sendable {
  /// Whom Zoho is asked to write to.
  package enum Notify: String, CaseIterable, Sendable {
    /// People new to the portal.
    case on
    case off
    /// People already there too, for each project they join.
    case all
  }

  /// The most people in one call, at least 1.
  package var batch: Int
  /// How long a list may lag behind a write before it may conclude that something is absent.
  package var settleMilliseconds: Int64
  /// How long one exchange may take.
  package var deadlineMilliseconds: Int64
  package var notify: Notify
  /// Calls to one endpoint pattern within a window.
  package var rateLimit: Int
  /// The length of that window.
  package var rateWindowSeconds: Int
  /// How many write calls may be under way at a time, at least 1.
  package var concurrency = 1
  /// Whether a run sits out a lock-out instead of ending with it.
  package var waits = false

  package init(
    batch: Int = 50, settleMilliseconds: Int64 = 10_000, deadlineMilliseconds: Int64 = 30_000,
    notify: Notify = .on, rateLimit: Int = 95, rateWindowSeconds: Int = 120
  ) {
    self.batch = batch
    self.settleMilliseconds = settleMilliseconds
    self.deadlineMilliseconds = deadlineMilliseconds
    self.notify = notify
    self.rateLimit = rateLimit
    self.rateWindowSeconds = rateWindowSeconds
  }
}
