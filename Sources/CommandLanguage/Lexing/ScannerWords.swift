extension Scanner {
  /// `'…'`: everything is itself.
  mutating func literalWord() throws(SyntaxError) -> LexedToken {
    let start = index
    var text = String.UnicodeScalarView()
    index += 1
    while index < scalars.count, lineEndLength(at: index) == nil {
      let scalar = scalars[index]
      index += 1
      if scalar == "'" {
        try checkEndOfQuote()
        return LexedToken(
          .word([.literal(String(text))], isQuoted: true), span: Span(start, index))
      }
      text.append(scalar)
    }
    return try openWord([.literal(String(text))], quote: "'", from: start)
  }

  /// `"…"` with escapes and variables.
  mutating func escapedWord() throws(SyntaxError) -> LexedToken {
    let start = index
    var word = WordBuilder()
    index += 1
    while index < scalars.count, lineEndLength(at: index) == nil {
      switch scalars[index] {
      case "\"":
        index += 1
        try checkEndOfQuote()
        return LexedToken(.word(word.pieces, isQuoted: true), span: Span(start, index))
      case "\\":
        if isPartial, index + 1 == scalars.count {
          index += 1
        } else {
          word.append(try escape())
        }
      default:
        try appendCharacterOrVariable(to: &word)
      }
    }
    return try openWord(word.pieces, quote: "\"", from: start)
  }

  /// A run of characters up to a blank or a sign.
  mutating func bareWord() throws(SyntaxError) -> LexedToken {
    let start = index
    var word = WordBuilder()
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar.isBlank || lineEndLength(at: index) != nil || sign(at: index) != nil
        || continuationLength(at: index) != nil
      {
        break
      }
      if scalar.isStray {
        throw SyntaxError(.strayCharacter(scalar.value), span: Span(index, index + 1))
      }
      try appendCharacterOrVariable(to: &word)
    }
    return LexedToken(.word(word.pieces, isQuoted: false), span: Span(start, index))
  }

  private mutating func appendCharacterOrVariable(
    to word: inout WordBuilder
  ) throws(SyntaxError) {
    if scalars[index] == "$", let piece = try variable() {
      word.append(piece)
    } else {
      word.append(scalars[index])
      index += 1
    }
  }

  /// The variable at the dollar sign, or nil when the sign is itself.
  private mutating func variable() throws(SyntaxError) -> LexedToken.Piece? {
    let start = index
    guard let next = scalar(at: start + 1) else { return nil }
    let isBraced = next == "{"
    guard isBraced || next.startsIdentifier else { return nil }
    var end = start + (isBraced ? 2 : 1)
    var name = String.UnicodeScalarView()
    while let scalar = scalar(at: end), scalar.continuesIdentifier {
      name.append(scalar)
      end += 1
    }
    if isBraced {
      if scalar(at: end) == "}", name.first?.startsIdentifier == true {
        end += 1
      } else if !(isPartial && end == scalars.count) {
        throw SyntaxError(.malformedVariable, span: Span(start, end))
      }
    }
    index = end
    return .variable(String(name), Span(start, end))
  }

  private mutating func escape() throws(SyntaxError) -> Unicode.Scalar {
    let start = index
    index += 2
    switch scalar(at: start + 1) {
    case "\"": return "\""
    case "\\": return "\\"
    case "$": return "$"
    case "n": return "\n"
    case "t": return "\t"
    case .some(let other) where lineEndLength(at: start + 1) == nil:
      throw SyntaxError(.unknownEscape("\\\(other)"), span: Span(start, start + 2))
    default:
      index = start + 1
      return "\\"
    }
  }

  private func openWord(
    _ pieces: [LexedToken.Piece], quote: Character, from start: Int
  ) throws(SyntaxError) -> LexedToken {
    guard isPartial, index == scalars.count else {
      throw SyntaxError(.unterminatedQuote(quote), span: Span(start, index))
    }
    return LexedToken(.word(pieces, isQuoted: true), span: Span(start, index), openQuote: quote)
  }

  private func checkEndOfQuote() throws(SyntaxError) {
    guard index < scalars.count else { return }
    if scalars[index].isBlank || lineEndLength(at: index) != nil || sign(at: index) != nil
      || continuationLength(at: index) != nil
    {
      return
    }
    throw SyntaxError(.joinedToQuote, span: Span(index, index + 1))
  }
}

/// Gathers the characters and variables of one word.
struct WordBuilder {
  private var done: [LexedToken.Piece] = []
  private var literal = String.UnicodeScalarView()

  init() {}

  /// The word's pieces in order; an empty word has none.
  var pieces: [LexedToken.Piece] {
    literal.isEmpty ? done : done + [.literal(String(literal))]
  }

  mutating func append(_ scalar: Unicode.Scalar) { literal.append(scalar) }

  mutating func append(_ variable: LexedToken.Piece) {
    done = pieces + [variable]
    literal.removeAll()
  }
}
