/// Why lines are not kept between sessions; the editor works without.
package enum HistoryFailure: Error, Hashable, Sendable {
  /// The path leads through a symbolic link to somewhere else.
  case symbolicLink(path: String)
  /// The file belongs to another account.
  case foreignOwner(path: String)
  /// The path names a directory, a pipe or a device.
  case notRegularFile(path: String)
  /// The system refused to open, read or write the file.
  case system(path: String, errno: Int32)
}
