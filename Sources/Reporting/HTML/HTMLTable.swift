/// How a table is laid out where the screen is narrow.
package enum HTMLTableLayout: Hashable, Sendable {
  /// Each row becomes a card, its values labelled.
  case cards
  /// It stays a grid that scrolls sideways, its first column kept in view.
  case grid
}

extension HTMLWriter {
  /// How much is kept of one value of a table, in scalars: rows may be ten thousand.
  private static let longestValue = 400

  /// A table in a region that scrolls, and that the keyboard reaches; `id` names its caption.
  mutating func table(_ whole: Table, id: String, layout: HTMLTableLayout) {
    let table = whole.withoutEmptyColumns
    open(
      "div",
      ["class": "scroll", "role": "region", "tabindex": "0", "aria-labelledby": "\(id)-caption"])
    open("table", ["class": layout == .cards ? "cards" : "grid"])
    open("caption", ["id": "\(id)-caption"])
    literal("<span>")
    text(table.caption ?? Text(String(table.key.map { $0 == "_" ? " " : $0 })))
    literal("</span>")
    close("caption")
    head(of: table, layout)
    literal("<tbody>\n")
    let labels = layout == .cards ? table.columns.map { HTMLLabel($0.title) } : []
    let heads = table.columns.firstIndex { $0.key == "email" } ?? 0
    for row in table.rows { self.row(row, table.columns, labels, headedBy: heads) }
    literal("</tbody>\n")
    close("table")
    close("div")
    if let footer = table.footer { element("p", [:], footer) }
  }

  private mutating func head(of table: Table, _ layout: HTMLTableLayout) {
    literal("<thead><tr>")
    for (index, column) in table.columns.enumerated() {
      if layout == .grid, index > 0 {
        open("th", ["scope": "col", "class": "turned"])
        literal("<span>")
        text(Text(column.title), limit: Self.longestValue)
        literal("</span>")
      } else if column.alignment == .trailing {
        open("th", ["scope": "col", "class": "number"])
        text(Text(column.title), limit: Self.longestValue)
      } else {
        open("th", ["scope": "col"])
        text(Text(column.title), limit: Self.longestValue)
      }
      close("th", endsLine: false)
    }
    literal("</tr></thead>\n")
  }

  private mutating func row(
    _ cells: [Cell], _ columns: [Column], _ labels: [HTMLLabel], headedBy head: Int
  ) {
    literal("<tr>")
    for (index, cell) in cells.enumerated() {
      guard index != head else {
        literal("<th scope=\"row\"")
        if columns[index].alignment == .trailing { literal(" class=\"number\"") }
        literal(">")
        let text = columns[index].shown(cell, times)
        self.text(text.isEmpty ? Text("none", .dim) : text, limit: Self.longestValue)
        literal("</th>")
        continue
      }
      literal("<td")
      if index < labels.count { labelled(by: labels[index]) }
      if columns[index].alignment == .trailing {
        literal(" class=\"number\"")
      } else if !columns[index].isFlexible, !labels.isEmpty {
        literal(" class=\"word\"")
      }
      literal(">")
      text(columns[index].shown(cell, times), limit: Self.longestValue)
      literal("</td>")
    }
    literal("</tr>\n")
  }
}

extension Table {
  /// The same table without columns that hold nothing, the first one excepted.
  fileprivate var withoutEmptyColumns: Table {
    guard !rows.isEmpty else { return self }
    let used = columns.indices.filter { index in
      index == 0 || rows.contains { !$0[index].text.isEmpty }
    }
    guard used.count < columns.count else { return self }
    return Table(
      key: key, columns: used.map { columns[$0] }, rows: rows.map { row in used.map { row[$0] } },
      caption: caption, footer: footer)
  }
}
