/// A prompt as cells: SGR sequences become styles, everything else is seen.
enum PromptCells {
  /// Takes text with SGR sequences (`ESC [ … m`); whatever else would steer a terminal is spelled
  /// out.
  static func cells(of text: String) -> [LineCell] {
    var cells: [LineCell] = []
    var style = ""
    var rest = Substring(text)
    while !rest.isEmpty {
      if rest.first == "\u{1B}", let match = rest.prefixMatch(of: /\u{1B}\[([0-9;:]*)m/) {
        style = combined(style, with: match.output.1)
        rest = rest[match.range.upperBound...]
      } else {
        cells += LineCell.cells(of: rest.removeFirst(), style: style)
      }
    }
    return cells
  }

  /// The parameters in force after some more; a lone 0 ends all of them.
  private static func combined(_ style: String, with parameters: Substring) -> String {
    if parameters.isEmpty || parameters == "0" { return "" }
    return style.isEmpty ? String(parameters) : "\(style);\(parameters)"
  }
}
