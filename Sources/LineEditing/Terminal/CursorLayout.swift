import CLibEdit

/// Where the cursor stands after prompt and text, by the rules of libedit's own screen model.
struct CursorLayout {
  /// Rows below the prompt's first row, and columns, both from 0.
  struct Position: Hashable {
    var row: Int
    var column: Int
  }

  /// The terminal's width; at least 1.
  let columns: Int

  /// The cell after `text`, typed behind a prompt of `promptWidth` columns.
  func position(promptWidth: Int, text: some Sequence<Unicode.Scalar>) -> Position {
    var position = Position(row: promptWidth / columns, column: promptWidth % columns)
    for scalar in text {
      switch scalar {
      case "\n":
        position = Position(row: position.row + 1, column: 0)
      case "\t":
        repeat { advance(&position, by: 1) } while position.column % 8 != 0
      default:
        advance(&position, by: Self.width(of: scalar))
      }
    }
    return position
  }

  /// The columns libedit draws a scalar in; `^X` and `\U+XXXX` forms included.
  static func width(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x20 || value == 0x7F { return 2 }
    let width = Int(wcwidth(wchar_t(bitPattern: value)))
    if width >= 0 { return width }
    return value > 0xFFFF ? 8 : 7
  }

  /// The columns of printable text.
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// A character that does not fit in the row goes to the next one; a full row ends at once.
  private func advance(_ position: inout Position, by width: Int) {
    if position.column + width > columns {
      position = Position(row: position.row + 1, column: 0)
    }
    position.column += width
    if position.column >= columns {
      position = Position(row: position.row + 1, column: 0)
    }
  }
}
