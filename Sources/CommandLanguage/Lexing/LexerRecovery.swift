extension Lexer {
  /// The commands of a text and everything that keeps its lines from being split; a line at fault
  /// is left out, the next one is read.
  package func recoveredStatements(of text: String) -> ([Statement], faults: [SyntaxError]) {
    let scalars = Array(text.unicodeScalars)
    var scanner = Scanner(scalars, firstLine: firstLine)
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
        if let statement = try statement(tokens, in: scalars) { statements.append(statement) }
      } catch {
        faults.append(error)
        scanner.recover(after: error.span)
      }
      tokens.removeAll(keepingCapacity: true)
    }
    return (statements, faults)
  }
}
