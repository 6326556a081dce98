import Glibc

/// Why lines are not kept between sessions; the editor works without.
package enum HistoryFailure: Error, Hashable, Sendable {
  /// The path leads through a symbolic link to somewhere else.
  case symbolicLink(path: String)
  /// The file has another name elsewhere.
  case hardLink(path: String)
  /// The file belongs to another account.
  case foreignOwner(path: String)
  /// The path names a directory, a pipe or a device.
  case notRegularFile(path: String)
  /// Another process has it locked, and has had it for a while.
  case locked(path: String)
  /// The system refused to open, read or write the file.
  case system(path: String, errno: Int32)
}

extension HistoryFailure {
  /// What is wrong, with the path, for a message.
  package var words: String { "\(path): \(reason)" }

  /// What is wrong with the file.
  package var reason: String {
    switch self {
    case .symbolicLink: "it is a symbolic link"
    case .hardLink: "it has another name elsewhere (a hard link)"
    case .foreignOwner: "it belongs to somebody else"
    case .notRegularFile: "it is no regular file"
    case .locked: "another process has it locked"
    case .system(_, let code): String(cString: strerror(code))
    }
  }

  private var path: String {
    switch self {
    case .symbolicLink(let path), .hardLink(let path), .foreignOwner(let path),
      .notRegularFile(let path), .locked(let path), .system(let path, _):
      path
    }
  }
}
