import CLibEdit

extension EditingSession {
  /// Prints finished lines; the line being edited moves below them.
  func printAbove(_ lines: inout String) {
    guard !lines.isEmpty else { return }
    if request != nil, outcome == nil, !isSuspended {
      clearLine()
      screen.write(lines)
      cle_refresh(editor)
    } else {
      screen.write(lines)
    }
    lines = ""
  }

  /// Wipes prompt and line out, and leaves the cursor where the prompt began.
  func clearLine() {
    let (text, cursor) = buffer.contents
    let row = layout.position(promptWidth: prompt.width, text: text[..<cursor]).row
    screen.write((row > 0 ? "\u{1B}[\(row)A" : "") + "\r\u{1B}[J")
  }

  /// Leaves the line as it stands and goes to the row below it.
  func leaveLine(showing mark: String) {
    let (text, cursor) = buffer.contents
    let now = layout.position(promptWidth: prompt.width, text: text[..<cursor])
    let end = layout.position(promptWidth: prompt.width, text: text)
    let down = end.row > now.row ? "\u{1B}[\(end.row - now.row)B" : ""
    let right = end.column > 0 ? "\u{1B}[\(end.column)C" : ""
    screen.write("\(down)\r\(right)\(mark)\n")
  }

  /// Prints rows below the line and draws the line anew below them.
  func printBelow(_ rows: [String]) {
    leaveLine(showing: "")
    screen.write(rows.map { $0 + "\n" }.joined())
    cle_refresh(editor)
  }

  private var layout: CursorLayout { CursorLayout(columns: screen.size.columns) }
}
