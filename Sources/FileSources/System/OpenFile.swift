import Glibc

/// An open descriptor, closed when it goes out of scope.
package struct OpenFile: ~Copyable {
  /// Linux's `O_PATH`, which the Glibc module leaves out: a place to start from, even in a folder
  /// that may be passed through but not listed.
  static let pathOnly: Int32 = 0o10_000_000

  private let descriptor: Int32

  /// Opens a path, relative to a folder when one is given; never inherited by children.
  init(
    _ path: String, in folder: borrowing OpenFile, flags: Int32, mode: mode_t = 0
  ) throws(SystemFailure) {
    self.init(try Self.opened(path, at: folder.descriptor, flags: flags, mode: mode))
  }

  /// Opens an absolute path, e.g. with `O_WRONLY`.
  package init(absolute path: String, flags: Int32) throws(SystemFailure) {
    self.init(try Self.opened(path, at: AT_FDCWD, flags: flags, mode: 0))
  }

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  private static func opened(_ path: String, at folder: Int32, flags: Int32, mode: mode_t)
    throws(SystemFailure) -> Int32
  {
    while true {
      let descriptor = openat(folder, path, flags | O_CLOEXEC, mode)
      if descriptor >= 0 { return descriptor }
      if errno != EINTR { throw .last }
    }
  }

  /// What the open file is.
  func status() throws(SystemFailure) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last }
    return status
  }

  /// What stands under a name in this folder, links not followed; nil when nothing does.
  func status(of name: String) throws(SystemFailure) -> stat? {
    var status = stat()
    if fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
    if errno == ENOENT { return nil }
    throw .last
  }

  /// Renames within this folder, in the place of what has the target name.
  func rename(_ name: String, to target: String) throws(SystemFailure) {
    guard renameat(descriptor, name, descriptor, target) == 0 else { throw .last }
  }

  /// Takes away what a failed write left. If that fails too there is nothing to add to the failure
  /// that is being told.
  func discard(_ name: String) {
    unlinkat(descriptor, name, 0)
  }

  /// Everything from here to the end; nil when that is more than `limit` bytes.
  func readAll(limit: Int) throws(SystemFailure) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw .last
      }
      guard bytes.count + count <= limit else { return nil }
      bytes += chunk[..<count]
    }
  }

  /// Writes all bytes and waits until they are on the disk.
  package func writeDurably(_ bytes: [UInt8]) throws(SystemFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .last
      }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw .last }
  }
}
