/// One command of a line, split into tokens; its variables are still names, because an earlier
/// command of the same line may set them.
package struct Statement: Hashable, Sendable {
  /// From the first token to the last one.
  package let span: Span
  /// The exact text of `span`, with the lists below it that it names.
  package let source: String
  /// At least one, with spans in the text the statement was cut from.
  let tokens: [LexedToken]

  /// The source with every word that holds a variable replaced by its resolved text in quotes.
  func resolvedSource(_ resolved: [Token]) -> String {
    let spans = Set(tokens.filter(\.hasVariable).map(\.span))
    guard !spans.isEmpty else { return source }
    var scalars = Array(source.unicodeScalars)
    for token in resolved.reversed() where spans.contains(token.span) {
      guard let word = token.word else { continue }
      scalars.replaceSubrange(
        (token.span.lower - span.lower)..<(token.span.upper - span.lower),
        with: Word.quotedForm(of: word.text).unicodeScalars)
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}

/// Splits a text into commands.
package struct Lexer: Sendable {
  /// How many Unicode scalars one command may have.
  static let limit = 1 << 20

  /// The line of the source that a text begins on, from 1.
  let firstLine: Int

  /// For texts that begin on this line of their source, from 1.
  package init(firstLine: Int = 1) { self.firstLine = firstLine }

  /// The commands of a text, separated by `;` or by line ends behind which they do not go on, without
  /// comments; none for a blank line.
  package func statements(of text: String) throws(SyntaxError) -> [Statement] {
    let scalars = Array(text.unicodeScalars)
    var scanner = Scanner(scalars, firstLine: firstLine)
    var statements: [Statement] = []
    var tokens: [LexedToken] = []
    while let token = try scanner.next() {
      guard token.endsStatement else {
        tokens.append(token)
        continue
      }
      if tokens.isEmpty, token.kind == .sign(.semicolon) {
        throw SyntaxError(.missingCommand, span: token.span)
      }
      if let statement = try statement(tokens, in: scalars) { statements.append(statement) }
      tokens.removeAll(keepingCapacity: true)
    }
    // What stands behind it on its own line has an error of its own; a line below is not to blame.
    if let fault = scanner.unclosedAcrossLines {
      throw SyntaxError(.unclosedParenthesis, span: fault)
    }
    if let statement = try statement(tokens, in: scalars) { statements.append(statement) }
    return statements
  }

  /// The command that tokens make; nil for none.
  func statement(
    _ tokens: [LexedToken], in scalars: [Unicode.Scalar]
  ) throws(SyntaxError) -> Statement? {
    guard let first = tokens.first, let last = tokens.last else { return nil }
    let span = first.span.union(last.span)
    guard span.upper - span.lower <= Self.limit else {
      throw SyntaxError(.lineTooLong(limit: Self.limit), span: first.span)
    }
    var source = String.UnicodeScalarView()
    source.append(contentsOf: scalars[span.lower..<span.upper])
    for case .list(let list) in tokens.map(\.kind) where list.body.lower >= span.upper {
      source.append("\n")
      source.append(contentsOf: scalars[list.body.lower..<list.body.upper])
    }
    return Statement(span: span, source: String(source), tokens: tokens)
  }
}

extension LexedToken {
  /// Whether a command ends here.
  var endsStatement: Bool { kind == .lineEnd || kind == .sign(.semicolon) }
}

extension Lexer {
  /// The words of any text without their quotes, up to what can't be read; variables are left out.
  package static func words(of text: String) -> [String] {
    var scanner = Scanner(Array(text.unicodeScalars), isPartial: true)
    var words: [String] = []
    do throws(SyntaxError) {
      while let token = try scanner.next() {
        if !token.hasVariable, let word = token.unresolved?.word { words.append(word.text) }
      }
    } catch {
      // The words before what is broken were words all the same.
      return words
    }
    return words
  }
}
