import CommandLanguage

/// What one press of Tab does to the line.
enum CompletionStep: Hashable {
  /// Nothing fits: the terminal beeps.
  case nothing
  /// The `removing` scalars before the cursor give way to `text`.
  case replace(removing: Int, text: String)
  /// Several fit and the line already holds all they share, or what fits is only guessed.
  case list([Candidate])

  /// Decides for a line and its cursor, counted in Unicode scalars.
  init(_ completion: LineCompletion, line: [Unicode.Scalar], cursor: Int) {
    let lower = min(max(0, completion.replacing.lower), cursor)
    let typed = String(String.UnicodeScalarView(line[lower..<cursor]))
    guard let first = completion.candidates.first else {
      self = .nothing
      return
    }
    guard !completion.candidates.allSatisfy(\.isGuess) else {
      self = .list(completion.candidates)
      return
    }
    if completion.candidates.count == 1 {
      let blankFollows = cursor < line.count && line[cursor] == " "
      let blank = first.completesWord && !blankFollows ? " " : ""
      let text = first.insertion + blank
      self = text == typed ? .nothing : .replace(removing: cursor - lower, text: text)
      return
    }
    let shared = Self.commonPrefix(of: completion.candidates.map(\.insertion))
    if Self.extends(shared, typed) {
      self = .replace(removing: cursor - lower, text: shared)
    } else {
      self = .list(completion.candidates)
    }
  }

  /// The characters all texts begin with.
  static func commonPrefix(of texts: [String]) -> String {
    guard var prefix = texts.first.map({ Substring($0) }) else { return "" }
    for text in texts.dropFirst() {
      let shared = zip(prefix, text).prefix { $0 == $1 }.count
      prefix = prefix.prefix(shared)
      if prefix.isEmpty { break }
    }
    return String(prefix)
  }

  /// Whether `shared` says more than `typed`; case and an opening quote not yet typed aside.
  private static func extends(_ shared: String, _ typed: String) -> Bool {
    let wanted = unquoted(typed).lowercased()
    let offered = unquoted(shared).lowercased()
    return offered.count > wanted.count && offered.hasPrefix(wanted)
  }

  private static func unquoted(_ text: String) -> Substring {
    text.first == "\"" || text.first == "'" ? text.dropFirst() : text[...]
  }
}
