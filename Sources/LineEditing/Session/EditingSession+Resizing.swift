import CLibEdit
import Glibc

/// A terminal that gets another size while a line is edited.
extension EditingSession {
  /// Draws the line anew where the terminal has put it.
  func resize() {
    guard isEditing, !isSuspended else { return }
    wipeResized()
    cle_resize(editor)
    paint()
    screen.release()
  }

  /// Wipes the line out where the terminal may have wrapped it anew.
  func wipeResized() {
    let found = placeOfCursor()
    screen.hold(painter.wipe(columns: screen.size.columns, found: found))
  }

  /// Where the terminal says that the cursor is; `nil` where it does not, and it is not asked again.
  ///
  /// How a terminal wraps rows anew can be reckoned, but not which of them are out of sight then. Keys
  /// that come meanwhile wait.
  private func placeOfCursor() -> LineFrame.Position? {
    guard tellsPlace, painter.shown != nil, !decoder.isPasting else { return nil }
    screen.write("\u{1B}[6n")
    let deadline = ContinuousClock.now + Self.answerTime
    while isEditing {
      if let place = decoder.takeReport() { return place }
      let left = (deadline - ContinuousClock.now) / .milliseconds(1)
      guard left > 0, isInputReady(within: Int32(left.rounded(.up))) else { break }
      readBytes()
    }
    tellsPlace = !isEditing
    return nil
  }

  /// Within so long a terminal answers, even one far away.
  private static var answerTime: Duration { .seconds(1) }
}
