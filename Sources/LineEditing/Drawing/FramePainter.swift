/// Turns frames into what a terminal must be sent: only what differs from what it shows.
///
/// It never trusts the cursor behind a cluster whose width terminals dispute, and lets the terminal
/// wrap rows itself, so that a copied line has no line ends in it.
struct FramePainter {
  /// Whether styles keep their colours.
  var usesColours = true
  /// Whether the terminal cuts its rows when it is made narrower, instead of wrapping them anew.
  var cutsRows = false
  /// The rows on the screen; `nil` when the cursor stands in column 0 of an empty row.
  private(set) var shown: [LineFrame.Row]?
  /// The first row of the frame that is shown, where it is taller than the terminal.
  private var top = 0
  /// Where the cursor is, in rows below the first one shown.
  private(set) var place = LineFrame.Position(row: 0, column: 0)
  /// The lowest row there is below the first one shown.
  private(set) var lowest = 0
  /// Whether the cursor is behind the last column of a full row.
  private var waitsToWrap = false
  private(set) var columns = 0
  private var output = ""
  /// The rows shown that the terminal goes on with in the next one, since it wrapped them itself.
  private(set) var joined: Set<Int> = []
  /// The columns each row has had since it was last cleared from its beginning.
  private(set) var used: [Int] = []
  /// Whether the terminal counts erased columns as a part of the row when it wraps it anew.
  var keepsErased = false
  /// What of the line went out of sight above the terminal's first row when it was made narrower: it
  /// comes back right above the line when there is room again.
  var hidden: [RewrappedRows.Row] = []

  /// Draws a frame in a terminal of `height` rows. `marks` go before the prompt and before the
  /// input of a line that is drawn from its beginning.
  mutating func paint(_ frame: LineFrame, height: Int, marks: (String, String) = ("", "")) -> String
  {
    output = ""
    columns = frame.columns
    let window = window(of: frame, height: max(1, height))
    let isFresh = shown == nil
    let old = shown ?? []
    if isFresh {
      (place, lowest) = (LineFrame.Position(row: 0, column: 0), 0)
      (joined, used) = ([], [])
      output += marks.0
    }
    var input = isFresh && top == 0 ? frame.input : nil
    for (index, row) in window.enumerated() {
      let before = index < old.count ? old[index] : LineFrame.Row()
      let begins = input?.row == index && input?.column ?? 0 < row.columns
      write(row, over: before, at: index, mark: begins ? (input?.column ?? 0, marks.1) : nil)
      if begins { input = nil }
    }
    if window.count < old.count {
      move(to: LineFrame.Position(row: window.count, column: 0))
      output += "\u{1B}[J"
      used.removeLast(max(0, used.count - window.count))
      joined = joined.filter { $0 < window.count - 1 }
    }
    move(to: LineFrame.Position(row: frame.cursor.row - top, column: frame.cursor.column))
    if isFresh, input != nil { output += marks.1 }
    shown = window
    return output.isEmpty ? "" : Self.begin + output + Self.commit
  }

  /// The terminal shows nothing of it any more: the cursor is in column 0 of an empty row.
  mutating func forget() {
    (shown, top, waitsToWrap, hidden) = (nil, 0, false, [])
  }

  /// Goes below everything shown and forgets it.
  mutating func leave(_ frame: LineFrame, showing mark: String) -> String {
    output = ""
    if shown != nil {
      move(to: LineFrame.Position(row: max(0, frame.end.row - top), column: frame.end.column))
    }
    forget()
    return output + mark + "\n"
  }

  /// Synchronized output: a terminal that knows it shows the whole change at once.
  private static let begin = "\u{1B}[?2026h"
  private static let commit = "\u{1B}[?2026l"

  /// The rows around the cursor; the same ones as before while it stays within.
  private mutating func window(of frame: LineFrame, height: Int) -> [LineFrame.Row] {
    let last = max(0, frame.rows.count - height)
    top = min(top, last)
    if frame.cursor.row < top { top = frame.cursor.row }
    if frame.cursor.row >= top + height { top = frame.cursor.row - height + 1 }
    return Array(frame.rows[top..<min(frame.rows.count, top + height)])
  }

  private mutating func write(
    _ row: LineFrame.Row, over old: LineFrame.Row, at index: Int, mark: (Int, String)?
  ) {
    let same = zip(row.cells, old.cells).prefix { $0 == $1 }
    let column = same.reduce(0) { $0 + $1.0.columns }
    let rest = row.cells.dropFirst(same.count)
    guard !rest.isEmpty || old.columns > column else { return }
    continueOrMove(to: LineFrame.Position(row: index, column: column), next: rest.first)
    write(rest, mark: mark)
    if old.columns > row.columns { output += "\u{1B}[K" }
    noteExtent(of: row, at: index, isCleared: rest.isEmpty && column == 0)
    // Behind the last column the cursor waits to wrap: whatever is written next tells the terminal
    // that both rows are one.
    waitsToWrap = row.columns == columns && row.cells.last?.isCertain == true
  }

  /// Takes down what the terminal knows of a row that has been written.
  private mutating func noteExtent(of row: LineFrame.Row, at index: Int, isCleared: Bool) {
    while used.count <= index { used.append(0) }
    used[index] = isCleared ? 0 : max(used[index], row.columns)
    if isCleared { joined.remove(index - 1) }
    if row.columns < columns { joined.remove(index) }
  }

  private mutating func continueOrMove(to target: LineFrame.Position, next: LineCell?) {
    if waitsToWrap, target.row == place.row + 1, target.column == 0, next?.isCertain == true {
      waitsToWrap = false
      joined.insert(place.row)
      place = target
      lowest = max(lowest, target.row)
    } else {
      move(to: target)
    }
  }

  private mutating func write(_ cells: ArraySlice<LineCell>, mark: (Int, String)?) {
    var style = ""
    for cell in cells {
      if cell.style != style {
        let parameters = usesColours ? cell.style : LineColours.withoutColour(cell.style)
        output += parameters.isEmpty ? "\u{1B}[0m" : "\u{1B}[0;\(parameters)m"
        style = cell.style
      }
      if let mark, mark.0 == place.column { output += mark.1 }
      place.column += cell.columns
      if cell.isCertain {
        output += cell.text
      } else {
        // Too wide a picture must not push the cursor into the next row.
        output += "\u{1B}[?7l\(cell.text)\u{1B}[?7h\u{1B}[\(place.column + 1)G"
        if cell.overhang > 0, place.column < columns { output += "\u{1B}[\(cell.overhang)X" }
      }
    }
    if !style.isEmpty { output += "\u{1B}[0m" }
  }

  private mutating func move(to target: LineFrame.Position) {
    guard target != place || waitsToWrap else { return }
    if waitsToWrap, target == LineFrame.Position(row: place.row + 1, column: 0), place.row == lowest
    {
      // The row below is empty: a blank in it joins both.
      output += " \r"
      joined.insert(place.row)
      lowest = target.row
    } else {
      if target.row < place.row { output += "\u{1B}[\(place.row - target.row)A" }
      let down = min(target.row, lowest) - place.row
      if down > 0 { output += "\u{1B}[\(down)B" }
      if target.row > lowest {
        output += String(repeating: "\n", count: target.row - lowest)
        lowest = target.row
      }
      output += target.column == 0 ? "\r" : "\u{1B}[\(target.column + 1)G"
    }
    waitsToWrap = false
    place = target
  }
}
