import Glibc

/// By what a file that was written since is known, be it with the bytes that it held.
package struct FileStamp: Hashable, Sendable {
  private let inode: UInt64
  /// In bytes.
  private let size: Int64
  /// When its bytes, and when anything about it changed: seconds and nanoseconds of each.
  private let changes: [Int]

  /// That of a file as it is now, of a link itself; nil where there is none.
  package init?(of path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    (inode, size) = (UInt64(status.st_ino), Int64(status.st_size))
    changes = [
      status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
    ]
  }

  /// Makes an open file one that was written a minute ago: times go by ticks, and a write within the
  /// same tick would not be seen. Returns the error number where that fails.
  package static func antedate(_ descriptor: Int32) -> Int32? {
    let before = timespec(tv_sec: time(nil) - 60, tv_nsec: 0)
    return futimens(descriptor, [before, before]) == 0 ? nil : errno
  }
}
