extension CommandParser {
  /// What may stand at the cursor, which is `cursor` Unicode scalars into `line`; what follows it
  /// does not matter. Never fails: a line that is wrong before the cursor expects nothing.
  package func expectations(in line: String, at cursor: Int) -> Expectations {
    let scalars = Array(line.unicodeScalars.prefix(max(0, cursor)))
    let end = scalars.count
    guard var tokens = Self.lastStatement(scalars) else {
      return Expectations(
        replacing: Span(end, end), prefix: "", quote: nil, declaration: nil, items: [])
    }
    var replacing = Span(end, end)
    var partial: Word?
    var quote: Character?
    if let last = tokens.last, last.span.upper == end, let word = last.text {
      (partial, replacing, quote) = (word, last.span, last.openQuote)
      tokens.removeLast()
    }
    let walk = walk(tokens.compactMap(\.unresolved), end: end)
    return Expectations(
      replacing: replacing, prefix: partial?.text ?? "", quote: quote,
      declaration: walk.declaration,
      items: walk.expected(quoted: partial?.isQuoted ?? false))
  }

  /// The tokens of the command at the end of the text, or nil in a comment or a broken text.
  private static func lastStatement(_ scalars: [Unicode.Scalar]) -> [LexedToken]? {
    var scanner = Scanner(scalars, isPartial: true)
    var tokens: [LexedToken] = []
    do throws(SyntaxError) {
      while let token = try scanner.next() {
        if token.endsStatement {
          tokens.removeAll()
        } else {
          tokens.append(token)
        }
      }
    } catch {
      // A broken word before the cursor: nothing can be expected after it.
      return nil
    }
    return scanner.endsInComment || scanner.openList != nil ? nil : tokens
  }
}

extension LexedToken {
  /// The word with its variables left empty, or nil for a sign.
  fileprivate var text: Word? { unresolved?.word }

  /// The token with its variables left empty; nil for the end of a line.
  var unresolved: Token? {
    do throws(SyntaxError) {
      return try resolved { _ in "" }
    } catch {
      // Unreachable: every variable has a text.
      return nil
    }
  }
}

extension Walk {
  /// What was offered after the last token, each once; nothing if the tokens are wrong.
  func expected(quoted: Bool) -> [Expectation] {
    guard reader.isAtEnd, isOnlyIncomplete else { return [] }
    var seen: Set<Expectation> = []
    return reader.offers.filter { offer in
      (!quoted || offer.allowsQuotes) && seen.insert(offer.withoutSummary).inserted
    }
  }

  /// Whether nothing is wrong but that more must follow.
  var isOnlyIncomplete: Bool {
    switch failure?.kind {
    case nil, .missing, .unclosedParenthesis, .optionNeedsValue: true
    default: false
    }
  }
}

extension Expectation {
  /// The same word is offered once, however it is described.
  fileprivate var withoutSummary: Expectation {
    if case .keyword(let word, _) = self { .keyword(word, summary: "") } else { self }
  }
}
