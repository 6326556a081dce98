/// An error for the person who wrote the line: what is wrong, where, and what would fit.
package struct Diagnostic: Hashable, Sendable {
  /// Where the word at fault stands.
  package struct Location: Hashable, Sendable {
    /// The script as it was named, or `-c`; nothing for a line typed at the prompt.
    package let file: String?
    /// From 1.
    package let line: Int
    /// From 1, in Unicode scalars.
    package let column: Int

    /// Makes a location.
    package init(file: String? = nil, line: Int, column: Int) {
      self.file = file
      self.line = line
      self.column = column
    }
  }

  /// The line at fault and the part of it to point at.
  package struct Excerpt: Hashable, Sendable {
    /// The line without its line feed.
    package let line: String
    /// Offsets of Unicode scalars in the line, from 0; an empty range points at one place.
    package let span: Range<Int>

    /// Makes an excerpt; the span is taken as far as it lies within the line.
    package init(line: String, span: Range<Int>) {
      self.line = line
      self.span = span.clamped(to: 0..<line.unicodeScalars.count)
    }
  }

  /// The characters of a message, of each detail and of the hint that are told at most.
  private static let longest = 1000

  /// A short stable word for programs, kebab case: `unknown-field`.
  package let code: String
  /// What is wrong, without a full stop at its end.
  package let message: Text
  /// What the message is about, one a line.
  package let details: [Text]
  /// What would fit.
  package let hint: Text?
  /// Where.
  package let location: Location?
  /// The line, shown with a caret.
  package let excerpt: Excerpt?

  /// Makes a diagnostic.
  package init(
    code: String, message: Text, details: [Text] = [], hint: Text? = nil,
    location: Location? = nil, excerpt: Excerpt? = nil
  ) {
    // A text of a line, a file or a server may be of any length.
    self.code = code
    self.message = message.shortened(to: Self.longest)
    self.details = details.map { $0.shortened(to: Self.longest) }
    self.hint = hint?.shortened(to: Self.longest)
    self.location = location
    self.excerpt = excerpt
  }

  /// `{"error":{"code","message","hint","file","line","column"}}`; what is not known is null.
  package var data: DataValue {
    [
      "error": [
        "code": .string(code),
        "message": .string(([message] + details).map(\.raw).joined(separator: "; ")),
        "hint": .optional(hint?.raw),
        "file": .optional(location?.file), "line": .optional(location?.line),
        "column": .optional(location?.column),
      ]
    ]
  }
}
