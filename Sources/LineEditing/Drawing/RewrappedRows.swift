/// The rows of a terminal as it wraps them anew at another width: those it wrapped itself are one line.
struct RewrappedRows {
  /// A row of the terminal.
  struct Row: Hashable {
    /// The columns of each of its cells, in order.
    private(set) var cells: [Int] = []
    /// Whether the terminal has it go on in the next one.
    var joins = false
    /// The sum of its cells.
    private(set) var columns = 0

    /// A row of such cells.
    init(cells: [Int] = [], joins: Bool = false) {
      (self.cells, self.joins) = (cells, joins)
      columns = cells.reduce(0, +)
    }

    /// Adds a cell.
    fileprivate mutating func add(_ width: Int) {
      cells.append(width)
      columns += width
    }
  }

  /// What there is now.
  private(set) var rows: [Row] = []
  /// Where the cursor went; behind a full row it may be in the column that there is not.
  private(set) var cursor = LineFrame.Position(row: 0, column: 0)

  /// Wraps rows at a width, with the cursor in one of them.
  init(_ old: [Row], cursor place: LineFrame.Position, columns: Int) {
    var goesOn = false
    for (index, row) in old.enumerated() {
      if !goesOn { rows.append(Row()) }
      goesOn = row.joins
      var used = 0
      for width in row.cells {
        if rows[rows.count - 1].columns + width > columns {
          rows[rows.count - 1].joins = true
          rows.append(Row())
        }
        if index == place.row, used <= place.column { mark() }
        rows[rows.count - 1].add(width)
        used += width
      }
      if index == place.row, used <= place.column { mark(behind: place.column - used) }
    }
  }

  private mutating func mark(behind blanks: Int = 0) {
    let last = rows.count - 1
    cursor = LineFrame.Position(row: last, column: rows[last].columns + blanks)
  }
}
