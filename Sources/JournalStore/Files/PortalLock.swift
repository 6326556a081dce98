import Glibc
import ImportEngine
import ImportModel
import Synchronization

/// A file whose lock the system frees when the process ends, however it ends.
final class PortalLock: PortalHold {
  private let descriptor: Mutex<Int32?>

  /// Takes the lock of a portal in a folder; fails with `held` when another process has it.
  init(_ key: PortalKey, in directory: String) throws(JournalFailure) {
    let name = SHA256().digest(
      of: Array(
        [key.baseURL, key.account, key.portal.text, key.instance].joined(separator: "\n").utf8))
    let file = try PrivateFile("portal-\(name.prefix(24)).lock", in: directory)
    let opened = open(file.path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else { throw .unsafe(path: file.path, String(cString: strerror(errno))) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(opened)
      if code == EWOULDBLOCK { throw .held }
      throw .store("the portal can't be locked: \(String(cString: strerror(code)))")
    }
    descriptor = Mutex(opened)
  }

  deinit { letGo() }

  func release() async { letGo() }

  private func letGo() {
    let held = descriptor.withLock { descriptor in
      defer { descriptor = nil }
      return descriptor
    }
    if let held { close(held) }
  }
}

/// A journal in memory belongs to one session, whose imports come one after another.
struct SoleHold: PortalHold {
  func release() async {}
}
