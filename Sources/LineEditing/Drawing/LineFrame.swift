import CommandLanguage

/// What is to be seen of a line: rows of cells with the cursor, prompt, hint and right prompt.
struct LineFrame: Hashable {
  /// A place in it, from 0.
  struct Position: Hashable {
    var row: Int
    var column: Int
  }

  /// One row of the terminal.
  struct Row: Hashable {
    var cells: [LineCell] = []
    /// The sum of its cells' columns.
    var columns = 0
    /// Whether the text goes on in the next row without a line end.
    var wraps = false
  }

  /// The terminal's width; at least 2.
  let columns: Int
  /// At least one.
  private(set) var rows = [Row()]
  /// Where the text begins.
  private(set) var input = Position(row: 0, column: 0)
  /// Where the cursor stands.
  private(set) var cursor = Position(row: 0, column: 0)
  /// Where the text ends.
  private(set) var end = Position(row: 0, column: 0)

  /// Lays a text out behind a prompt, and each of its further lines behind a sign; `cursor` and the
  /// spans count Unicode scalars.
  init(
    columns: Int, prompt: [LineCell], text: String, cursor: Int, colours: [ColouredSpan] = [],
    sign: [LineCell] = []
  ) {
    self.columns = max(2, columns)
    for cell in prompt { add(cell) }
    input = position
    var styles = StyleWalk(colours)
    var offset = 0
    var mark: Position?
    for cluster in text {
      let length = cluster.unicodeScalars.count
      let holdsCursor = mark == nil && cursor < offset + length
      if cluster.unicodeScalars.last == "\n" {
        if holdsCursor { mark = position }
        rows.append(Row())
        for cell in sign { add(cell) }
      } else {
        for cell in LineCell.cells(of: cluster, style: styles.style(at: offset)) {
          let place = add(cell)
          if holdsCursor, mark == nil { mark = place }
        }
      }
      offset += length
    }
    end = position
    self.cursor = mark ?? position
  }

  /// Shows dimmed text behind the end, cut off before `limit` columns of the row are used.
  mutating func addHint(_ cells: [LineCell], limit: Int) {
    for cell in cells {
      guard position.column + cell.columns + cell.overhang <= limit else { return }
      append(cell)
    }
  }

  /// Columns of the first row that what is before a right prompt may use; `nil` where it has no room.
  func room(beside right: [LineCell]) -> Int? {
    let width = right.reduce(0) { $0 + $1.columns }
    let room = columns - 1 - width - Self.gap
    return width > 0 && !rows[0].wraps && rows[0].columns <= room ? room : nil
  }

  /// Shows a right prompt in the first row, the last column left free.
  mutating func addRight(_ cells: [LineCell]) {
    guard let room = room(beside: cells) else { return }
    let blanks = room + Self.gap - rows[0].columns
    rows[0].cells += Array(repeating: .blank, count: blanks) + cells
    rows[0].columns = columns - 1
  }

  /// Shows rows below the line. A line that leaves them no room in a terminal of this height keeps
  /// the rows around its cursor.
  mutating func addOverlay(_ overlay: Overlay, height: Int) {
    let room = max(1, height - overlay.rows.count)
    let first = max(0, min(cursor.row, rows.count - room))
    rows = Array(rows[first..<min(rows.count, first + room)])
    input.row -= first
    cursor.row -= first
    end.row -= first
    if let place = overlay.cursor {
      cursor = Position(row: rows.count + place.row, column: place.column)
    }
    for cells in overlay.rows {
      rows.append(Row(cells: cells, columns: cells.reduce(0) { $0 + $1.columns }))
    }
  }

  /// Columns between the line and a right prompt.
  private static let gap = 2

  private var position: Position {
    Position(row: rows.count - 1, column: rows[rows.count - 1].columns)
  }

  /// Adds a cell where it fits, and returns its place. A full row ends at once: the cursor behind
  /// its last cell stands in the next row.
  @discardableResult
  private mutating func add(_ cell: LineCell) -> Position {
    let room = cell.columns + cell.overhang
    if position.column + room > columns, position.column > 0 { wrap() }
    let place = position
    append(cell)
    if position.column >= columns { wrap() }
    return place
  }

  private mutating func append(_ cell: LineCell) {
    rows[rows.count - 1].cells.append(cell)
    rows[rows.count - 1].columns += cell.columns
  }

  private mutating func wrap() {
    rows[rows.count - 1].wraps = true
    rows.append(Row())
  }
}
