/// How a line that tells of work under way is written over the one before it, at a terminal.
///
/// It takes less than a row, and the cursor waits at its start: where the terminal is made narrower, and
/// wraps the line into more rows, that is the start of the first of them. What is wiped from there on is all
/// of it, whatever the width is by then.
package enum ProgressLine {
  /// Takes the line away; also what stands below it, which is the rest of it.
  package static let wiping = "\r\u{1B}[J"

  /// As much of a text as a row holds, `unicode`: with the sign for what was cut off that every terminal
  /// of today has; all of it where the width is not known.
  package static func fitting(_ text: String, width: Int?, unicode: Bool) -> String {
    guard let width else { return text }
    return DisplayWidth.clipped(
      text, to: max(1, width - 1), ellipsis: unicode ? "…" : "...")
  }

  /// Puts a text that fits in the place of the line that stands there.
  package static func painting(_ fitting: String) -> String { wiping + fitting + "\r" }
}
