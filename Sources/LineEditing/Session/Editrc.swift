import CLibEdit
import Glibc

/// The user's own key bindings: `~/.editrc`, or the file `$EDITRC` names.
enum Editrc {
  /// The most that is read of the file, in bytes.
  private static let sizeLimit = 64 * 1024

  /// Runs the lines that are allowed; a missing or unreadable file is no error. Returns the others that
  /// are for this program.
  static func apply(to editor: OpaquePointer, of program: String) -> [LeftOutBinding] {
    guard let path = path(), let text = read(path) else { return [] }
    var rules = EditrcRules(of: program)
    return text.split(whereSeparator: \.isNewline).map(String.init).compactMap { line in
      switch rules.judge(line) {
      case .isNothing: return nil
      case .leftOut(let reason): return LeftOutBinding(line: line, reason: reason)
      case .runs:
        let isUnderstood = cle_run(editor, WideText.terminated(line.unicodeScalars)) == 0
        return isUnderstood ? nil : LeftOutBinding(line: line, reason: .notUnderstood)
      }
    }
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

/// A line of `~/.editrc` that is not heeded, though it is for this program.
package struct LeftOutBinding: Hashable, Sendable {
  /// Why.
  enum Reason: Hashable, Sendable {
    /// It is none of `bind`, or binds nothing.
    case noBinding
    /// libedit would write past its buffers.
    case tooLong
    case openQuote
    case notUnderstood
    /// One of `KeyBindings.unsafeFunctions`.
    case unsafeFunction
    /// The key would run a command that nobody looked at.
    case runs
    /// What the key types comes back to it.
    case endless
  }

  /// As it stands in the file.
  package let line: String
  let reason: Reason

  /// Why it is left out, as a clause behind `since`.
  package var words: String {
    switch reason {
    case .noBinding: "only bindings of keys are heeded here"
    case .tooLong: "it is longer than \(EditrcRules.lineLimit) characters"
    case .openQuote: "a quote is left open"
    case .notUnderstood: "libedit does not understand it"
    case .unsafeFunction: "that function is for no key here"
    case .runs: "the key would run a command that nobody looked at"
    case .endless: "what it types comes back to it for ever"
    }
  }
}

/// Which lines may run, each judged by the words that libedit makes of it and by the lines before it.
struct EditrcRules {
  /// libedit parses a key or its text in a buffer of 1024 characters.
  static let lineLimit = 512

  enum Verdict: Hashable {
    case runs
    /// Blank, a comment, another program's, or as it is anyway.
    case isNothing
    case leftOut(LeftOutBinding.Reason)
  }

  private let program: String
  private var macros = KeyMacros()

  init(of program: String) {
    self.program = program
  }

  /// Whether a line may run: bindings and switches of mode only, and no key that stands for text which
  /// ends the line, and so would run a command nobody looked at.
  mutating func judge(_ line: String) -> Verdict {
    let scalars = line.unicodeScalars.drop { $0.properties.isWhitespace }
    guard let first = scalars.first, first != "#" else { return .isNothing }
    // A character may have any number of scalars, each of which takes its place.
    guard line.unicodeScalars.count <= Self.lineLimit else { return .leftOut(.tooLong) }
    let words = EditrcWords.words(of: line)
    guard let head = words.first else { return .leftOut(.openQuote) }
    guard let command = command(head) else { return .isNothing }
    if command == "edit", words.dropFirst() == ["on"] { return .isNothing }
    guard command == "bind", let binding = EditrcBinding(words.dropFirst()) else {
      return .leftOut(.noBinding)
    }
    if let reason = macros.refusal(of: binding) { return .leftOut(reason) }
    return .runs
  }

  /// The command of a line's first word; nil where it is for another program. libedit takes what stands
  /// before the first colon for a part of the program's name, or else for a regular expression.
  private func command(_ head: String) -> String? {
    guard let colon = head.firstIndex(of: ":") else { return head }
    let pattern = String(head[..<colon])
    guard !pattern.isEmpty, program.contains(pattern) || isMatched(by: pattern) else { return nil }
    return String(head[head.index(after: colon)...])
  }

  private func isMatched(by pattern: String) -> Bool {
    var expression = regex_t()
    guard regcomp(&expression, pattern, 0) == 0 else { return false }
    defer { regfree(&expression) }
    return regexec(&expression, program, 0, nil, 0) == 0
  }
}
