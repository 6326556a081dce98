import CLibEdit
import Glibc

extension EditingSession {
  /// Gives libedit the entries to walk through by its own keys.
  func attachHistory() {
    guard let history else { return }
    cle_history_set_size(history, Int32(clamping: options.historySize))
    cle_attach_history(editor, history)
    for entry in walk.entries { cle_history_enter(history, wide(entry)) }
  }

  /// Goes on with other lines, kept in another file.
  func useHistory(_ file: HistoryFile?, lines: [String]) {
    historyFile = file
    walk = HistoryWalk(entries: lines, limit: options.historySize)
    guard let history else { return }
    cle_history_clear(history)
    for entry in walk.entries { cle_history_enter(history, wide(entry)) }
  }

  /// Keeps a line that was entered, unless it is to leave no trace.
  func record(_ text: String) {
    guard let first = text.unicodeScalars.first, first != " ", first != "\t", shouldRecord(text),
      walk.record(text)
    else { return }
    if let history { cle_history_enter(history, wide(text)) }
    do throws(HistoryFailure) {
      try historyFile?.append(HistoryEntry(text, at: Int64(time(nil))))
    } catch {
      historyFile = nil
      let words = LineCell.cells(of: "lines are no longer kept: \(error.words)", style: "")
      screen.write(words.map(\.text).joined() + "\n")
    }
  }

  private func wide(_ text: String) -> [Int32] {
    WideText.terminated(text.unicodeScalars)
  }
}
