import Glibc
import ImportEngine
import ImportModel

/// A file whose lock the system frees when the process ends, however it ends.
final class PortalLock: PortalHold {
  private let lock: FileLock

  /// Takes the lock of a portal in a folder, and notes there whose it is; fails with `held` when
  /// another process has it, whichever account it is signed in with.
  init(_ key: PortalKey, in directory: String) throws(JournalFailure) {
    let file = try PrivateFile(Self.name(of: key), in: directory)
    guard let lock = try FileLock(trying: file) else { throw .held(by: FileLock.noted(in: file)) }
    lock.noteHolder()
    self.lock = lock
  }

  func release() async { lock.release() }

  /// Who has the lock of a portal in a folder; its file is not made. See `RunJournal`.
  static func holder(of key: PortalKey, in directory: String) -> PortalHolder {
    do throws(JournalFailure) {
      guard let file = try PrivateFolder(directory).opened(name(of: key)) else { return .nobody }
      defer { close(file) }
      return FileLock.holder(of: file)
    } catch {
      return .unknown
    }
  }

  private static let (start, end) = ("portal-", ".lock")

  private static func name(of key: PortalKey) -> String {
    let parts = [key.baseURL, key.portal.text, key.instance].joined(separator: "\n")
    return start + SHA256().digest(of: Array(parts.utf8)).prefix(24) + end
  }

  /// Whether a file of this name is the lock of a portal.
  static func isName(_ name: String) -> Bool { name.hasPrefix(start) && name.hasSuffix(end) }
}

/// A journal in memory belongs to one session, whose imports come one after another.
struct SoleHold: PortalHold {
  func release() async {}
}
