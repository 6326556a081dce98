/// A token whose variables are resolved.
struct Token: Hashable, Sendable {
  /// A word or a sign.
  enum Kind: Hashable, Sendable {
    case word(Word)
    case sign(Sign)
    case list(HereList)
  }

  let kind: Kind
  /// Where it stands, quotes included.
  let span: Span
  /// The lower-cased text of an unquoted word, to compare with keywords; nil for all else.
  let folded: String?

  init(_ word: Word) {
    kind = .word(word)
    span = word.span
    folded = word.isQuoted ? nil : word.text.lowercased()
  }

  init(_ sign: Sign, span: Span) {
    kind = .sign(sign)
    self.span = span
    folded = nil
  }

  init(_ list: HereList, span: Span) {
    kind = .list(list)
    self.span = span
    folded = nil
  }

  /// The list written over lines, or nil for all else.
  var list: HereList? {
    if case .list(let list) = kind { list } else { nil }
  }

  /// The word, or nil for a sign.
  var word: Word? {
    if case .word(let word) = kind { word } else { nil }
  }

  /// The sign, or nil for a word.
  var sign: Sign? {
    if case .sign(let sign) = kind { sign } else { nil }
  }

  /// What messages call it.
  var text: String {
    switch kind {
    case .word(let word): word.text
    case .sign(let sign): sign.rawValue
    case .list(let list): Sign.here.rawValue + list.end
    }
  }

  /// Whether it is an unquoted word that begins with two hyphens.
  var isOption: Bool { folded?.hasPrefix("--") ?? false }
  /// Whether it is an unquoted word of `ReservedWords`.
  var isReserved: Bool { folded.map(ReservedWords.all.contains) ?? false }
}

/// The words that are never a bare name or value.
enum ReservedWords {
  /// Lower-case.
  static let all: Set<String> = [
    "and", "or", "not", "in", "is", "where", "for", "as", "by", "limit", "columns", "but", "from",
    "column", "account", "if", "else", "end", "assert", "let",
  ]

  /// Those that no command begins with: a line that does belongs to the line above it.
  static let joining = all.subtracting(["if", "else", "end", "assert", "let"])
}

/// A token as it was read, its variables still names.
struct LexedToken: Hashable, Sendable {
  /// A run of characters, or a variable with the span of its name.
  enum Piece: Hashable, Sendable {
    case literal(String)
    case variable(String, Span)
  }

  /// A word, a sign, a list written over lines, or the end of a line outside parentheses.
  enum Kind: Hashable, Sendable {
    case word([Piece], isQuoted: Bool)
    case sign(Sign)
    case list(HereList)
    case lineEnd
  }

  let kind: Kind
  /// Where it stands, quotes included.
  let span: Span
  /// The quote that is still open at the end of a text that is being typed.
  var openQuote: Character?

  init(_ kind: Kind, span: Span, openQuote: Character? = nil) {
    self.kind = kind
    self.span = span
    self.openQuote = openQuote
  }

  /// Whether a variable stands in it.
  var hasVariable: Bool {
    guard case .word(let pieces, _) = kind else { return false }
    return pieces.contains { piece in
      if case .variable = piece { true } else { false }
    }
  }

  /// The token with its variables' texts put in; nil for the end of a line.
  func resolved(_ variable: (String) -> String?) throws(SyntaxError) -> Token? {
    switch kind {
    case .lineEnd: return nil
    case .sign(let sign): return Token(sign, span: span)
    case .list(let list): return Token(list, span: span)
    case .word(let pieces, var isQuoted):
      var text = ""
      for piece in pieces {
        switch piece {
        case .literal(let literal): text += literal
        case .variable(let name, let span):
          guard let value = variable(name) else {
            throw SyntaxError(.unsetVariable(name), span: span)
          }
          text += value
          isQuoted = true
        }
      }
      return Token(Word(text, span: span, isQuoted: isQuoted))
    }
  }
}
