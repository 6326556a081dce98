import Glibc
package import ImportEngine

/// A file that only its owner may read, in a folder that nobody else may write to.
package struct PrivateFile: Sendable {
  /// Where the file is.
  package let path: String

  /// Makes sure of the folder, which is made when missing, and of the file, which is created empty
  /// with mode 0600 before anybody else opens it.
  package init(_ name: String, in directory: String) throws(JournalFailure) {
    path = directory + "/" + name
    try Self.secure(directory: directory)
    let descriptor = open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_RDWR, 0o600)
    if descriptor >= 0 {
      close(descriptor)
    } else if errno != EEXIST {
      throw Self.failure(at: path, errno)
    }
    try Self.check(path, type: S_IFREG, forbidden: 0o077)
  }

  private static func secure(directory: String) throws(JournalFailure) {
    if mkdir(directory, 0o700) != 0, errno != EEXIST { throw failure(at: directory, errno) }
    try check(directory, type: S_IFDIR, forbidden: 0o022)
  }

  /// Makes sure of the files that SQLite keeps beside a database while it works: one that is there is
  /// used as it is, whoever made it.
  func checkCompanions() throws(JournalFailure) {
    for ending in ["-wal", "-shm", "-journal"] {
      var status = stat()
      // Another process may take it away at any time, hence looked at once.
      guard lstat(path + ending, &status) == 0 else { continue }
      try Self.check(path + ending, status, type: S_IFREG, forbidden: 0o077)
    }
  }

  private static func check(
    _ path: String, type: mode_t, forbidden: mode_t
  ) throws(JournalFailure) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw .unsafe(path: path, errorText()) }
    try check(path, status, type: type, forbidden: forbidden)
  }

  private static func check(
    _ path: String, _ status: stat, type: mode_t, forbidden: mode_t
  ) throws(JournalFailure) {
    let kind = status.st_mode & S_IFMT
    if kind == S_IFLNK { throw .unsafe(path: path, "is a symbolic link") }
    if kind != type { throw .unsafe(path: path, "is of another type") }
    if status.st_uid != geteuid() { throw .unsafe(path: path, "belongs to somebody else") }
    if status.st_mode & forbidden != 0 { throw .unsafe(path: path, "is open to others") }
    if type == S_IFREG, status.st_nlink != 1 { throw .unsafe(path: path, "has another name") }
  }

  /// Why a file or folder can't be had: what is read-only or full is as safe as before.
  /// `code` is an `errno`.
  package static func failure(at path: String, _ code: Int32) -> JournalFailure {
    let words = String(cString: strerror(code))
    return [EROFS, ENOSPC, EDQUOT, EIO].contains(code)
      ? .store("\(path): \(words)") : .unsafe(path: path, words)
  }

  private static func errorText() -> String {
    strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
  }
}
