import CommandLanguage
import Reporting

/// The list of candidates below the line: a column of labels, and of descriptions where any has
/// one, else as many columns of labels as fit.
struct CandidateList {
  /// The terminal's width.
  let columns: Int
  /// Whether descriptions, and what would be refused, are dimmed.
  let usesStyles: Bool
  /// What cut ends and the like are shown with.
  var signs = LineSigns()

  /// In a narrower terminal labels stand alone.
  private static let leastColumnsForDetails = 20

  /// The rows, each narrower than the terminal, all text in its visible form.
  func rows(_ candidates: [Candidate]) -> [String] {
    let isDescribed = candidates.contains { !$0.explanation.isEmpty }
    return isDescribed ? describedRows(candidates) : gridRows(candidates)
  }

  private func describedRows(_ candidates: [Candidate]) -> [String] {
    // What can't go into the line as it is told, is words.
    let labels = candidates.map {
      Untrusted($0.insertion.isEmpty ? signs.fitting($0.label) : $0.label).visible
    }
    let widest = labels.map(DisplayWidth.columns(of:)).max() ?? 0
    let labelWidth = min(widest, max(columns / 2, columns - 40))
    return zip(labels, candidates).map { label, candidate in
      row(
        label, detail: Untrusted(signs.fitting(candidate.explanation)).visible,
        labelWidth: labelWidth,
        isRefused: candidate.refusal != nil)
    }
  }

  private func row(
    _ label: String, detail: String, labelWidth: Int, isRefused: Bool
  ) -> String {
    guard !detail.isEmpty, columns >= Self.leastColumnsForDetails else {
      let text = clipped(label, to: columns - 1)
      return isRefused ? dimmed(text) : text
    }
    let start = padded(clipped(label, to: labelWidth), to: labelWidth) + "  "
    let text = clipped(detail, to: columns - 1 - labelWidth - 2)
    return isRefused ? dimmed(start + text) : start + dimmed(text)
  }

  private func dimmed(_ text: String) -> String {
    usesStyles && !text.isEmpty ? "\u{1B}[2m" + text + "\u{1B}[0m" : text
  }

  /// Best first, down the columns as `ls` does.
  private func gridRows(_ candidates: [Candidate]) -> [String] {
    let labels = candidates.map { clipped(Untrusted($0.label).visible, to: columns - 1) }
    let cell = (labels.map(DisplayWidth.columns(of:)).max() ?? 0) + 2
    let across = max(1, (columns + 1) / cell)
    let down = (labels.count + across - 1) / across
    return (0..<down).map { row in
      let line = stride(from: row, to: labels.count, by: down)
        .map { padded(labels[$0], to: cell) }
        .joined()
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.columns(of: text)))
  }

  private func clipped(_ text: String, to width: Int) -> String {
    DisplayWidth.clipped(text, to: width, ellipsis: signs.ellipsis)
  }
}
