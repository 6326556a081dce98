import ImportEngine
import ImportModel

/// A file whose lock the system frees when the process ends, however it ends.
final class PortalLock: PortalHold {
  private let lock: FileLock

  /// Takes the lock of a portal in a folder, and notes there whose it is; fails with `held` when
  /// another process has it, whichever account it is signed in with.
  init(_ key: PortalKey, in directory: String) throws(JournalFailure) {
    let name = SHA256().digest(
      of: Array([key.baseURL, key.portal.text, key.instance].joined(separator: "\n").utf8))
    let file = try PrivateFile(Self.start + name.prefix(24) + Self.end, in: directory)
    guard let lock = try FileLock(trying: file) else { throw .held(by: FileLock.holder(of: file)) }
    lock.noteHolder()
    self.lock = lock
  }

  func release() async { lock.release() }

  private static let (start, end) = ("portal-", ".lock")

  /// Whether a file of this name is the lock of a portal.
  static func isName(_ name: String) -> Bool { name.hasPrefix(start) && name.hasSuffix(end) }
}

/// A journal in memory belongs to one session, whose imports come one after another.
struct SoleHold: PortalHold {
  func release() async {}
}
