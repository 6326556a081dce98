/// Pairs of label and value below each other, the values aligned: facts, and records of `vertical`.
struct LabelledLines {
  private let sheet: StyleSheet

  /// Writes for one place of output.
  init(_ style: OutputStyle) {
    sheet = StyleSheet(colour: style.colour)
  }

  /// One line a pair; a pair without value is its label alone.
  func render(_ pairs: [(label: String, value: Text)]) -> String {
    let labels = pairs.map { VisibleText.rendering($0.label) }
    let width = labels.map { DisplayWidth.columns(of: $0) }.max() ?? 0
    return zip(labels, pairs).map { label, pair in
      let painted = sheet.paint(label, .dim)
      guard !pair.value.isEmpty else { return painted + "\n" }
      let padding = width - DisplayWidth.columns(of: label) + 2
      return painted + String(repeating: " ", count: padding) + sheet.render(pair.value) + "\n"
    }.joined()
  }

  /// The lines of facts.
  func render(_ facts: [Fact]) -> String {
    render(facts.map { (label: $0.label, value: $0.value) })
  }
}
