/// Wiping out what is shown, in a terminal whose size may be another one by now.
extension FramePainter {
  /// Wipes everything shown out, in a terminal that is now `columns` wide, and forgets it. Where the
  /// cursor is `found` to be tells how the terminal has wrapped its rows, and which of them are out of
  /// sight: it can't be moved to those, and they are wiped out when they come back.
  mutating func wipe(columns: Int, found: LineFrame.Position? = nil) -> String {
    guard shown != nil else { return "" }
    let (above, isFirst, hidden) = extent(columns: columns, found: found)
    forget()
    self.hidden = hidden.suffix(Self.mostHidden)
    // What is cleared at the first row is no part of the row above it any more.
    if !self.hidden.isEmpty { self.hidden[self.hidden.count - 1].joins = false }
    let up = (above > 0 ? "\u{1B}[\(above)A" : "") + "\r"
    // As in `wipe()`.
    return up + (isFirst ? "\u{1B}[K\u{1B}[B\u{1B}[J\u{1B}[A" : "\u{1B}[J")
  }

  /// Wipes everything shown out in a terminal of the same size, and forgets it: row by row, since tmux
  /// keeps what is cleared at once at its first row as if it had scrolled away.
  mutating func wipe() -> String {
    guard shown != nil else { return "" }
    let up = place.row > 0 ? "\u{1B}[\(place.row)A" : ""
    let back = lowest > 0 ? "\u{1B}[\(lowest)A" : ""
    forget()
    return up + "\r\u{1B}[K" + String(repeating: "\u{1B}[B\u{1B}[K", count: lowest) + back
  }

  /// So many rows are enough to look back to.
  private static var mostHidden: Int { 500 }

  /// How many rows above the cursor are ours and in sight, whether they begin at the terminal's first
  /// row, and which are out of sight.
  private func extent(
    columns: Int, found: LineFrame.Position?
  ) -> (above: Int, isFirst: Bool, hidden: [RewrappedRows.Row]) {
    guard let found else {
      if cutsRows { return (place.row, false, []) }
      return (rewrapped(columns, hidden: []).cursor.row, false, [])
    }
    let rewrapped = rewrapped(columns, hidden: hidden)
    var cursor = rewrapped.cursor
    // Behind a full row terminals take to be its last column, the one there is not, or the next row.
    if cursor.column == columns, found.column == 0 {
      cursor = LineFrame.Position(row: cursor.row + 1, column: 0)
    } else if cursor.column == columns, found.column == columns - 1 {
      cursor.column = found.column
    }
    if cursor.column == found.column {
      let above = min(cursor.row, found.row)
      let isFirst = above == found.row
      return (above, isFirst, Array(rewrapped.rows.prefix(cursor.row - above)))
    }
    if found == LineFrame.Position(row: 0, column: 0) {
      // The cursor's own row is out of sight, and perhaps more: so much at least.
      return (0, true, Array(rewrapped.rows.prefix(cursor.row + 1)))
    }
    let above = min(place.row, found.row)
    return (above, above == found.row, [])
  }

  /// All there is of the line as it is wrapped now.
  private func rewrapped(_ columns: Int, hidden: [RewrappedRows.Row]) -> RewrappedRows {
    let rows = (shown ?? []).enumerated().map { index, row in
      let erased = keepsErased && index < used.count ? max(0, used[index] - row.columns) : 0
      return RewrappedRows.Row(
        cells: row.cells.map(\.columns) + Array(repeating: 1, count: erased),
        joins: joined.contains(index))
    }
    let cursor = LineFrame.Position(row: hidden.count + place.row, column: place.column)
    return RewrappedRows(hidden + rows, cursor: cursor, columns: columns)
  }
}
