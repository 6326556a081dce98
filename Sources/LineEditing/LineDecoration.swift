/// What is shown around and behind a line while it is being edited; none of it is part of the line.
package struct LineDecoration: Hashable, Sendable {
  /// What stands at the right end of the first row while there is room, SGR sequences included;
  /// empty for nothing.
  package var right: String
  /// Whether a suggestion or a hint is shown dimmed behind the cursor.
  package var hints: Bool
  /// Whether the parts of the line are coloured.
  package var highlight: Bool

  /// Hints and colours, and nothing at the right.
  package init(right: String = "", hints: Bool = true, highlight: Bool = true) {
    self.right = right
    self.hints = hints
    self.highlight = highlight
  }
}
