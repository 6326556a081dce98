import CLibEdit
import Glibc

extension EditingSession {
  /// Gives libedit the entries to walk through by its own keys.
  func attachHistory() {
    guard let history else { return }
    cle_history_set_size(history, Int32(clamping: options.historySize))
    cle_attach_history(editor, history)
    fill(history)
  }

  /// Goes on with other lines, kept in another file.
  func useHistory(_ file: HistoryFile, lines: [String]) {
    historyFile = file
    hasToldLock = false
    walk = HistoryWalk(entries: lines, limit: options.historySize)
    if let history { fill(history) }
  }

  private func fill(_ history: OpaquePointer) {
    cle_history_clear(history)
    for entry in walk.entries { cle_history_enter(history, wide(entry)) }
  }

  /// Keeps a line that was entered, unless it is to leave no trace.
  func record(_ text: String) {
    guard let first = text.unicodeScalars.first, first != " ", first != "\t", shouldRecord(text)
    else { return }
    switch walk.record(text) {
    case .none: return
    case .added: if let history { cle_history_enter(history, wide(text)) }
    case .moved: if let history { fill(history) }
    }
    do throws(HistoryFailure) {
      try historyFile?.append(HistoryEntry(text, at: Int64(time(nil))))
      hasToldLock = false
    } catch {
      if case .locked = error {
        // The next line is tried again.
        if !hasToldLock { tell("lines are kept in memory alone: \(error.words)") }
        hasToldLock = true
      } else {
        historyFile = nil
        tell("lines are no longer kept: \(error.words)")
      }
    }
  }

  private func tell(_ words: String) {
    screen.write(LineCell.cells(of: words, style: "").map(\.text).joined() + "\n")
  }

  private func wide(_ text: String) -> [Int32] {
    WideText.terminated(text.unicodeScalars)
  }
}
