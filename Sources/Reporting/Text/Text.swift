/// A sentence: runs of text with a meaning each, written as a string literal.
///
/// Everything, literals included, is spelled out by `VisibleText` when it is printed; a line feed
/// in a sentence is therefore shown, not obeyed. Several lines are several sentences.
package struct Text: Hashable, Sendable {
  /// A stretch of characters with one style.
  package struct Run: Hashable, Sendable {
    /// The characters as given, not yet spelled out.
    package let content: String
    /// What they mean.
    package let style: Style
    /// Whether they are a point in time, which readers see in their own notation.
    package let isMoment: Bool

    /// Makes one run.
    package init(_ content: String, _ style: Style = .plain, isMoment: Bool = false) {
      self.content = content
      self.style = style
      self.isMoment = isMoment
    }
  }

  /// The runs in reading order; none is empty and no two neighbours but points in time share a style.
  package private(set) var runs: [Run]

  /// Makes a text from runs, joining neighbours of one style.
  package init(_ runs: [Run] = []) {
    self.runs = []
    for run in runs { append(run) }
  }

  /// Makes a text of one run.
  package init(_ content: String, _ style: Style = .plain) {
    self.init([Run(content, style)])
  }

  /// Adds a run at the end.
  package mutating func append(_ run: Run) {
    guard !run.content.isEmpty else { return }
    if let last = runs.last, last.style == run.style, !last.isMoment, !run.isMoment {
      runs[runs.count - 1] = Run(last.content + run.content, run.style)
    } else {
      runs.append(run)
    }
  }

  /// Adds the runs of another text at the end.
  package mutating func append(_ text: Text) {
    for run in text.runs { append(run) }
  }

  /// Both texts, one after the other.
  package static func + (left: Text, right: Text) -> Text {
    Text(left.runs + right.runs)
  }

  /// The characters as given, without styles; only for outputs that escape (JSON).
  package var raw: String { runs.map(\.content).joined() }

  /// What is printed where there is no colour: spelled out, without styles.
  package var plain: String { VisibleText.rendering(raw) }

  /// Whether there is nothing to print.
  package var isEmpty: Bool { runs.isEmpty }
}

extension [Text] {
  /// The texts with a separator between each two: `["a", "b"].joined(", ")`.
  package func joined(_ separator: Text) -> Text {
    var result = Text()
    for (index, text) in enumerated() {
      if index > 0 { result.append(separator) }
      result.append(text)
    }
    return result
  }
}
