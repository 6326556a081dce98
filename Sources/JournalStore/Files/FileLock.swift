import Glibc
import ImportEngine
import Synchronization

/// A lock on a file that excludes all other processes, and other locks of this one; the system frees
/// it when the process ends.
final class FileLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// Waits for the lock; meant for what takes moments.
  init(_ file: PrivateFile) throws(JournalFailure) {
    let opened = try Self.opened(file)
    while flock(opened, LOCK_EX) != 0 {
      let code = errno
      if code == EINTR { continue }
      close(opened)
      throw .store("\(file.path) can't be locked: \(String(cString: strerror(code)))")
    }
    descriptor = Mutex(opened)
  }

  /// How often, and how long at a time in microseconds, a lock waits for those who only look.
  private static let (looks, look): (Int, UInt32) = (20, 5_000)

  /// Takes the lock if it is free; nil when somebody has it. Who only looks at it is waited for.
  init?(trying file: PrivateFile) throws(JournalFailure) {
    let opened = try Self.opened(file)
    var left = Self.looks
    while flock(opened, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EWOULDBLOCK, left > 0, Self.isTaken(opened) == false {
        left -= 1
        usleep(Self.look)
        continue
      }
      close(opened)
      if code == EWOULDBLOCK { return nil }
      throw .store("\(file.path) can't be locked: \(String(cString: strerror(code)))")
    }
    descriptor = Mutex(opened)
  }

  deinit { release() }

  /// Lets go; later calls do nothing.
  func release() {
    let held = descriptor.withLock { descriptor in
      defer { descriptor = nil }
      return descriptor
    }
    if let held { close(held) }
  }

  /// Writes into the file which process has the lock. For people alone: who excludes whom is the
  /// system's affair, so nothing hangs on whether it can be written.
  func noteHolder() {
    let text = Array("\(getpid())\n".utf8)
    descriptor.withLock { descriptor in
      guard let descriptor, ftruncate(descriptor, 0) == 0 else { return }
      _ = pwrite(descriptor, text, text.count, 0)
    }
  }

  /// Who has the lock of a file that is open; it is in the way of nobody but for a moment, which
  /// ``init(trying:)`` waits for.
  static func holder(of descriptor: Int32) -> PortalHolder {
    isTaken(descriptor).map { $0 ? .process(noted(in: descriptor)) : .nobody } ?? .unknown
  }

  /// The process that noted itself in a file last; nil where none did.
  static func noted(in file: PrivateFile) -> Int32? {
    let opened = open(file.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { return nil }
    defer { close(opened) }
    return noted(in: opened)
  }

  private static func noted(in descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = max(pread(descriptor, &bytes, bytes.count, 0), 0)
    return Int32(
      String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }

  /// Whether somebody has the lock of a file that is open here without it; nil: it can't be told. Those
  /// who ask share it for that moment, so that they don't take each other for its holder.
  private static func isTaken(_ descriptor: Int32) -> Bool? {
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else {
      return errno == EWOULDBLOCK ? true : nil
    }
    return flock(descriptor, LOCK_UN) == 0 ? false : nil
  }

  private static func opened(_ file: PrivateFile) throws(JournalFailure) -> Int32 {
    let opened = open(file.path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else {
      throw PrivateFile.failure(at: file.path, errno)
    }
    return opened
  }
}
