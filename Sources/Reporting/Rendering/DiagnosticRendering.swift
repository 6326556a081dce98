extension Diagnostic {
  /// The lines for standard error: one JSON document in `json` and `ndjson`, words elsewhere.
  package func rendered(as format: OutputFormat = .table, style: OutputStyle = .pipe) -> String {
    switch format {
    case .json, .ndjson: return data.json + "\n"
    case .table, .vertical, .csv, .tsv, .markdown: break
    }
    let sheet = StyleSheet(colour: style.colour)
    let words = Words(style)
    var result = words.line(place + Text("error:", .bad) + " " + message)
    for detail in details { result += words.line("  " + detail) }
    if let excerpt { result += excerpt.window(style).rendered(sheet) }
    if let hint { result += words.line(Text("hint:", .dim) + " " + hint) }
    return result
  }

  /// `file:line:column: `, as editors and compilers understand it; nothing at the prompt.
  private var place: Text {
    guard let location, let file = location.file else { return "" }
    return "\(file):\(location.line):\(location.column): "
  }
}

extension Diagnostic.Excerpt {
  /// Of a line that is longer than what is seen at once, the part around what is pointed at.
  fileprivate func window(_ style: OutputStyle) -> Self {
    let room = style.width.map { max(40, $0 - 4) } ?? 240
    let scalars = Array(line.unicodeScalars)
    guard scalars.count > room else { return self }
    let lower = max(0, min(span.lowerBound - room / 3, scalars.count - room))
    let upper = lower + room
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[lower..<upper])
    let before = lower > 0 ? style.ellipsis : ""
    let start = span.lowerBound - lower + before.unicodeScalars.count
    return Self(
      line: before + String(text) + (upper < scalars.count ? style.ellipsis : ""),
      span: start..<start + min(span.upperBound, upper) - span.lowerBound)
  }

  /// The line and below it a caret under the span, in the columns the terminal shows it.
  fileprivate func rendered(_ sheet: StyleSheet) -> String {
    let scalars = Array(line.unicodeScalars)
    let before = Self.visible(scalars[..<span.lowerBound])
    let marked = Self.visible(scalars[span])
    let after = Self.visible(scalars[span.upperBound...])
    let indent = String(repeating: " ", count: 2 + DisplayWidth.columns(of: before))
    let length = max(1, DisplayWidth.columns(of: marked))
    let caret = "^" + String(repeating: "~", count: length - 1)
    return "  " + before + marked + after + "\n" + indent + sheet.paint(caret, .bad) + "\n"
  }

  private static func visible(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return VisibleText.rendering(String(text))
  }
}
