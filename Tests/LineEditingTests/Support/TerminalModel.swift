/// Enough of a terminal to tell what a reader would see: text, wide cells, wrapping, the erasing and
/// moving that libedit asks an xterm for.
struct TerminalModel {
  /// Its width.
  let columns: Int
  /// Its height.
  let rows: Int
  /// Cells by row; a wide character's second cell is empty.
  private(set) var cells: [[String]]
  /// The cursor's row, from 0.
  private(set) var row = 0
  /// The cursor's column, from 0.
  private(set) var column = 0
  /// Set behind the last column: the next character goes to the next row.
  private var wrapsNext = false
  /// An escape sequence begun.
  private var sequence = ""
  /// Private modes that are on, such as `?2004`.
  private(set) var modes: Set<String> = []
  /// How often it rang.
  private(set) var bells = 0

  /// An empty screen, the cursor at its top left.
  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// What the rows show, blanks at their ends and empty rows at the bottom left out.
  var lines: [String] {
    var lines = cells.map { row in
      String(row.joined().reversed().drop { $0 == " " }.reversed())
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Takes in what a program wrote.
  mutating func feed(_ text: String) {
    for scalar in text.unicodeScalars { feed(scalar) }
  }

  private mutating func feed(_ scalar: Unicode.Scalar) {
    if !sequence.isEmpty {
      sequence.unicodeScalars.append(scalar)
      let isIntroducer = sequence.unicodeScalars.count == 2 && scalar == "["
      if !isIntroducer, (0x40...0x7E).contains(scalar.value) {
        perform(sequence)
        sequence = ""
      }
      return
    }
    switch scalar {
    case "\u{1B}": sequence = "\u{1B}"
    case "\r": move(row: row, column: 0)
    case "\n": lineFeed()
    case "\u{8}": move(row: row, column: column - 1)
    case "\u{7}": bells += 1
    case "\t": move(row: row, column: (column / 8 + 1) * 8)
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = Self.isWide(scalar) ? 2 : 1
    if wrapsNext || column + width > columns {
      column = 0
      lineFeed()
    }
    cells[row][column] = String(scalar)
    if width == 2 { cells[row][column + 1] = "" }
    wrapsNext = column + width >= columns
    column = min(column + width, columns - 1)
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xD7A3).contains(scalar.value)
      || (0xFF00...0xFF60).contains(scalar.value) || (0x1F300...0x1FAFF).contains(scalar.value)
  }

  private mutating func lineFeed() {
    wrapsNext = false
    if row + 1 < rows {
      row += 1
    } else {
      cells.removeFirst()
      cells.append(Array(repeating: " ", count: columns))
    }
  }

  private mutating func move(row: Int, column: Int) {
    self.row = min(max(0, row), rows - 1)
    self.column = min(max(0, column), columns - 1)
    wrapsNext = false
  }

  private mutating func perform(_ sequence: String) {
    let body = sequence.dropFirst(2)
    guard sequence.hasPrefix("\u{1B}["), let final = body.last else { return }
    let numbers = body.dropLast().split(separator: ";").map { Int($0) ?? 0 }
    let count = max(1, numbers.first ?? 1)
    switch final {
    case "A": move(row: row - count, column: column)
    case "B": move(row: row + count, column: column)
    case "C": move(row: row, column: column + count)
    case "D": move(row: row, column: column - count)
    case "G": move(row: row, column: count - 1)
    case "H": move(row: count - 1, column: (numbers.dropFirst().first ?? 1) - 1)
    case "h": modes.insert(String(body.dropLast()))
    case "l": modes.remove(String(body.dropLast()))
    default: erase(final, numbers.first ?? 0)
    }
  }

  private mutating func erase(_ final: Character, _ number: Int) {
    let count = min(max(1, number), columns - column)
    let blanks = Array(repeating: " ", count: count)
    switch final {
    case "J":
      for row in (number == 2 ? 0 : row + 1)..<rows where row < rows {
        cells[row] = Array(repeating: " ", count: columns)
      }
      if number != 2 { fallthrough }
    case "K": for index in column..<columns { cells[row][index] = " " }
    case "P":
      cells[row].removeSubrange(column..<(column + count))
      cells[row] += blanks
    case "@":
      cells[row].insert(contentsOf: blanks, at: column)
      cells[row].removeLast(count)
    case "X": cells[row].replaceSubrange(column..<(column + count), with: blanks)
    default: break
    }
  }
}
