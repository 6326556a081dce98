import CLibEdit
import Glibc

/// The user's own key bindings: `~/.editrc`, or the file `$EDITRC` names.
enum Editrc {
  /// The most that is read of the file, in bytes.
  private static let sizeLimit = 64 * 1024
  /// libedit parses a key or its text in a buffer of 1024 characters.
  private static let lineLimit = 512

  /// Runs the lines that are allowed; a missing or unreadable file is no error. Returns those that are
  /// left out because their keys would type without end.
  static func apply(to editor: OpaquePointer) -> [String] {
    guard let path = path(), let text = read(path) else { return [] }
    var macros = KeyMacros()
    var endless: [String] = []
    for line in text.split(whereSeparator: \.isNewline).map(String.init) where isAllowed(line) {
      if macros.admit(EditrcWords.words(of: line)) {
        cle_run(editor, WideText.terminated(line.unicodeScalars))
      } else {
        endless.append(line)
      }
    }
    return endless
  }

  /// Whether a line may run: bindings and switches of mode only, and no key that stands for text
  /// with an end of line in it, which would run a command nobody looked at.
  static func isAllowed(_ line: String) -> Bool {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard line.count <= lineLimit, let first = words.first, words.count >= 2,
      first.split(separator: ":").last == "bind", words[1] != "-l"
    else { return false }
    guard !KeyBindings.unsafeFunctions.contains(where: { line.contains($0) }) else { return false }
    guard words.contains(where: { $0.hasPrefix("-") && $0.contains("s") }) else { return true }
    let text = line.lowercased()
    let lineEnds = ["^j", "^m", "\\n", "\\r", "\\012", "\\015", "\\12", "\\15", "\\u+"]
    return !lineEnds.contains { text.contains($0) }
  }

  private static func path() -> String? {
    if let path = getenv("EDITRC") { return String(cString: path) }
    return getenv("HOME").map { String(cString: $0) + "/.editrc" }
  }

  private static func read(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid() || status.st_uid == 0
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: sizeLimit)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }
}
