import Glibc
package import ImportEngine

/// Handed over in a file that only its owner may read, or by standard input.
extension GivenSecrets {
  /// Reads `client-id = …`, `client-secret = …` and `code = …`, one a line; blank lines and those that
  /// begin `#` are passed over.
  package init(_ bytes: [UInt8], path: String) throws(SignInFailure) {
    var values: [String: String] = [:]
    let text = String(decoding: bytes.filter { $0 != 0x0D }, as: UTF8.self)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingWhitespace() }
      if line.trimmingWhitespace().isEmpty || line.hasPrefix("#") { continue }
      guard parts.count == 2, ["client-id", "client-secret", "code"].contains(parts[0]),
        values.updateValue(parts[1], forKey: parts[0]) == nil
      else { throw .damaged(path: path, line: index + 1) }
    }
    self.init(
      clientID: values["client-id"], clientSecret: values["client-secret"].map(Secret.init),
      code: values["code"].map(Secret.init))
  }

  /// Reads a file that is ours and that nobody else may read, never through a link; `-` is standard
  /// input.
  package init(at path: String) throws(SignInFailure) {
    let descriptor =
      path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .unsafe(
        path: path, reason: errno == ELOOP ? "is a symbolic link" : String(cString: strerror(errno))
      )
    }
    defer { if path != "-" { close(descriptor) } }
    if path != "-" { try Self.check(descriptor, path) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while bytes.count < 64 * 1024 {
      let count = read(descriptor, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw .store("\(path) can't be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { break }
      bytes += part[..<count]
    }
    try self.init(bytes, path: path)
  }

  private static func check(_ descriptor: Int32, _ path: String) throws(SignInFailure) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .unsafe(path: path, reason: String(cString: strerror(errno)))
    }
    if status.st_mode & S_IFMT != S_IFREG {
      throw .unsafe(path: path, reason: "is no regular file")
    }
    if status.st_uid != geteuid() { throw .unsafe(path: path, reason: "belongs to somebody else") }
    if status.st_mode & 0o077 != 0 { throw .unsafe(path: path, reason: "is open to others") }
  }
}

extension Substring {
  /// Without the blanks and tabs around it.
  fileprivate func trimmingWhitespace() -> String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    let start = drop(while: isBlank)
    return String(start.reversed().drop(while: isBlank).reversed())
  }
}
