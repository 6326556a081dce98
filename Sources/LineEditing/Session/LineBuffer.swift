import CLibEdit

/// libedit's line under the cursor; offsets are in Unicode scalars.
struct LineBuffer {
  /// Whose line it is.
  let editor: OpaquePointer

  /// The text and the cursor in it.
  var contents: (text: [Unicode.Scalar], cursor: Int) {
    guard let line = el_wline(editor)?.pointee, let start = line.buffer, let end = line.lastchar,
      let cursor = line.cursor
    else { return ([], 0) }
    let count = max(0, end - start)
    let wide = UnsafeBufferPointer(start: start, count: count)
    return (Array(WideText.string(wide).unicodeScalars), min(max(0, cursor - start), count))
  }

  /// Whether the line is what it was with this letter of ASCII before the cursor, and nothing about it
  /// can be part of a cluster. Looks at the cursor alone, however long the line is.
  func holdsTyped(_ letter: Unicode.Scalar, count: Int, cursor: Int) -> Bool {
    guard let line = el_wline(editor)?.pointee, let start = line.buffer, let end = line.lastchar,
      let place = line.cursor, end - start == count + 1, place - start == cursor + 1
    else { return false }
    let around = max(0, cursor - 1)..<min(count + 1, cursor + 2)
    return start[cursor] == wchar_t(bitPattern: letter.value)
      && around.allSatisfy { (0x20..<0x7F).contains(start[$0]) }
  }

  /// Brings the cursor back into the text: some vi commands of libedit leave it before the first
  /// character, where the next insertion would write outside the buffer.
  func repairCursor() {
    guard let line = el_wline(editor)?.pointee, let start = line.buffer, let end = line.lastchar,
      let cursor = line.cursor
    else { return }
    if cursor < start { el_cursor(editor, Int32(start - cursor)) }
    if cursor > end { el_cursor(editor, Int32(end - cursor)) }
  }

  /// Moves a cursor that stands within a grapheme cluster to the end of it that lies ahead.
  func leaveCluster(cameFrom before: Int) {
    let (text, cursor) = contents
    moveCursor(to: TextClusters.place(in: text, at: cursor, cameFrom: before))
  }

  /// The text as a string.
  var string: String { String(String.UnicodeScalarView(contents.text)) }

  /// Puts text before the cursor; false when libedit has no room for it.
  @discardableResult
  func insert(_ text: String) -> Bool {
    let wide = WideText.terminated(text.unicodeScalars)
    return wide.count == 1 || el_winsertstr(editor, wide) == 0
  }

  /// Takes away the scalars before the cursor.
  func removeBeforeCursor(_ count: Int) {
    if count > 0 { el_deletestr(editor, Int32(count)) }
  }

  /// Moves within the text; an offset beyond its ends stops there.
  func moveCursor(to offset: Int) {
    let (_, cursor) = contents
    if offset != cursor { el_cursor(editor, Int32(offset - cursor)) }
  }

  /// Moves behind the last character.
  func moveCursorToEnd() {
    moveCursor(to: contents.text.count)
  }

  /// Takes a range out of the text; the cursor goes to where it was.
  @discardableResult
  func remove(_ range: Range<Int>) -> String {
    let removed = String(String.UnicodeScalarView(contents.text[range]))
    moveCursor(to: range.upperBound)
    removeBeforeCursor(range.count)
    return removed
  }

  /// Replaces the whole text; the cursor goes to its end.
  func replaceAll(with text: String) {
    moveCursorToEnd()
    removeBeforeCursor(contents.text.count)
    insert(text)
  }
}
