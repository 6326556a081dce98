import Glibc

/// Which file a name stands for, whatever happens to the name later.
struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let node: UInt64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    node = UInt64(status.st_ino)
  }
}

extension stat {
  /// Whether it is a plain file, neither folder nor link, pipe or device.
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
}
