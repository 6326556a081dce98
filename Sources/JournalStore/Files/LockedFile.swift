import Glibc
package import ImportEngine

/// A small file that processes share under a lock, and that is only ever replaced as a whole.
package struct LockedFile: ExclusiveRecord {
  /// Milliseconds after which the lock is given up; its holder may be waiting for a server.
  private static let patience: Int64 = 60_000
  private static let step: Int64 = 20

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
      let file = try PrivateFile(name, in: directory)
      let descriptor = open(file.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { throw .unsafe(path: file.path, errorText()) }
      defer { close(descriptor) }
      var bytes = [UInt8](repeating: 0, count: 64 * 1024)
      let count = Glibc.read(descriptor, &bytes, bytes.count)
      guard count >= 0 else { throw .store("\(file.path): \(errorText())") }
      return Array(bytes.prefix(count))
    }

    func write(_ bytes: [UInt8]) throws(JournalFailure) {
      let file = try PrivateFile(name, in: directory)
      let new = file.path + ".new"
      // What a process left that died while writing; nobody else writes it under the lock.
      unlink(new)
      let descriptor = open(new, O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_WRONLY, 0o600)
      guard descriptor >= 0 else { throw .unsafe(path: new, errorText()) }
      let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count
      let isKept = isWritten && fsync(descriptor) == 0
      let words = errorText()
      close(descriptor)
      guard isKept, rename(new, file.path) == 0 else {
        unlink(new)
        throw .store("\(file.path) can't be written: \(words)")
      }
      try syncDirectory()
    }

    /// The new name is durable only when its folder is.
    private func syncDirectory() throws(JournalFailure) {
      let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard folder >= 0 else { throw .store("\(directory): \(errorText())") }
      defer { close(folder) }
      guard fsync(folder) == 0 else { throw .store("\(directory): \(errorText())") }
    }

    private func errorText() -> String { String(cString: strerror(errno)) }
  }
}
