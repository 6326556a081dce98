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
      let hint = hint(for: line) {
        // What was typed is not to wait for what it would do.
        if !isEchoed, ContinuousClock.now - asked > Self.echoTime {
          isEchoed = true
          self.show(self.completed(frame))
        }
        return self.isOutdated(since: asked)
      }
      let beside = frame.cursor.row == 0 ? frame.room(beside: rightCells) : nil
      frame.addHint(hint, limit: beside ?? frame.columns - 1)
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

  /// A suggestion from history, else what the line would do and what may still come.
  private func hint(for line: String, _ isCancelled: () -> Bool) -> [LineCell] {
    if let suggestion {
      let row = suggestion.prefix { !$0.isNewline }
      return LineCell.cells(of: String(row), style: LineColours.hint)
    }
    let hint = assistant().hint(for: line, isCancelled: isCancelled)
    let marked =
      hint.consequence.isEmpty || hint.consequence.hasPrefix("→")
      ? hint.consequence : "→ " + hint.consequence
    // What the line would do first: a narrow terminal cuts the end.
    let parts = [marked, hint.syntax].filter { !$0.isEmpty }
    guard !parts.isEmpty else { return [] }
    let gap = line.last.map { $0 == " " || $0 == "\n" } ?? true ? "" : " "
    let words = screen.signs.fitting(gap + parts.joined(separator: "  "))
    return LineCell.cells(of: words, style: LineColours.hint)
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
