/// Enough of a terminal to tell what a reader would see: text, wide cells, wrapping, colours, and the
/// sequences that the editor sends an xterm.
struct TerminalModel {
  /// Its width.
  private(set) var columns: Int
  /// Its height.
  let rows: Int
  /// Whether pictures that a joiner ties together are drawn as one, as newer terminals do.
  var joinsPictures = true
  /// Cells by row; a wide character's second cell is empty.
  private(set) var cells: [[String]]
  /// The SGR parameters each cell was written with.
  private(set) var styles: [[String]]
  /// The cursor's row, from 0.
  private(set) var row = 0
  /// The cursor's column, from 0.
  private(set) var column = 0
  /// Private modes that are on, such as `?2004`.
  private(set) var modes: Set<String> = ["?7"]
  /// How often it was asked where the cursor is, and how often something was drawn at once since.
  private(set) var questions = 0
  private(set) var frames = 0
  /// How often it rang.
  private(set) var bells = 0
  /// The marks of prompt, input and output, in the order they came.
  private(set) var marks: [String] = []
  /// Sequences it does not know.
  private(set) var unknown: [String] = []
  /// What it answers, which nobody has read yet.
  private var answers = ""
  /// What scrolled out above the first row, as far as a size brings it back.
  private(set) var history: [Line] = []
  /// Whether each row goes on in the next one because the terminal itself wrapped it, and how many of
  /// its columns were ever used since it was cleared as a whole.
  private var extents: [(joins: Bool, used: Int)]

  /// A row out of sight.
  struct Line {
    var cells: [String]
    var joins: Bool
  }
  /// Set behind the last column: the next character goes to the next row.
  private(set) var wrapsNext = false
  /// An escape sequence begun.
  private var sequence = ""
  private var style = ""
  /// Where the last character was put.
  private var last: (row: Int, column: Int)?

  /// An empty screen, the cursor at its top left.
  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    styles = Array(repeating: Array(repeating: "", count: columns), count: rows)
    extents = Array(repeating: (false, 0), count: rows)
  }

  /// What it answers to what it was asked, once.
  mutating func takeAnswers() -> String {
    defer { answers = "" }
    return answers
  }

  /// What the rows show, blanks at their ends and empty rows at the bottom left out.
  var lines: [String] {
    var lines = cells.map { row in
      String(row.joined().reversed().drop { $0 == " " }.reversed())
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// What a row shows of one style alone.
  func text(ofStyle style: String, row: Int) -> String {
    zip(cells[row], styles[row]).filter { $0.1 == style }.map(\.0).joined()
  }

  /// Makes it narrower as an xterm does: what stood behind the edge is gone, and rows stay where they are.
  mutating func cut(to columns: Int) {
    cells = cells.map { Array($0.prefix(columns)) }
    styles = styles.map { Array($0.prefix(columns)) }
    (self.columns, column, wrapsNext) = (columns, min(column, columns - 1), false)
    extents = extents.map { (false, min($0.used, columns)) }
  }

  /// The rows in sight.
  var rowsAsLines: [Line] {
    zip(cells, extents).map { Line(cells: used($0, $1.used), joins: $1.joins) }
  }

  /// Takes other rows, the last ones in sight; a cursor that is out of sight goes to the first place.
  mutating func take(_ lines: [Line], columns: Int, cursor: (row: Int, column: Int)) {
    self.columns = columns
    history = Array(lines.dropLast(rows))
    let shown = lines.suffix(rows)
    cells = shown.map { $0.cells + Array(repeating: " ", count: columns - $0.cells.count) }
    styles = shown.map { _ in Array(repeating: "", count: columns) }
    extents = shown.map { ($0.joins, $0.cells.count) }
    let isSeen = cursor.row >= history.count
    (row, column) = isSeen ? (cursor.row - history.count, min(cursor.column, columns - 1)) : (0, 0)
    (wrapsNext, last) = (isSeen && cursor.column == columns, nil)
  }

  /// Takes in what a program wrote.
  mutating func feed(_ text: String) {
    for scalar in text.unicodeScalars { feed(scalar) }
  }

  private mutating func feed(_ scalar: Unicode.Scalar) {
    if !sequence.isEmpty {
      sequence.unicodeScalars.append(scalar)
      if sequence.hasPrefix("\u{1B}]") {
        if scalar == "\u{7}" { endCommand() }
        return
      }
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

  private mutating func endCommand() {
    if sequence.hasPrefix("\u{1B}]133;") {
      marks.append(String(sequence.dropFirst(6).dropLast()))
    } else {
      unknown.append(sequence)
    }
    sequence = ""
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if let last, joins(scalar, to: cells[last.row][last.column]) {
      cells[last.row][last.column].unicodeScalars.append(scalar)
      return
    }
    let width = Self.isWide(scalar) ? 2 : 1
    if modes.contains("?7") {
      if wrapsNext || column + width > columns {
        extents[row].joins = true
        column = 0
        lineFeed()
      }
    } else {
      column = min(column, columns - width)
    }
    clearHalves(column)
    if width == 2 { clearHalves(column + 1) }
    cells[row][column] = String(scalar)
    styles[row][column] = style
    if width == 2 {
      cells[row][column + 1] = ""
      styles[row][column + 1] = style
    }
    last = (row, column)
    extents[row].used = max(extents[row].used, column + width)
    wrapsNext = column + width >= columns
    column = min(column + width, columns - 1)
  }

  /// What is written over half of a wide character leaves a blank of the other half.
  private mutating func clearHalves(_ column: Int) {
    if cells[row][column].isEmpty, column > 0 { cells[row][column - 1] = " " }
    if column + 1 < columns, cells[row][column + 1].isEmpty { cells[row][column + 1] = " " }
    cells[row][column] = " "
  }

  private func joins(_ scalar: Unicode.Scalar, to before: String) -> Bool {
    switch scalar.value {
    case 0x300...0x36F, 0x200D, 0xFE0F: true
    case 0x1F3FB...0x1F3FF: joinsPictures
    default: joinsPictures && before.unicodeScalars.last == "\u{200D}"
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xD7A3).contains(scalar.value)
      || (0xFF00...0xFF60).contains(scalar.value) || (0x1F300...0x1FAFF).contains(scalar.value)
  }

  private mutating func lineFeed() {
    (wrapsNext, last) = (false, nil)
    if row + 1 < rows {
      row += 1
    } else {
      scroll()
    }
  }

  /// Moves the first row out of sight.
  private mutating func scroll() {
    history.append(Line(cells: used(cells[0], extents[0].used), joins: extents[0].joins))
    cells.removeFirst()
    cells.append(Array(repeating: " ", count: columns))
    styles.removeFirst()
    styles.append(Array(repeating: "", count: columns))
    extents.removeFirst()
    extents.append((false, 0))
  }

  private func used(_ cells: [String], _ count: Int) -> [String] { Array(cells.prefix(count)) }

  private mutating func move(row: Int, column: Int) {
    self.row = min(max(0, row), rows - 1)
    self.column = min(max(0, column), columns - 1)
    (wrapsNext, last) = (false, nil)
  }

  private mutating func perform(_ sequence: String) {
    let body = sequence.dropFirst(2)
    guard sequence.hasPrefix("\u{1B}["), let final = body.last else {
      unknown.append(sequence)
      return
    }
    let numbers = body.dropLast().split(separator: ";").map { Int($0) ?? 0 }
    let count = max(1, numbers.first ?? 1)
    switch final {
    case "A": move(row: row - count, column: column)
    case "B": move(row: row + count, column: column)
    case "C": move(row: row, column: column + count)
    case "D": move(row: row, column: column - count)
    case "G": move(row: row, column: count - 1)
    case "H": move(row: count - 1, column: (numbers.dropFirst().first ?? 1) - 1)
    case "n" where body == "6n":
      (questions, frames) = (questions + 1, 0)
      answers += "\u{1B}[\(row + 1);\(column + (wrapsNext ? 2 : 1))R"
    case "h": modes.insert(String(body.dropLast()))
    case "l":
      if modes.remove(String(body.dropLast())) == "?2026" { frames += 1 }
    case "m": setStyle(body.dropLast())
    default: erase(final, numbers.first ?? 0)
    }
  }

  private mutating func setStyle(_ parameters: Substring) {
    for parameter in parameters.split(separator: ";", omittingEmptySubsequences: false) {
      // What ends one attribute is only ever sent behind that one.
      let isEnd = ["0", "", "22"].contains(parameter)
      style = isEnd ? "" : style + (style.isEmpty ? "" : ";") + parameter
    }
  }

  private mutating func erase(_ final: Character, _ number: Int) {
    last = nil
    let count = min(max(1, number), columns - column)
    switch final {
    case "J":
      if number == 2 || (row, column) == (0, 0) {
        // All of the screen: tmux keeps what was there.
        for _ in 0..<((extents.lastIndex { $0.used > 0 } ?? -1) + 1) { scroll() }
        return
      }
      clear(column..<columns)
      for row in (row + 1)..<rows where row < rows { clearRow(row) }
    case "K": clear(column..<columns)
    case "X": clear(column..<(column + count))
    default: unknown.append("CSI \(final)")
    }
  }

  private mutating func clear(_ range: Range<Int>) {
    if range == 0..<columns { return clearRow(row) }
    for index in range {
      clearHalves(index)
      styles[row][index] = ""
    }
  }

  /// What is cleared as a whole is no part of the row above any more.
  private mutating func clearRow(_ row: Int) {
    cells[row] = Array(repeating: " ", count: columns)
    styles[row] = Array(repeating: "", count: columns)
    extents[row] = (false, 0)
    if row > 0 {
      extents[row - 1].joins = false
    } else if !history.isEmpty {
      history[history.count - 1].joins = false
    }
  }
}
