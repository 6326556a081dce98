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

  /// Takes the lock if it is free; nil when somebody has it.
  init?(trying file: PrivateFile) throws(JournalFailure) {
    let opened = try Self.opened(file)
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
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

  /// The process that noted itself in a file last; nil where none did.
  static func holder(of file: PrivateFile) -> Int32? {
    let opened = open(file.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { return nil }
    defer { close(opened) }
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = max(pread(opened, &bytes, bytes.count, 0), 0)
    return Int32(
      String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }

  private static func opened(_ file: PrivateFile) throws(JournalFailure) -> Int32 {
    let opened = open(file.path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else {
      throw PrivateFile.failure(at: file.path, errno)
    }
    return opened
  }
}
