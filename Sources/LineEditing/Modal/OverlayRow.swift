import Reporting

/// One row below the line; what does not fit is cut off and ends in an ellipsis.
struct OverlayRow {
  /// Columns it may use: all but the terminal's last, where rows would wrap.
  let room: Int
  /// What is in it.
  private(set) var cells: [LineCell] = []
  /// The columns it uses.
  private(set) var used = 0
  private let usesStyles: Bool
  private let ellipsis: [Character]
  private var isFull = false

  /// An empty one.
  init(_ area: ModalArea) {
    room = max(1, area.columns - 1)
    usesStyles = area.usesStyles
    ellipsis = area.signs.ellipsis.prefix(room).map { $0 }
  }

  /// Adds text in its visible form.
  mutating func add(_ text: String, style: String = "") {
    add(LineCell.cells(of: text, style: style))
  }

  /// Adds cells.
  mutating func add(_ more: [LineCell]) {
    for cell in more {
      guard !isFull else { return }
      let style = usesStyles ? cell.style : ""
      guard used + cell.columns + cell.overhang <= room else {
        cutOff()
        return
      }
      cells.append(LineCell(text: cell.text, columns: cell.columns, style: style))
      used += cell.columns
    }
  }

  /// Adds blanks up to a column.
  mutating func pad(to column: Int) {
    if used < column { add(String(repeating: " ", count: column - used)) }
  }

  private mutating func cutOff() {
    isFull = true
    while used + ellipsis.count > room, let last = cells.popLast() { used -= last.columns }
    let style = cells.last?.style ?? ""
    cells += ellipsis.map { LineCell(text: String($0), columns: 1, style: style) }
    used += ellipsis.count
  }

  /// The columns of some cells where a terminal may draw pictures apart.
  static func columns(of cells: [LineCell]) -> Int {
    cells.reduce(0) { $0 + $1.columns + $1.overhang }
  }
}
