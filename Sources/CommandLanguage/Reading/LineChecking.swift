/// A command that was read where the texts of some of its variables are not known.
package struct CheckedCommand: Sendable {
  /// Words with such a variable have any text.
  package let parsed: ParsedCommand
  /// Where such words stand.
  package let unknown: [Span]

  /// Whether what stands there has a text that is not known.
  package func isUnknown(_ span: Span) -> Bool { unknown.contains { $0.overlaps(span) } }
}

extension CommandParser {
  /// The command of a statement that is not run, at least not now; nil where it depends on a text
  /// that is not known whether it is right. `variable` gives nil for such a text.
  package func check(
    _ statement: Statement, variable: (String) -> String?
  ) throws(SyntaxError) -> CheckedCommand? {
    let unknown = statement.tokens.filter { token in
      guard case .word(let pieces, _) = token.kind else { return false }
      return pieces.contains { piece in
        if case .variable(let name, _) = piece { variable(name) == nil } else { false }
      }
    }.map(\.span)
    do throws(SyntaxError) {
      // The text fits wherever a quoted word does, as a name and as an address.
      return CheckedCommand(
        parsed: try parse(statement) { variable($0) ?? "x@x" }, unknown: unknown)
    } catch {
      guard case .badValue = error.kind, unknown.contains(where: { $0.overlaps(error.span) }) else {
        throw error
      }
      return nil
    }
  }
}

extension Span {
  fileprivate func overlaps(_ other: Span) -> Bool { lower < other.upper && other.lower < upper }
}
