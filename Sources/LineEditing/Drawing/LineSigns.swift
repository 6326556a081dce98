/// The editor's own signs that are not ASCII, and what stands for them in a locale that is not UTF-8.
struct LineSigns: Hashable {
  /// Whether they may be shown as they are.
  var usesUnicode = true

  /// What a text that is cut off ends in.
  var ellipsis: String { usesUnicode ? "…" : "..." }
  /// What stands between two things said in a row.
  var separator: String { usesUnicode ? " · " : ", " }
  /// What stands between the ends of a range.
  var range: String { usesUnicode ? "–" : "-" }
  /// What the rows of a preview begin with.
  var bar: String { usesUnicode ? "│ " : "| " }
  /// A line end within an entry.
  var lineEnd: String { usesUnicode ? "⏎" : "^J" }
  /// What follows output without a line end; one column.
  var noLineEnd: String { usesUnicode ? "⏎" : "%" }

  /// Words that are not the user's own: those of the language, and of whoever asks for a line.
  func fitting(_ words: String) -> String {
    guard !usesUnicode else { return words }
    return words.map { Self.plain[$0] ?? String($0) }.joined()
  }

  private static let plain: [Character: String] = [
    "…": "...", "·": "-", "–": "-", "→": "->", "│": "|", "×": "x",
  ]
}
