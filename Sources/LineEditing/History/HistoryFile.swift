import Glibc

/// An append-only file of lines, readable by its owner alone, shared under a lock by sessions.
final class HistoryFile {
  private let path: String
  private let descriptor: Int32

  /// The most that is read of a file that has grown for years: its end.
  private static let readingLimit = 8 << 20

  /// Opens or makes the file; 0600 from the first system call.
  init(path: String) throws(HistoryFailure) {
    let flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    let descriptor = open(path, flags, 0o600)
    guard descriptor >= 0 else {
      switch errno {
      case ELOOP: throw .symbolicLink(path: path)
      case EISDIR: throw .notRegularFile(path: path)
      default: throw .system(path: path, errno: errno)
      }
    }
    self.path = path
    self.descriptor = descriptor
    try checkFile()
  }

  deinit {
    close(descriptor)
  }

  private func checkFile() throws(HistoryFailure) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(path: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile(path: path) }
    guard status.st_uid == geteuid() else { throw .foreignOwner(path: path) }
    if status.st_mode & 0o077 != 0, fchmod(descriptor, 0o600) != 0 {
      throw .system(path: path, errno: errno)
    }
  }

  /// The newest entries, oldest first; lines that are no entries are passed over.
  func load(limit: Int) throws(HistoryFailure) -> [String] {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw .system(path: path, errno: errno) }
    let start = max(0, Int(size) - Self.readingLimit)
    var bytes = [UInt8](repeating: 0, count: Int(size) - start)
    var filled = 0
    while filled < bytes.count {
      let count = bytes[filled...].withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, $0.count, off_t(start + filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(path: path, errno: errno) }
      if count == 0 { break }
      filled += count
    }
    var lines = bytes[..<filled].split(separator: UInt8(ascii: "\n"))
    if start > 0, !lines.isEmpty { lines.removeFirst() }
    return lines.suffix(max(0, limit)).compactMap {
      HistoryEntryCoding.decode(String(decoding: $0, as: UTF8.self))
    }
  }

  /// Adds an entry, whole or not at all as far as other sessions can see.
  func append(_ entry: String) throws(HistoryFailure) {
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw .system(path: path, errno: errno) }
    }
    defer { flock(descriptor, LOCK_UN) }
    var bytes = Array(HistoryEntryCoding.encode(entry).utf8) + [UInt8(ascii: "\n")]
    // A line that another session could not finish must not swallow this one.
    if let last = lastByte(), last != UInt8(ascii: "\n") {
      bytes.insert(UInt8(ascii: "\n"), at: 0)
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(path: path, errno: errno) }
      rest = rest.dropFirst(count)
    }
  }

  private func lastByte() -> UInt8? {
    let size = lseek(descriptor, 0, SEEK_END)
    var byte: UInt8 = 0
    guard size > 0, pread(descriptor, &byte, 1, size - 1) == 1 else { return nil }
    return byte
  }
}
