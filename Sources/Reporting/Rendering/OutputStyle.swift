/// What the place of output can show; decided once, outside, from terminal and flags.
package struct OutputStyle: Hashable, Sendable {
  /// The columns tables must fit into; without it nothing is ever cut.
  package var width: Int?
  /// The lines that are seen at once; nil where that is not known, or nothing.
  package var height: Int?
  /// Whether colour codes may be written: the only escape codes there are.
  package var colour: Bool
  /// Whether a person watches.
  package var isTerminal: Bool
  /// Whether the locale is UTF-8, so that `─` and `…` may be drawn.
  package var unicode: Bool
  /// Whether CSV and TSV are written without the guard against formulas.
  package var raw: Bool
  /// How points in time stand in words and in formats for readers.
  package var times: TimeNotation

  /// Makes a style; the defaults are those of a pipe or file, where the bytes must be stable.
  package init(
    width: Int? = nil, height: Int? = nil, colour: Bool = false, isTerminal: Bool = false,
    unicode: Bool = true, raw: Bool = false, times: TimeNotation = .iso8601
  ) {
    self.width = width
    self.height = height
    self.colour = colour
    self.isTerminal = isTerminal
    self.unicode = unicode
    self.raw = raw
    self.times = times
  }

  /// A pipe or file: no width, no colour.
  package static let pipe = OutputStyle()

  /// What rules are drawn with.
  var rule: String { isTerminal && unicode ? "─" : "-" }

  /// What a cut value ends in.
  var ellipsis: String { unicode ? "…" : "..." }
}

/// What goes to the two streams; each is empty or ends in a line feed.
package struct RenderedOutput: Hashable, Sendable {
  /// What was asked for.
  package var standardOutput: String
  /// What is said besides.
  package var standardError: String

  /// Makes an output.
  package init(standardOutput: String = "", standardError: String = "") {
    self.standardOutput = standardOutput
    self.standardError = standardError
  }
}
