/// Where something stands in a source text: a half-open range of Unicode scalar offsets from 0.
package struct Span: Hashable, Sendable {
  /// Offset of the first scalar.
  package let lower: Int
  /// Offset after the last scalar.
  package let upper: Int

  package init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
  }

  /// The smallest span that covers both.
  package func union(_ other: Span) -> Span {
    Span(min(lower, other.lower), max(upper, other.upper))
  }
}

/// One word of a line, its quotes and variables already resolved.
package struct Word: Hashable, Sendable {
  package let text: String
  package let span: Span
  /// True when the word was quoted or holds the text of a variable: it is then never a keyword,
  /// an option, a row, an `@name` or a glob.
  package let isQuoted: Bool

  package init(_ text: String, span: Span, isQuoted: Bool) {
    self.text = text
    self.span = span
    self.isQuoted = isQuoted
  }
}
