/// Breaks sentences between words where a person reads them; elsewhere a sentence is one line.
struct LineWrapping {
  /// The columns of a line; nil: never broken.
  private let width: Int?

  /// Breaks only at a terminal whose width is known, and one wide enough to be worth it.
  init(_ style: OutputStyle) {
    width = style.isTerminal ? style.width.flatMap { $0 >= 20 ? $0 : nil } : nil
  }

  /// Breaks lines of so many columns, which a value in a table or beside a label has.
  init(width: Int) { self.width = max(1, width) }

  /// The lines of a text, words that are longer than a line broken too.
  func parts(of text: Text) -> [Text] {
    guard let width else { return [text] }
    return lines(of: text).flatMap { line in
      var parts: [Text] = []
      var part = Text()
      var columns = 0
      for run in line.runs {
        for character in run.content {
          let cell = Cell(character: character, style: run.style)
          if columns > 0, columns + cell.columns > width {
            parts.append(part)
            (part, columns) = (Text(), 0)
          }
          part.append(Text.Run(String(character), run.style))
          columns += cell.columns
        }
      }
      return parts + [part]
    }
  }

  /// The lines of a text. A word that is longer than a line is left to the terminal.
  func lines(of text: Text) -> [Text] {
    guard let width else { return [text] }
    let cells = text.runs.flatMap { run in
      run.content.map { Cell(character: $0, style: run.style) }
    }
    var lines: [Text] = []
    var start = 0
    var columns = 0
    var blank: Int?
    for (index, cell) in cells.enumerated() {
      columns += cell.columns
      if cell.character == " ", columns > 0 {
        if columns <= width + 1 { blank = index }
        continue
      }
      guard columns > width, let end = blank, end > start else { continue }
      lines.append(Self.text(cells[start..<end]))
      start = end + 1
      blank = nil
      columns = cells[start...index].reduce(0) { $0 + $1.columns }
    }
    return lines + [Self.text(cells[start...])]
  }

  /// The lines of a text whose characters from a place on stand in a column of their own; nil where
  /// it need not be broken, or the column would be too narrow.
  func hanging(behind text: Text, _ indent: Int) -> [Text]? {
    let cells = text.runs.flatMap { run in
      run.content.map { Cell(character: $0, style: run.style) }
    }
    let used = cells.prefix(indent).reduce(0) { $0 + $1.columns }
    guard let width, indent < cells.count, width - used >= Self.narrowest else { return nil }
    let rest = LineWrapping(width: width - used).lines(of: Self.text(cells[indent...]))
    guard rest.count > 1 else { return nil }
    let blanks = Text(String(repeating: " ", count: used))
    return rest.enumerated().map { place, line in
      (place == 0 ? Self.text(cells[..<indent]) : blanks) + line
    }
  }

  private static let narrowest = 16

  private struct Cell {
    let character: Character
    let style: Style

    var columns: Int { DisplayWidth.columns(of: VisibleText.rendering(String(character))) }
  }

  private static func text(_ cells: ArraySlice<Cell>) -> Text {
    var text = Text()
    var rest = cells
    while let first = rest.first {
      let run = rest.prefix { $0.style == first.style }
      text.append(Text.Run(String(run.map(\.character)), first.style))
      rest = rest.dropFirst(run.count)
    }
    return text
  }
}
