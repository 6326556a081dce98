import CLibEdit
import CommandLanguage
import Glibc

/// The screen is ours alone: libedit draws into a stream nobody sees.
extension EditingSession {
  /// Draws the line as it stands, with its colours and what is shown behind it.
  func paint() {
    guard isEditing, !isSuspended else { return }
    guard modal == nil else { return paintModal() }
    let (text, cursor) = buffer.contents
    let line = String(String.UnicodeScalarView(text))
    let asked = ContinuousClock.now
    var isEchoed = false
    let colours = colours(of: line) { self.isOutdated(since: asked) }
    var frame = frame(of: line, at: cursor, colours)
    if cursor == text.count, showsHints {
      let room = frame.columns - 1 - frame.end.column
      let beside =
        frame.cursor.row == 0
        ? frame.room(beside: rightCells).map { $0 - frame.end.column } : nil
      let hint = hint(for: line, room: beside ?? room, atMost: room) {
        // What was typed is not to wait for what it would do.
        if !isEchoed, ContinuousClock.now - asked > Self.echoTime {
          isEchoed = true
          self.show(self.completed(frame))
        }
        return self.isOutdated(since: asked)
      }
      frame.addHint(hint, limit: frame.columns - 1)
    }
    show(completed(frame))
  }

  /// Prints finished lines; the line being edited moves below them.
  func printAbove(_ lines: inout String) {
    guard !lines.isEmpty else { return }
    if isEditing, !isSuspended { clearLine() }
    screen.hold(lines)
    paint()
    screen.release()
    lines = ""
  }

  /// Wipes prompt and line out, and leaves the cursor where the prompt began; to be seen only with
  /// what is drawn next, so that the line does not vanish while its colours are thought about.
  func clearLine() {
    if painter.columns == screen.size.columns {
      screen.hold(painter.wipe())
    } else {
      wipeResized()
    }
  }

  /// Leaves the line as it stands, without a hint, and goes to the row below it.
  func leaveLine(showing mark: String, text: String? = nil) {
    let text = text ?? buffer.string
    let frame = frame(of: text, at: text.unicodeScalars.count, colours(of: text) { false })
    show(completed(frame))
    screen.write(painter.leave(frame, showing: mark))
  }

  /// Prints rows below the line; it is drawn anew below them.
  func printBelow(_ rows: [String]) {
    leaveLine(showing: "")
    screen.write(rows.map { $0 + "\n" }.joined())
  }

  /// `^L`: nothing but the line is left on the screen.
  func clearScreen() -> Int32 {
    // A terminal that keeps what is cleared is to keep no copy of the line.
    clearLine()
    screen.write("\u{1B}[H\u{1B}[2J")
    return CC_NORM
  }

  /// Whether what would be shown has been overtaken by a key, by a message, or by time.
  private func isOutdated(since asked: ContinuousClock.Instant) -> Bool {
    hasWaitingInput || ContinuousClock.now - asked > Self.patience
  }

  /// After so long what was typed is shown without a hint.
  private static var echoTime: Duration { .milliseconds(10) }
  /// After so long a hint is not wanted any more.
  private static var patience: Duration { .milliseconds(200) }

  /// What further lines of a command stand behind where no hint tells what is still wanted.
  private var continuationSign: [LineCell] {
    guard request?.isCommand == true, !showsHints, screen.size.columns >= 10 else { return [] }
    return LineCell.cells(
      of: screen.signs.ellipsis + " ", style: options.usesStyles ? LineColours.hint : "")
  }

  private var showsHints: Bool {
    request?.isCommand == true && request?.decoration.hints == true && options.usesStyles
  }

  /// The colours of the line, where it has any.
  func colours(of text: String, _ isCancelled: () -> Bool) -> [ColouredSpan] {
    guard let request, request.isCommand, request.decoration.highlight, options.usesStyles else {
      return []
    }
    return assistant().colours(of: text, isCancelled: isCancelled)
  }

  /// A suggestion from history, else what the line would do and what may still come, in `room` columns;
  /// what it would do may take more, up to `most`: then there is none left for the right prompt.
  private func hint(
    for line: String, room: Int, atMost most: Int, _ isCancelled: () -> Bool
  ) -> [LineCell] {
    if let suggestion {
      let row = LineCell.cells(
        of: String(suggestion.prefix { !$0.isNewline }), style: LineColours.hint)
      var used = 0
      return row.prefix { cell in
        used += cell.columns
        return used + cell.overhang <= room
      }
    }
    let hint = HintText(assistant().hint(for: line, isCancelled: isCancelled), behind: line)
    // Spelled in ASCII, the arrow and the sign of what is left out take three columns more.
    let spare = screen.signs.usesUnicode ? 0 : 3
    let columns = (hint.consequenceColumns + spare > room ? most : room) - spare
    return LineCell.cells(
      of: screen.signs.fitting(hint.text(columns: columns)), style: LineColours.hint)
  }

  /// The line behind its prompt.
  func frame(of text: String, at cursor: Int, _ colours: [ColouredSpan]) -> LineFrame {
    LineFrame(
      columns: screen.size.columns, prompt: promptCells, text: text, cursor: cursor,
      colours: colours, sign: continuationSign)
  }

  /// The same with what stands at the right.
  func completed(_ frame: LineFrame) -> LineFrame {
    var frame = frame
    frame.addRight(rightCells)
    return frame
  }

  /// Brings a frame to the screen.
  func show(_ frame: LineFrame) {
    if painter.shown != nil, painter.columns != frame.columns {
      // The size is another one, and the message that says so is on its way. `^C` may come meanwhile.
      let wasEditing = isEditing
      wipeResized()
      if wasEditing, !isEditing { return }
    }
    let marks =
      request?.isCommand == true
      ? (PromptMark.prompt.sequence, PromptMark.input.sequence) : ("", "")
    screen.write(painter.paint(frame, height: screen.size.rows, marks: marks))
  }
}
