/// What was found where lines are kept between sessions.
package struct KeptLines: Sendable {
  /// Oldest first, each once.
  package let lines: [String]
  /// Those of them that were refused when they were run last.
  let refused: Set<String>
  /// Why lines are not kept, where that was asked for; to be told once.
  package let failure: HistoryFailure?

  /// Makes the file at a path ready and reads it; with nil lines are kept in memory alone.
  static func open(_ path: String?, limit: Int) -> (file: HistoryFile?, kept: KeptLines) {
    guard let path else { return (nil, KeptLines(lines: [], refused: [], failure: nil)) }
    let file = HistoryFile(path: path)
    do throws(HistoryFailure) {
      try file.prepare(loading: limit)
      let entries = try file.load(limit: limit)
      let refused = Set(entries.filter(\.isRefused).map(\.text))
      return (file, KeptLines(lines: entries.map(\.text), refused: refused, failure: nil))
    } catch {
      return (nil, KeptLines(lines: [], refused: [], failure: error))
    }
  }
}

extension LineEditor {
  /// Goes on with another file of lines, from the next line on that is asked for: Up, suggestions and
  /// what is entered then are of that file. With nil, or a file that can't be had, the lines in memory
  /// stay, and what is entered is kept there alone.
  package func useHistory(file path: String?) -> KeptLines {
    let (file, kept) = KeptLines.open(path, limit: historySize)
    mailbox.send(file.map { .history($0, kept) } ?? .historyInMemory)
    return kept
  }

  /// Shows another text at the right end of the first row of the line being edited, SGR sequences
  /// included. Between two lines nothing happens: the next one tells its own.
  package func showRight(_ text: String) {
    mailbox.send(.right(text))
  }
}
