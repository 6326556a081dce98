import CommandLanguage

/// What is shown behind a line, in as many columns as there are: whole words of what may still come, and
/// whole parts of what the line would do, for a number cut off is another number.
struct HintText {
  /// From the line to it: a blank, or nothing where the line ends in one.
  private let gap: String
  private let parts: [String]
  private let words: [String]

  /// Of a hint behind a line.
  init(_ hint: LineHint, behind line: String) {
    gap = line.last.map { $0 == " " || $0 == "\n" } ?? true ? "" : " "
    parts = hint.parts
    words = Self.words(of: hint.syntax)
  }

  /// The columns that all of what the line would do takes; 0 where nothing is told of it.
  var consequenceColumns: Int { parts.isEmpty ? 0 : Self.columns(of: consequence(parts.count)) }

  /// As much as fits: what the line would do comes first.
  func text(columns: Int) -> String {
    func fits(_ text: String) -> Bool { Self.columns(of: text) <= columns }
    let shown =
      stride(from: parts.count, to: 0, by: -1).lazy.map(consequence).first(where: fits) ?? ""
    let start = shown.isEmpty ? gap : shown + "  "
    let syntax = stride(from: words.count, to: 0, by: -1).lazy
      .map { count in
        let isWhole = count == words.count || words[count - 1] == "…"
        return start + words[..<count].joined(separator: " ") + (isWhole ? "" : " …")
      }
      .first(where: fits)
    return syntax ?? shown
  }

  private func consequence(_ count: Int) -> String {
    let text = parts[..<count].joined(separator: ", ")
    return gap + (text.hasPrefix("→") ? text : "→ " + text)
  }

  /// A form is cut between its words; what stands in brackets is one.
  private static func words(of syntax: String) -> [String] {
    var words: [String] = []
    var depth = 0
    for piece in syntax.split(separator: " ") {
      if depth > 0, let last = words.popLast() {
        words.append("\(last) \(piece)")
      } else {
        words.append(String(piece))
      }
      depth += piece.count { "[(".contains($0) } - piece.count { "])".contains($0) }
      depth = max(0, depth)
    }
    return words
  }

  private static func columns(of text: String) -> Int {
    LineCell.cells(of: text, style: "").reduce(0) { $0 + $1.columns + $1.overhang }
  }
}
