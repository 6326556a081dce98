/// Another width, as tmux takes it: rows it wrapped itself are one line, all lines are wrapped anew, and
/// what has no room goes out of sight at the top, whatever is empty at the bottom.
extension TerminalModel {
  /// Wraps all there is at a width.
  mutating func rewrap(to columns: Int) {
    let all = history + rowsAsLines
    let place = (row: history.count + row, column: wrapsNext ? column + 1 : column)
    var lines: [Line] = []
    var cursor = (row: 0, column: 0)
    var index = 0
    while index < all.count {
      var cells: [String] = []
      var mark: Int?
      repeat {
        if index == place.row {
          mark = place.column < all[index].cells.count ? cells.count + place.column : Int.max
        }
        cells += all[index].cells
        index += 1
      } while all[index - 1].joins && index < all.count
      let (wrapped, found) = Self.wrapped(cells, at: columns, mark: mark)
      if let found { cursor = (lines.count + found.row, found.column) }
      lines += wrapped
    }
    let missing = max(0, rows - lines.count)
    lines += Array(repeating: Line(cells: [], joins: false), count: missing)
    take(lines, columns: columns, cursor: cursor)
  }

  private static func wrapped(
    _ cells: [String], at columns: Int, mark: Int?
  ) -> ([Line], (row: Int, column: Int)?) {
    var lines = [Line(cells: [], joins: false)]
    var found: (row: Int, column: Int)?
    for (offset, cell) in cells.enumerated() {
      let width = offset + 1 < cells.count && cells[offset + 1].isEmpty ? 2 : 1
      if !cell.isEmpty, lines[lines.count - 1].cells.count + width > columns {
        lines[lines.count - 1].joins = true
        lines.append(Line(cells: [], joins: false))
      }
      if offset == mark { found = (lines.count - 1, lines[lines.count - 1].cells.count) }
      lines[lines.count - 1].cells.append(cell)
    }
    if mark == Int.max { found = (lines.count - 1, lines[lines.count - 1].cells.count) }
    return (lines, found)
  }
}
