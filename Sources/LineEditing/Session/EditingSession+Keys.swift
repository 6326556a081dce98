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
    if request?.isCommand == true { options.accepted() }
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
    buffer.remove(cursor..<TextClusters.end(in: text, after: cursor))
    return CC_REFRESH
  }

  /// Tab.
  func complete() -> Int32 {
    guard request?.isCommand == true else { return CC_ERROR }
    let (text, cursor) = buffer.contents
    let line = String(String.UnicodeScalarView(text))
    let assistant = assistant()
    let found = awaited { assistant.completion(of: line, at: cursor, isCancelled: $0) }
    guard let completion = found else { return CC_ERROR }
    switch CompletionStep(completion, line: text, cursor: cursor) {
    case .nothing:
      return CC_ERROR
    case .replace(let count, let insertion):
      buffer.removeBeforeCursor(count)
      buffer.insert(insertion)
      return CC_REFRESH
    case .list:
      return offer(completion)
    }
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

  /// `k` of vi: a line up within the text, else what libedit does: an older entry, or as many entries
  /// back as a count says.
  func moveUpInVi() -> Int32 { moveInVi({ LineMotion.up(in: $0, from: $1) }, else: .olderEntry) }

  /// `j` of vi.
  func moveDownInVi() -> Int32 {
    moveInVi({ LineMotion.down(in: $0, from: $1) }, else: .newerEntry)
  }

  private func moveInVi(
    _ motion: ([Unicode.Scalar], Int) -> Int?, else key: Key
  ) -> Int32 {
    let (text, cursor) = buffer.contents
    if let target = motion(text, cursor) {
      // A command stands on a letter, and on the end of a line only where there is none.
      let start = LineMotion.lineStart(in: text, at: target)
      let end = LineMotion.lineEnd(in: text, at: target)
      buffer.moveCursor(to: target == end && end > start ? end - 1 : target)
      return CC_CURSOR
    }
    guard request?.isCommand == true else { return CC_ERROR }
    el_wpush(editor, WideText.terminated([key.scalar]))
    // The count stays for the key that does it.
    return CC_ARGHACK
  }
}
