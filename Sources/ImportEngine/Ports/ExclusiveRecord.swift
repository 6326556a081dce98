/// A few bytes that processes share, looked at and changed by one at a time.
package protocol ExclusiveRecord: Sendable {
  /// Runs the body while nobody else has the record, in this process or another; waits for that, and
  /// fails when it can't be had. `access` must not outlive the body.
  func exclusively<Value: Sendable>(
    _ body: @Sendable (_ access: any RecordAccess) async -> Value
  ) async throws(JournalFailure) -> Value

  /// What stands in it now, whoever has it: nobody is waited for. Empty as long as nothing was written.
  func glance() throws(JournalFailure) -> [UInt8]
}

/// A record in the hands of one.
package protocol RecordAccess: Sendable {
  /// Empty as long as nothing was written.
  func read() throws(JournalFailure) -> [UInt8]
  /// Puts all of it in place of what was there, durably and at once: nobody ever sees a part.
  func write(_ bytes: [UInt8]) throws(JournalFailure)
}
