/// One token of a text that is being typed, and what it was read as.
package struct ReadToken: Hashable, Sendable {
  /// Without quotes and with its variables' texts; the sign itself for a sign.
  package let text: String
  package let span: Span
  /// Nil for a sign.
  package let word: Word?
  /// The list written over lines that it begins; nil for all else.
  package let list: HereList?
  /// What the grammar took it for; nil where the reading had stopped before it.
  package let reading: Expectation?
  /// The variables in it, each with its name.
  package let variables: [(name: String, span: Span)]
  /// Whether its quote is still open at the end of the text.
  package let isOpen: Bool

  package static func == (left: ReadToken, right: ReadToken) -> Bool {
    left.span == right.span && left.text == right.text && left.reading == right.reading
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(span)
    hasher.combine(text)
  }
}

/// One command of a text that is being typed, as far as it could be read; made of any text.
package struct StatementReading: Sendable {
  package let tokens: [ReadToken]
  /// The command, once its name was read.
  package let declaration: Declaration?
  /// What is wrong with it; nil where it is right, or right but not complete.
  package let failure: SyntaxError?
  /// The command with its values, where it is complete and right.
  package let parsed: ParsedCommand?
  /// What may still come, in the form of a usage line; empty where something is wrong.
  package let remaining: String
  /// Whether the text goes on behind it: what it lacks is then never added.
  package let isEnded: Bool
  /// What might stand in place of the word that is being typed at the end of the text; nil where
  /// none is.
  package let typing: Expectations?
}

/// A text that is being typed, as far as it could be read.
package struct TextReading: Sendable {
  package internal(set) var statements: [StatementReading] = []
  package internal(set) var comments: [Span] = []
  /// The signs between commands.
  package internal(set) var separators: [Span] = []
  /// What could not be split into words, and the words it spoilt.
  package internal(set) var faults: [Span] = []
  package internal(set) var spoilt: [Span] = []
  /// Whether the text ends in a comment.
  package internal(set) var endsInComment = false
  /// Whether the text ends in a list written over lines.
  package internal(set) var endsInList = false
}
