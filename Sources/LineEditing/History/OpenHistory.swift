import Glibc

/// A history file that is open; letting go of it closes and unlocks it.
final class OpenHistory {
  /// What it is opened for.
  enum Purpose {
    case reading
    /// It is made where it is not there.
    case appending
    /// It must not be there.
    case creating

    fileprivate var flags: Int32 {
      switch self {
      case .reading: O_RDONLY
      case .appending: O_RDWR | O_APPEND | O_CREAT
      case .creating: O_WRONLY | O_CREAT | O_EXCL
      }
    }
  }

  private let path: String
  private let descriptor: Int32

  /// Opens it, without following a link; nil where there is none to read.
  init?(_ path: String, _ purpose: Purpose) throws(HistoryFailure) {
    let flags = purpose.flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    let descriptor = open(path, flags, 0o600)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT where purpose == .reading: return nil
      case ELOOP: throw .symbolicLink(path: path)
      case EISDIR: throw .notRegularFile(path: path)
      default: throw .system(path: path, errno: errno)
      }
    }
    self.path = path
    self.descriptor = descriptor
    try check()
  }

  deinit { close(descriptor) }

  private var failure: HistoryFailure { .system(path: path, errno: errno) }

  private func check() throws(HistoryFailure) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile(path: path) }
    guard status.st_uid == geteuid() else { throw .foreignOwner(path: path) }
    guard status.st_nlink <= 1 else { throw .hardLink(path: path) }
    if status.st_mode & 0o077 != 0, fchmod(descriptor, 0o600) != 0 { throw failure }
  }

  /// Waits until nobody else has the lock, but not for longer than this.
  func lock(_ patience: Duration) throws(HistoryFailure) {
    let end = ContinuousClock.now + patience
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EINTR || errno == EWOULDBLOCK else { throw failure }
      guard ContinuousClock.now < end else { throw .locked(path: path) }
      usleep(2000)
    }
  }

  /// Whether nobody has put another file at its path.
  var isStillAtPath: Bool {
    var (own, there) = (stat(), stat())
    guard fstat(descriptor, &own) == 0, lstat(path, &there) == 0 else { return false }
    return own.st_dev == there.st_dev && own.st_ino == there.st_ino
  }

  /// In bytes.
  func size() throws(HistoryFailure) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure }
    return Int(status.st_size)
  }

  /// Everything from a position on.
  func bytes(from start: Int) throws(HistoryFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(0, try size() - start))
    var filled = 0
    while filled < bytes.count {
      let count = bytes[filled...].withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, $0.count, off_t(start + filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes[..<filled])
  }

  /// Writes all of it.
  func write(_ bytes: [UInt8]) throws(HistoryFailure) {
    if let code = PatientTransfer.write(bytes, to: descriptor) {
      throw .system(path: path, errno: code)
    }
  }

  /// Takes back what could not be written whole; where even that fails, the next line begins anew.
  func truncate(to size: Int) { ftruncate(descriptor, off_t(size)) }

  /// Goes to the place of another file, once its content is on the disk.
  func takePlace(of other: String) throws(HistoryFailure) {
    guard fsync(descriptor) == 0, rename(path, other) == 0 else { throw failure }
  }
}
