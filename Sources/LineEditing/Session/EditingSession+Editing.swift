import CLibEdit

/// Moving and cutting by clusters and tokens, undo, and what was suggested.
extension EditingSession {
  /// ←.
  func moveLeft() -> Int32 {
    let (text, cursor) = buffer.contents
    guard cursor > 0 else { return CC_ERROR }
    return move(to: TextClusters.start(in: text, before: cursor))
  }

  /// →, `^F`: at the end the suggestion is taken.
  func moveRight() -> Int32 {
    let (text, cursor) = buffer.contents
    guard cursor < text.count else { return take(suggestion) }
    return move(to: TextClusters.end(in: text, after: cursor))
  }

  /// End, `^E`: at the end the suggestion is taken.
  func moveToEnd() -> Int32 {
    let (text, cursor) = buffer.contents
    guard cursor < text.count else { return suggestion == nil ? CC_NORM : take(suggestion) }
    return move(to: text.count)
  }

  /// Back by a token.
  func moveTokenBack() -> Int32 {
    let (text, cursor) = buffer.contents
    guard cursor > 0 else { return CC_ERROR }
    return move(to: LineMotion.tokenStart(in: text, before: cursor))
  }

  /// On by a token; at the end a token of the suggestion is taken.
  func moveTokenOn() -> Int32 {
    let (text, cursor) = buffer.contents
    guard cursor < text.count else {
      let whole = text + (suggestion ?? "").unicodeScalars
      let end = LineMotion.tokenEnd(in: whole, after: cursor)
      return take(String(String.UnicodeScalarView(whole[cursor..<end])))
    }
    return move(to: LineMotion.tokenEnd(in: text, after: cursor))
  }

  /// Backspace.
  func deleteBack() -> Int32 {
    let (text, cursor) = buffer.contents
    guard cursor > 0 else { return CC_ERROR }
    buffer.remove(TextClusters.start(in: text, before: cursor)..<cursor)
    return CC_REFRESH
  }

  /// Delete.
  func deleteOn() -> Int32 {
    let (text, cursor) = buffer.contents
    guard cursor < text.count else { return CC_ERROR }
    buffer.remove(cursor..<TextClusters.end(in: text, after: cursor))
    return CC_REFRESH
  }

  /// `^W`, Alt-Backspace.
  func killTokenBack() -> Int32 {
    let (text, cursor) = buffer.contents
    return kill(LineMotion.tokenStart(in: text, before: cursor)..<cursor, .beforeCursor)
  }

  /// Alt-d.
  func killTokenOn() -> Int32 {
    let (text, cursor) = buffer.contents
    return kill(cursor..<LineMotion.tokenEnd(in: text, after: cursor), .behindCursor)
  }

  /// `^U`: to the line's beginning; there, the line end before it.
  func killToStart() -> Int32 {
    let (text, cursor) = buffer.contents
    let start = LineMotion.lineStart(in: text, at: cursor)
    return kill((start == cursor ? max(0, start - 1) : start)..<cursor, .beforeCursor)
  }

  /// `^K`: to the line's end; there, the line end itself.
  func killToEnd() -> Int32 {
    let (text, cursor) = buffer.contents
    let end = LineMotion.lineEnd(in: text, at: cursor)
    return kill(cursor..<(end == cursor ? min(text.count, end + 1) : end), .behindCursor)
  }

  /// `^Y`: what was cut last.
  func yank() -> Int32 {
    let start = buffer.contents.cursor
    guard let text = kills.current, fits(text), buffer.insert(text) else { return CC_ERROR }
    action = .yank(start..<buffer.contents.cursor)
    return CC_REFRESH
  }

  /// Alt-y: after `^Y`, the cut before it in its place.
  func yankOlder() -> Int32 {
    guard case .yank(let range) = previousAction else { return CC_ERROR }
    buffer.remove(range)
    kills.rotate()
    return yank()
  }

  /// `^_`.
  func undo() -> Int32 { restore(timeline.undo()) }

  /// Alt-_.
  func redo() -> Int32 { restore(timeline.redo()) }

  /// Alt-#: the line goes into the history as a comment and does not run.
  func commentOut() -> Int32 {
    guard request?.isCommand == true else { return CC_ERROR }
    let rows = buffer.string.split(separator: "\n", omittingEmptySubsequences: false)
    let text = rows.map { "#" + $0 }.joined(separator: "\n")
    guard text.utf8.count <= PastedText.limit else { return CC_ERROR }
    buffer.replaceAll(with: text)
    return accept()
  }

  /// What the newest entry of the history that begins with the line adds to it, while the cursor is
  /// at its end and what is suggested can be seen.
  var suggestion: String? {
    guard let request, request.isCommand, request.decoration.hints, options.usesStyles else {
      return nil
    }
    let (text, cursor) = buffer.contents
    guard cursor == text.count else { return nil }
    return walk.suggestion(
      for: String(String.UnicodeScalarView(text)), where: options.suggests)
  }

  private func move(to offset: Int) -> Int32 {
    buffer.moveCursor(to: offset)
    return CC_CURSOR
  }

  private func take(_ suggestion: String?) -> Int32 {
    guard let suggestion, !suggestion.isEmpty, fits(suggestion), buffer.insert(suggestion) else {
      return CC_ERROR
    }
    return CC_REFRESH
  }

  private func kill(_ range: Range<Int>, _ side: KillRing.Side) -> Int32 {
    guard !range.isEmpty else { return CC_ERROR }
    kills.push(buffer.remove(range), from: side, joins: previousAction == .kill)
    action = .kill
    return CC_REFRESH
  }

  private func restore(_ state: (text: [Unicode.Scalar], cursor: Int)?) -> Int32 {
    guard let state else { return CC_ERROR }
    buffer.replaceAll(with: String(String.UnicodeScalarView(state.text)))
    buffer.moveCursor(to: state.cursor)
    return CC_REFRESH
  }

  private func fits(_ text: String) -> Bool {
    buffer.string.utf8.count + text.utf8.count <= PastedText.limit
  }
}
