import CLibEdit
import CommandLanguage

/// What our keys do to the line; each returns what libedit shall do next (`CC_…`).
extension EditingSession {
  /// Enter: the line is over, or goes on when the language needs more.
  func accept() -> Int32 {
    buffer.moveCursorToEnd()
    let text = buffer.string
    let fits = text.utf8.count < PastedText.limit
    if request?.isCommand == true, fits, assistant().needsMore(text) { return insertNewline() }
    // Only libedit's own function leaves its screen model and the cursor right.
    el_wpush(editor, WideText.terminated([Key.acceptLine.scalar]))
    return CC_NORM
  }

  /// Enter with Alt: a new line, whatever the language says.
  func insertNewline() -> Int32 {
    request?.isCommand == true && buffer.insert("\n") ? CC_REFRESH : CC_ERROR
  }

  /// `^D`: the end on an empty line, else the character under the cursor goes.
  func endOrDelete() -> Int32 {
    let (text, cursor) = buffer.contents
    if text.isEmpty {
      leaveLine(showing: "")
      outcome = .endOfInput
      return CC_EOF
    }
    guard cursor < text.count else { return CC_ERROR }
    buffer.moveCursor(to: cursor + 1)
    buffer.removeBeforeCursor(1)
    return CC_REFRESH
  }

  /// Tab.
  func complete() -> Int32 {
    guard request?.isCommand == true else { return CC_ERROR }
    let (text, cursor) = buffer.contents
    let line = String(String.UnicodeScalarView(text))
    let completion = assistant().completion(of: line, at: cursor)
    switch CompletionStep(completion, line: text, cursor: cursor) {
    case .nothing:
      return CC_ERROR
    case .replace(let count, let insertion):
      buffer.removeBeforeCursor(count)
      buffer.insert(insertion)
      return CC_REFRESH
    case .list(let candidates):
      let (columns, rows) = screen.size
      let list = CandidateList(
        columns: columns, maximumRows: rows - 2, usesStyles: options.usesStyles)
      printBelow(list.rows(candidates))
      return CC_NORM
    }
  }

  /// A paste: goes into the line as text, whatever keys it holds, and never runs.
  func paste() -> Int32 {
    var pasted: [Unicode.Scalar] = []
    var count = 0
    while let scalar = nextScalar() {
      if scalar == Key.pasteEnd.scalar {
        return insertPaste(pasted, length: count)
      }
      count += UTF8.width(scalar)
      if count <= PastedText.limit { pasted.append(scalar) }
    }
    return CC_NORM
  }

  private func insertPaste(_ scalars: [Unicode.Scalar], length: Int) -> Int32 {
    guard length + buffer.string.utf8.count <= PastedText.limit else {
      let kibibytes = (length + 1023) / 1024
      printBelow([
        "A paste of \(kibibytes) KiB is too long (64 KiB at most): source it from a file."
      ])
      return CC_NORM
    }
    var text = PastedText.cleaned(scalars)
    if request?.isCommand != true {
      text = String(text.prefix { $0 != "\n" })
    }
    return buffer.insert(text) ? CC_REFRESH : CC_ERROR
  }

  /// Up: a line up within the text, else the next older entry with this beginning.
  func moveUp() -> Int32 {
    let (text, cursor) = buffer.contents
    if let target = LineMotion.up(in: text, from: cursor) {
      buffer.moveCursor(to: target)
      return CC_CURSOR
    }
    let line = String(String.UnicodeScalarView(text))
    let before = String(String.UnicodeScalarView(text[..<cursor]))
    guard request?.isCommand == true, let entry = walk.older(line: line, beforeCursor: before)
    else { return CC_ERROR }
    buffer.replaceAll(with: entry)
    return CC_REFRESH
  }

  /// Down: a line down within the text, else the next newer entry.
  func moveDown() -> Int32 {
    let (text, cursor) = buffer.contents
    if let target = LineMotion.down(in: text, from: cursor) {
      buffer.moveCursor(to: target)
      return CC_CURSOR
    }
    guard let entry = walk.newer(line: String(String.UnicodeScalarView(text))) else {
      return CC_ERROR
    }
    buffer.replaceAll(with: entry)
    return CC_REFRESH
  }

  /// The middle step of deleting a word.
  func moveTokenBack() -> Int32 {
    let (text, cursor) = buffer.contents
    buffer.moveCursor(to: LineMotion.tokenStart(in: text, before: cursor))
    return CC_NORM
  }
}
