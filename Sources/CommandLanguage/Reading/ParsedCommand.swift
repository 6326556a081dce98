/// Where a command's output goes instead of the terminal.
package struct Redirect: Hashable, Sendable {
  /// The file as it was written.
  package let file: Word
  /// True for `>>`, which keeps what the file holds.
  package let appends: Bool
  /// From the sign to the file.
  package let span: Span
}

/// A command that was read completely and whose arguments are converted.
package struct ParsedCommand: Sendable {
  /// The command that was named.
  package let declaration: Declaration
  /// The converted values, read with the declaration's parameters.
  package let arguments: Arguments
  /// Where the output goes; nil for the usual place.
  package let redirect: Redirect?
  /// Where the command stands in the text its statement was cut from.
  package let span: Span
  /// The exact text of `span`.
  package let source: String
  /// The text with the values of its variables in their place, quoted: it means the same where the
  /// variables are not set.
  package let resolvedSource: String
}
