import ImportEngine
import Glibc

/// A regular file read whole.
struct FileContents {
  /// Absolute, links resolved.
  let path: String
  let bytes: [UInt8]
  /// The user it belongs to.
  let owner: uid_t
  let mode: mode_t
}

extension FileLocator {
  /// Reads a regular file of at most `limit` bytes. A pipe or a device is refused, not waited for.
  func contents(of path: String, scope: FileScope, limit: Int) throws(FileFailure)
    -> FileContents
  {
    let file = try existing(path, scope: scope)
    do {
      guard let before = try file.folder.status(of: file.name) else {
        throw FileFailure.notFound(path: path)
      }
      guard before.isRegular else { throw FileFailure.notRegular(path: path) }
      let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
      let opened = try OpenFile(file.name, in: file.folder, flags: flags)
      let status = try opened.status()
      guard status.isRegular else { throw FileFailure.notRegular(path: path) }
      guard status.st_size <= limit, let bytes = try opened.readAll(limit: limit) else {
        throw FileFailure.tooLarge(path: path, limit: limit)
      }
      return FileContents(
        path: file.path, bytes: bytes, owner: status.st_uid, mode: status.st_mode)
    } catch let failure as FileFailure {
      throw failure
    } catch let failure as SystemFailure {
      throw failure.code == ELOOP
        ? .notAllowed(path: path) : .unreadable(path: path, reason: failure.reason)
    } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
  }
}
