/// What is wrong with a line, as a fact, and where; `message` and `hint` put it into words.
package struct SyntaxError: Error, Hashable, Sendable {
  /// The fact.
  package let kind: Kind
  /// The word at fault, or an empty span at the place where one is missing.
  package let span: Span

  package init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }

  /// The closed set of faults a line can have.
  package enum Kind: Hashable, Sendable {
    // Characters and words
    case unterminatedQuote(Character)
    /// The two characters, e.g. `\x`.
    case unknownEscape(String)
    /// Something follows a closing quote at once.
    case joinedToQuote
    /// An invisible character outside quotes, as its code point.
    case strayCharacter(UInt32)
    /// `${` without a name and `}`.
    case malformedVariable
    case unsetVariable(String)
    /// `<<` without the word that ends the list at once behind it.
    case missingListEnd
    /// A list written over lines without the line that ends it.
    case unterminatedList(String)
    case emptyList(String)
    /// More Unicode scalars in one command than this limit.
    case lineTooLong(limit: Int)

    // Commands
    case missingCommand
    case unknownCommand(String, suggestions: [String])
    case ambiguousCommand(String, candidates: [String])
    /// A command that must be written out was shortened.
    case shortenedCommand(String, command: String)

    // Blocks
    /// The word of a block, outside of one.
    case blockNotOpen(String)
    /// An `if` without its `end`.
    case blockNotClosed
    /// An `else` behind the one that has no condition.
    case secondElse

    // Arguments
    /// `quoted` says which words it may be a part of that want quotes, ready to be typed.
    case unexpectedWord(found: String, expected: [String], usage: String, quoted: String?)
    case missing(expected: [String], usage: String, quoted: String? = nil)
    case ambiguousKeyword(String, candidates: [String])
    case reservedWord(String)
    case badValue(found: String, expected: String, suggestions: [String])
    case unclosedParenthesis
    case tooDeeplyNested(limit: Int)

    // Options
    case unknownOption(String, suggestions: [String])
    case optionNeedsValue(String, label: String)
    case optionTakesNoValue(String)
    case duplicateOption(String)
    /// An argument stands behind an option.
    case argumentAfterOption(found: String, option: String, usage: String)

    // Selectors and filters
    case badSelector(String, suggestions: [String])
    /// A `,` or `but` in whose place somebody must be named; `after`: the one before it.
    case nobodyNamed(before: String, after: String?)
    case badRows(String)
    case badSavedName(String)
    case badRun(String)
    case badField(String)
    /// How the filter could be meant, each ready to be typed.
    case mixedAndOr(readings: [String])
  }
}
