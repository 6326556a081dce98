import Testing

@testable import LineEditing

struct LineFrameTests {
  @Test(arguments: [
    ("p> ", ["p> "], 3), ("", [], 0), ("日本> ", ["日本> "], 6),
    ("\u{1B}[32mg\u{1B}[0m> ", ["32:g", "> "], 3), ("\u{1B}[1m\u{1B}[32mg", ["1;32:g"], 1),
    ("a\u{1B}[2Jb\n", ["a<U+001B>[2Jb<U+000A>"], 21), ("a\u{202E}b", ["a<U+202E>b"], 10),
  ])
  func `a prompt is colours and visible text`(text: String, runs: [String], width: Int) {
    let cells = PromptCells.cells(of: text)
    var found: [(String, String)] = []
    for cell in cells {
      if found.last?.0 == cell.style {
        found[found.count - 1].1 += cell.text
      } else {
        found.append((cell.style, cell.text))
      }
    }
    #expect(found.map { $0.0.isEmpty ? $0.1 : "\($0.0):\($0.1)" } == runs)
    #expect(cells.reduce(0) { $0 + $1.columns } == width)
  }

  @Test(arguments: [
    ("p> ", "", 0, 3), ("p> ", "abc", 0, 6), ("p> ", "abcdefg", 1, 0), ("p> ", "日本語", 0, 9),
    ("p> ", "日本語語", 1, 2), ("p> ", "ab\ncd", 1, 2), ("p> ", "\u{1}", 1, 1),
    ("", "e\u{301}", 0, 1), ("", "👨‍👩‍👧", 0, 2), ("", "a\u{A0}b", 1, 0), ("", "\u{301}", 0, 1),
    ("", "שלום", 0, 4), ("", "👍🏽x", 0, 3),
  ])
  func `the cursor stands behind what is seen`(
    prompt: String, text: String, row: Int, column: Int
  ) {
    let frame = LineFrame(
      columns: 10, prompt: PromptCells.cells(of: prompt), text: text,
      cursor: text.unicodeScalars.count)
    #expect(frame.cursor == LineFrame.Position(row: row, column: column))
    #expect(frame.end == frame.cursor)
  }

  @Test func `a cursor before a wide character stands where that is drawn`() {
    let frame = LineFrame(columns: 5, prompt: [], text: "abcd日", cursor: 4)
    #expect(frame.cursor == LineFrame.Position(row: 1, column: 0))
    #expect(frame.rows.map(\.wraps) == [true, false])
  }

  @Test func `a hint never wraps and leaves the last column and the right prompt alone`() {
    let right = PromptCells.cells(of: "14:02")
    var frame = LineFrame(columns: 20, prompt: [], text: "ab", cursor: 2)
    let room = frame.room(beside: right)
    #expect(room == 12)
    frame.addHint(LineCell.cells(of: "cdefghijklmnopqrstuvwxyz", style: "2"), limit: room ?? 0)
    frame.addRight(right)
    #expect(frame.rows.map { $0.cells.map(\.text).joined() } == ["abcdefghijkl  14:02"])
    #expect(frame.cursor == LineFrame.Position(row: 0, column: 2))
    let near = LineFrame(columns: 20, prompt: [], text: "abcdefghijklm", cursor: 0)
    #expect(near.room(beside: right) == nil)
  }

  @Test func `only what changed is written`() {
    var painter = FramePainter()
    func frame(_ text: String) -> LineFrame {
      LineFrame(columns: 10, prompt: PromptCells.cells(of: "> "), text: text, cursor: text.count)
    }
    #expect(
      painter.paint(frame("ab"), height: 5, marks: ("<A>", "<B>"))
        == "\u{1B}[?2026h<A>> <B>ab\u{1B}[?2026l")
    #expect(painter.paint(frame("abc"), height: 5) == "\u{1B}[?2026hc\u{1B}[?2026l")
    #expect(painter.paint(frame("abc"), height: 5) == "")
    #expect(
      painter.paint(frame("a"), height: 5) == "\u{1B}[?2026h\u{1B}[4G\u{1B}[K\u{1B}[?2026l")
  }

  @Test func `a text taller than the terminal is shown around the cursor`() {
    var painter = FramePainter()
    var screen = TerminalModel(columns: 10, rows: 3)
    let text = "1\n2\n3\n4\n5"
    for (cursor, lines, row) in [
      (9, ["3", "4", "5"], 2), (5, ["3", "4", "5"], 0), (0, ["1", "2", "3"], 0),
      (6, ["2", "3", "4"], 2),
    ] {
      let frame = LineFrame(columns: 10, prompt: [], text: text, cursor: cursor)
      screen.feed(painter.paint(frame, height: 3).replacing("\n", with: "\r\n"))
      #expect(screen.lines == lines)
      #expect(screen.row == row)
    }
  }
}
