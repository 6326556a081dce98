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
  func useHistory(_ file: HistoryFile, _ kept: KeptLines) {
    historyFile = file
    hasToldLock = false
    recorded = nil
    walk = HistoryWalk(entries: kept.lines, limit: options.historySize, refused: kept.refused)
    if let history { fill(history) }
  }

  private func fill(_ history: OpaquePointer) {
    cle_history_clear(history)
    for entry in walk.entries { cle_history_enter(history, wide(entry)) }
  }

  /// Keeps a line that was entered, unless it is to leave no trace; whether it stands among the kept.
  func record(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first != " ", first != "\t", shouldRecord(text)
    else { return false }
    switch walk.record(text) {
    case .none: return true
    case .added: if let history { cle_history_enter(history, wide(text)) }
    case .moved: if let history { fill(history) }
    }
    keep(HistoryEntry(text, at: Int64(time(nil))))
    return true
  }

  /// The line recorded last did not run: whoever suggests it again suggests a mistake.
  func refuseLast() {
    guard let text = recorded, walk.entries.last == text else { return }
    walk.refuse(text)
    // It was kept before it was known; what stands last in the file counts.
    keep(HistoryEntry(text, at: Int64(time(nil)), isRefused: true))
  }

  private func keep(_ entry: HistoryEntry) {
    do throws(HistoryFailure) {
      try historyFile?.append(entry)
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

  /// Prints words in a row of their own; the cursor stands at the beginning of an empty row.
  func tell(_ words: String) {
    screen.write(LineCell.cells(of: words, style: "").map(\.text).joined() + "\n")
  }

  private func wide(_ text: String) -> [Int32] {
    WideText.terminated(text.unicodeScalars)
  }
}
