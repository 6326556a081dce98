import Glibc
import ImportEngine

/// Which file a path leads to, so that one moved, deleted or replaced since is told.
struct FileIdentity: Sendable {
  private let path: String
  private let number: (device: dev_t, node: ino_t)?

  /// Notes the file that is at a path now.
  init(_ path: String) {
    self.path = path
    number = Self.number(of: path)
  }

  /// Makes sure that it is still there, else throws `gone`; of a file that was not there at first nothing is
  /// said. SQLite itself goes on with a file that has no name any more, and what it then calls durable is
  /// gone with the process.
  func check() throws(JournalFailure) {
    guard let number else { return }
    guard let now = Self.number(of: path), now == number else {
      throw .gone(path: path)
    }
  }

  private static func number(of path: String) -> (device: dev_t, node: ino_t)? {
    var status = stat()
    return lstat(path, &status) == 0 ? (status.st_dev, status.st_ino) : nil
  }
}
