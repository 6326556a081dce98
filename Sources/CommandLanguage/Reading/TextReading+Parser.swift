extension CommandParser {
  /// Reads any text, broken ones too: every command in it, as far as it goes. `variable` gives the
  /// text of a variable, or nil when it is unset.
  package func reading(of text: String, variable: (String) -> String?) -> TextReading {
    let scalars = Array(text.unicodeScalars)
    var scanner = Scanner(scalars, isPartial: true)
    var result = TextReading()
    var tokens: [LexedToken] = []
    var isBroken = false
    var readUpTo = 0
    func end(_ isEnded: Bool, _ result: inout TextReading) {
      guard !tokens.isEmpty else { return }
      result.statements.append(
        reading(
          of: tokens, in: scalars, isEnded: isEnded || isBroken, variable: variable))
    }
    while true {
      do throws(SyntaxError) {
        guard let token = try scanner.next() else { break }
        readUpTo = token.span.upper
        guard token.endsStatement else {
          tokens.append(token)
          continue
        }
        if token.kind == .sign(.semicolon) { result.separators.append(token.span) }
        end(true, &result)
        (tokens, isBroken) = ([], false)
      } catch {
        isBroken = true
        result.faults.append(error.span)
        let start = scalars[readUpTo..<error.span.lower].firstIndex { !$0.isBlank }
        if let start { result.spoilt.append(Span(start, error.span.lower)) }
        scanner.skip(toLineEndFrom: error.span.upper)
        readUpTo = scanner.index
      }
    }
    end(false, &result)
    result.comments = scanner.comments
    result.endsInComment = scanner.endsInComment
    result.endsInList = scanner.openList != nil
    return result
  }

  private func reading(
    of lexed: [LexedToken], in scalars: [Unicode.Scalar], isEnded: Bool,
    variable: (String) -> String?
  ) -> StatementReading {
    let tokens = lexed.compactMap { $0.token(with: variable) }
    let end = tokens.last?.span.upper ?? 0
    let walk = walk(tokens, end: end)
    var failure = walk.failure
    if failure != nil, walk.reader.isAtEnd, walk.isOnlyIncomplete, !isEnded { failure = nil }
    var parsed: ParsedCommand?
    if walk.failure == nil, let declaration = walk.declaration {
      do throws(SyntaxError) {
        let start = tokens[0].span.lower
        let source = String(String.UnicodeScalarView(scalars[start..<end]))
        parsed = ParsedCommand(
          declaration: declaration, arguments: try Arguments(walk.reader.given),
          redirect: walk.reader.redirect, span: Span(start, end), source: source,
          resolvedSource: source)
      } catch {
        failure = error
      }
    }
    let isTyping = !isEnded && end == scalars.count && tokens.last?.word != nil
    return StatementReading(
      tokens: zip(tokens, lexed).enumerated().map { place, pair in
        let readings = walk.reader.readings
        return ReadToken(pair.0, pair.1, place < readings.count ? readings[place] : nil)
      },
      declaration: walk.declaration, failure: failure, parsed: parsed,
      remaining: failure == nil
        ? walk.reader.remaining.filter { !$0.isEmpty }.joined(separator: " ") : "",
      isEnded: isEnded, typing: isTyping ? expectations(before: tokens, lexed, end: end) : nil)
  }

  /// What might stand in place of the last token.
  private func expectations(
    before tokens: [Token], _ lexed: [LexedToken], end: Int
  ) -> Expectations? {
    guard let last = tokens.last, let word = last.word else { return nil }
    let walk = walk(Array(tokens.dropLast()), end: end)
    return Expectations(
      replacing: last.span, prefix: word.text, quote: lexed.last?.openQuote,
      declaration: walk.declaration, items: walk.expected(quoted: word.isQuoted))
  }
}

extension ReadToken {
  fileprivate init(_ token: Token, _ lexed: LexedToken, _ reading: Expectation?) {
    self.init(
      text: token.text, span: token.span, word: token.word, list: token.list, reading: reading,
      variables: lexed.variables, isOpen: lexed.openQuote != nil)
  }
}

extension LexedToken {
  fileprivate var variables: [(name: String, span: Span)] {
    guard case .word(let pieces, _) = kind else { return [] }
    return pieces.compactMap { piece in
      if case .variable(let name, let span) = piece { (name, span) } else { nil }
    }
  }

  /// The token with the texts of those variables that are set; an unset one is left empty.
  fileprivate func token(with variable: (String) -> String?) -> Token? {
    do throws(SyntaxError) {
      return try resolved { variable($0) ?? "" }
    } catch {
      // Unreachable: every variable has a text.
      return nil
    }
  }
}
