/// What `if` and `assert` ask, as it was parsed.
package indirect enum ConditionSyntax: Sendable {
  /// `count … = N`: the command that counts, and what its number is held against.
  case count(ParsedCommand, Comparison, Int, Span)
  /// `$name = VALUE`: a text, and what is asked of it.
  case text(Word, TestSyntax, Span)
  case not(ConditionSyntax, Span)
  case all([ConditionSyntax])
  case any([ConditionSyntax])

  /// The commands that count in it.
  package var counts: [ParsedCommand] {
    switch self {
    case .count(let command, _, _, _): [command]
    case .text: []
    case .not(let part, _): part.counts
    case .all(let parts), .any(let parts): parts.flatMap(\.counts)
    }
  }

  /// The tests of texts in it.
  package var texts: [(word: Word, test: TestSyntax)] {
    switch self {
    case .count: []
    case .text(let word, let test, _): [(word, test)]
    case .not(let part, _): part.texts
    case .all(let parts), .any(let parts): parts.flatMap(\.texts)
    }
  }

  /// From its first word to its last, without enclosing parentheses.
  package var span: Span {
    switch self {
    case .count(_, _, _, let span), .text(_, _, let span), .not(_, let span): span
    case .all(let parts), .any(let parts):
      parts.dropFirst().reduce(parts.first?.span ?? Span(0, 0)) { $0.union($1.span) }
    }
  }
}

/// A name that a script takes a value for, and the value it has where none is given.
package struct ScriptParameter: Hashable, Sendable {
  package let name: Word
  /// Nil: one must be given.
  package let standard: Word?
}
