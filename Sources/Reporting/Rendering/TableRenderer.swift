/// Draws a table: a head, a rule below each column, rows; no boxes, two blanks between columns.
struct TableRenderer {
  /// A value ready to print but for its room.
  private struct Piece {
    let visible: String
    let style: Style
    let columns: Int

    init(_ text: Text, _ style: Style? = nil) {
      visible = text.plain
      self.style = style ?? text.runs.first?.style ?? .plain
      columns = DisplayWidth.columns(of: visible)
    }
  }

  private let style: OutputStyle
  private let sheet: StyleSheet

  /// Draws for one place of output.
  init(_ style: OutputStyle) {
    self.style = style
    sheet = StyleSheet(colour: style.colour)
  }

  /// All lines of the table, its caption and footer included.
  func render(_ table: Table) -> String {
    let heads = table.columns.map { Piece(Text($0.title), .heading) }
    let rows = table.rows.map { row in
      zip(table.columns, row).map { column, cell in
        Piece(column.shown(cell, style.times))
      }
    }
    let layout = layout(of: table, heads: heads, rows: rows)
    let alignments = table.columns.map(\.alignment)
    var result = table.caption.map { sheet.render($0.read(in: style.times)) + "\n" } ?? ""
    if !table.columns.isEmpty {
      result += line(heads, layout, alignments) + rule(layout)
    }
    for row in rows { result += lines(row, table.columns, layout) }
    result += leftOut(table, layout, rows)
    result += table.footer.map { sheet.render($0.read(in: style.times)) + "\n" } ?? ""
    return result
  }

  private func layout(of table: Table, heads: [Piece], rows: [[Piece]]) -> TableLayout {
    var natural = heads.map { max(1, $0.columns) }
    for row in rows {
      for (index, piece) in row.enumerated() { natural[index] = max(natural[index], piece.columns) }
    }
    let all = natural.reduce(TableLayout.gap * max(0, natural.count - 1), +)
    let isShort = style.width.map { all > $0 } ?? false
    let demands = table.columns.indices.map { index in
      let column = table.columns[index]
      return TableLayout.Demand(
        natural: natural[index], usual: isShort ? usual(index, heads, rows) : nil,
        priority: column.priority, isFlexible: column.isFlexible,
        shortest: column.shortest, isEmpty: Self.isEmpty(index, rows))
    }
    return TableLayout(demands, width: style.width)
  }

  /// The columns that all values but the widest tenth, at least one, take, where these take much more;
  /// of few values none is out of the ordinary.
  private func usual(_ column: Int, _ heads: [Piece], _ rows: [[Piece]]) -> Int {
    let widths = rows.map { $0[column].columns }.filter { $0 > 0 }.sorted()
    guard widths.count > 2, let widest = widths.last else { return .max }
    let usual = max(heads[column].columns, widths[widths.count - 1 - max(1, widths.count / 10)])
    return widest * 2 > usual * 3 ? usual : .max
  }

  /// A row, in several lines where a value that may be broken has no room in one.
  private func lines(_ pieces: [Piece], _ columns: [Column], _ layout: TableLayout) -> String {
    let alignments = columns.map(\.alignment)
    var broken: [Int: [Piece]] = [:]
    for (index, width) in zip(layout.shown, layout.widths)
    where style.width != nil && columns[index].wraps && pieces[index].columns > width {
      let piece = pieces[index]
      broken[index] = LineWrapping(width: width).parts(of: Text(piece.visible)).map {
        Piece($0, piece.style)
      }
    }
    guard let height = broken.values.map(\.count).max() else {
      return line(pieces, layout, alignments)
    }
    let empty = Piece(Text())
    return (0..<height).map { number in
      let parts = pieces.indices.map { index in
        let own = broken[index] ?? [pieces[index]]
        return number < own.count ? own[number] : empty
      }
      return line(parts, layout, alignments)
    }.joined()
  }

  /// One line; blanks are written only before something, so none are left at its end.
  private func line(
    _ pieces: [Piece], _ layout: TableLayout, _ alignments: [Alignment]
  ) -> String {
    var result = ""
    var pending = 0
    for (index, width) in zip(layout.shown, layout.widths) {
      let piece = fitted(pieces[index], to: width)
      let padding = max(0, width - piece.columns)
      if alignments[index] == .trailing { pending += padding }
      if !piece.visible.isEmpty {
        result += String(repeating: " ", count: pending)
        result += sheet.paint(piece.visible, piece.style)
        pending = 0
      }
      if alignments[index] == .leading { pending += padding }
      pending += TableLayout.gap
    }
    return result + "\n"
  }

  private func fitted(_ piece: Piece, to width: Int) -> Piece {
    guard piece.columns > width, style.width != nil else { return piece }
    let cut = DisplayWidth.clipped(piece.visible, to: width, ellipsis: style.ellipsis)
    return Piece(Text(cut), piece.style)
  }

  private func rule(_ layout: TableLayout) -> String {
    let gap = String(repeating: " ", count: TableLayout.gap)
    let rules = layout.widths.map { String(repeating: style.rule, count: $0) }
    return sheet.paint(rules.joined(separator: gap), .dim) + "\n"
  }

  private static func isEmpty(_ column: Int, _ rows: [[Piece]]) -> Bool {
    !rows.isEmpty && rows.allSatisfy { $0[column].visible.isEmpty }
  }

  /// Nothing disappears unsaid: names the columns with values for which there was no room.
  private func leftOut(_ table: Table, _ layout: TableLayout, _ rows: [[Piece]]) -> String {
    let missing = table.columns.indices.filter {
      !layout.shown.contains($0) && !rows.isEmpty && !Self.isEmpty($0, rows)
    }
    guard !missing.isEmpty else { return "" }
    let names = missing.map { table.columns[$0].title }.joined(separator: ", ")
    return Words(style).line(Text("no room for: \(names) (format vertical shows all)", .dim))
  }
}
