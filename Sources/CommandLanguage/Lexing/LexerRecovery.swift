extension Lexer {
  /// The commands of a text and everything that keeps its lines from being split; a line at fault
  /// is left out, the next one is read.
  ///
  /// Behind a parenthesis that nothing closes, reading goes on with the next line whose first word
  /// `beginsCommand`: the lines up to it may have been meant to stand inside.
  package func recoveredStatements(
    of text: String, beginsCommand: (String) -> Bool = { _ in true }
  ) -> ([Statement], faults: [SyntaxError]) {
    let scalars = Array(text.unicodeScalars)
    var scanner = Scanner(scalars, firstLine: firstLine)
    var result = read(&scanner, beginsCommand)
    // What is left out may have closed others; a few rounds find those that matter.
    for _ in 0..<Self.rounds where scanner.unclosedAcrossLines != nil {
      let unclosed = scanner.unclosed.union((scanner.leftOpen + scanner.open).map(\.lower))
      scanner = Scanner(scalars, firstLine: firstLine)
      scanner.unclosed = unclosed
      result = read(&scanner, beginsCommand)
    }
    return result
  }

  private static let rounds = 4

  private func read(
    _ scanner: inout Scanner, _ beginsCommand: (String) -> Bool
  ) -> ([Statement], faults: [SyntaxError]) {
    var statements: [Statement] = []
    var faults: [SyntaxError] = []
    var tokens: [LexedToken] = []
    var isAtEnd = false
    while !isAtEnd {
      do throws(SyntaxError) {
        let token = try scanner.next()
        isAtEnd = token == nil
        if let token, !token.endsStatement {
          tokens.append(token)
          continue
        }
        if tokens.isEmpty, let token, token.kind == .sign(.semicolon) {
          faults.append(SyntaxError(.missingCommand, span: token.span))
        }
        if let statement = try statement(tokens, in: scanner.scalars) {
          statements.append(statement)
        }
      } catch {
        faults.append(error)
        scanner.recover(after: error.span)
        if error.kind == .unclosedParenthesis { scanner.skipLines(until: beginsCommand) }
      }
      tokens.removeAll(keepingCapacity: true)
    }
    return (statements, faults)
  }
}

extension Scanner {
  /// The parenthesis to blame where one is open at the end of a text and its line is not the last one
  /// with something on it: the innermost of the first such line; nil where there is none.
  var unclosedAcrossLines: Span? {
    let (open, end) = leftOpen.isEmpty ? (open, crossed) : (leftOpen, leftCrossed)
    guard !open.isEmpty, let end,
      scalars[end...].contains(where: { !$0.isBlank && $0 != "\n" && $0 != "\r" })
    else { return nil }
    return open.last { $0.lower < end }
  }

  /// Goes on, from the end of a line, at that of the line before the next one whose first word is as
  /// wanted.
  fileprivate mutating func skipLines(until beginsCommand: (String) -> Bool) {
    while let length = lineEndLength(at: index) {
      var place = index + length
      while place < scalars.count, scalars[place].isBlank { place += 1 }
      var word = String.UnicodeScalarView()
      while let scalar = scalar(at: place), scalar.continuesIdentifier || scalar == "-" {
        word.append(scalar)
        place += 1
      }
      if beginsCommand(String(word).lowercased()) { return }
      skip(toLineEndFrom: max(place, index + length))
    }
  }
}
