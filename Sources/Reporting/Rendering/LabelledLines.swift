/// Pairs of label and value below each other, the values aligned: facts, and records of `vertical`.
struct LabelledLines {
  private let sheet: StyleSheet
  private let times: TimeNotation
  /// The columns of a line at a terminal; nil: never broken.
  private let width: Int?

  /// Writes for one place of output.
  init(_ style: OutputStyle) {
    sheet = StyleSheet(colour: style.colour)
    times = style.times
    width = style.isTerminal ? style.width : nil
  }

  /// One line a pair; a pair without value is its label alone.
  func render(_ pairs: [(label: String, value: Text)]) -> String {
    let labels = pairs.map { VisibleText.rendering($0.label) }
    let widest = labels.map { DisplayWidth.columns(of: $0) }.max() ?? 0
    let width = min(widest, TableLayout.widest)
    return zip(labels, pairs).map { label, pair in
      let painted = sheet.paint(label, .dim)
      guard !pair.value.isEmpty else { return painted + "\n" }
      let padding = max(0, width - DisplayWidth.columns(of: label)) + 2
      let indent = "\n" + String(repeating: " ", count: width + 2)
      let lines = broken(pair.value.read(in: times), after: width + 2).map { sheet.render($0) }
      return painted + String(repeating: " ", count: padding) + lines.joined(separator: indent)
        + "\n"
    }.joined()
  }

  /// A value in lines below each other, between words; where hardly any room is left beside the
  /// labels, it is left to the terminal.
  private func broken(_ value: Text, after used: Int) -> [Text] {
    guard let width, width - used >= Self.narrowest else { return [value] }
    return LineWrapping(width: width - used).lines(of: value)
  }

  private static let narrowest = 16

  /// The lines of facts.
  func render(_ facts: [Fact]) -> String {
    render(facts.map { (label: $0.label, value: $0.value) })
  }
}
