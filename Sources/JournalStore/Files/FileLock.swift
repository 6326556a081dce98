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

  private static func opened(_ file: PrivateFile) throws(JournalFailure) -> Int32 {
    let opened = open(file.path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else {
      throw .unsafe(path: file.path, String(cString: strerror(errno)))
    }
    return opened
  }
}
