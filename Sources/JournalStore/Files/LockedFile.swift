package import ImportEngine

/// A small file that processes share under a lock, and that is only ever replaced as a whole.
package struct LockedFile: ExclusiveRecord {
  /// Milliseconds after which the lock is given up; its holder may be waiting for a server.
  private static let patience: Int64 = 60_000
  private static let step: Int64 = 20
  /// The most bytes of such a file.
  private static let largest = 1 << 20

  private let name: String
  private let directory: String
  private let clock: any ImportEngine.Clock

  /// A file of this name in a folder; nothing is made yet.
  package init(_ name: String, in directory: String, clock: any ImportEngine.Clock) {
    self.name = name
    self.directory = directory
    self.clock = clock
  }

  /// Runs the body under the lock of a file beside it; see `ExclusiveRecord`.
  package func exclusively<Value: Sendable>(
    _ body: @Sendable (_ access: any RecordAccess) async -> Value
  ) async throws(JournalFailure) -> Value {
    let lock = try await locked()
    defer { lock.release() }
    return await body(Access(name: name, directory: directory))
  }

  /// The file as it was put in place last; see `ExclusiveRecord`.
  package func glance() throws(JournalFailure) -> [UInt8] {
    try Access(name: name, directory: directory).read()
  }

  private func locked() async throws(JournalFailure) -> FileLock {
    let file = try PrivateFile("\(name).lock", in: directory)
    var waited: Int64 = 0
    while true {
      if let lock = try FileLock(trying: file) { return lock }
      guard waited < Self.patience, await clock.sleep(milliseconds: Self.step) else {
        throw .store("\(file.path) stays locked")
      }
      waited += Self.step
    }
  }

  private struct Access: RecordAccess {
    let name: String
    let directory: String

    func read() throws(JournalFailure) -> [UInt8] {
      try PrivateFolder(directory).contents(of: name, limit: LockedFile.largest)
    }

    func write(_ bytes: [UInt8]) throws(JournalFailure) {
      try PrivateFolder(directory).replace(name, with: bytes)
    }
  }
}
