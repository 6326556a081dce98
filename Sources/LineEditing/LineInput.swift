/// What reading a line at the terminal came to.
package enum LineInput: Hashable, Sendable {
  /// The text without its last line end; a paste or a continued line holds `\n` inside.
  case line(String)
  /// `^C`: the text is given up and a fresh prompt is due.
  case interrupted
  /// `^D` on an empty line, or an editor that was closed.
  case endOfInput
  /// The terminal went away: nobody can type any more.
  case lost
}

/// Why no line editor could be made; lines can still be read by `PlainLineReader`.
package enum LineEditorFailure: Error, Hashable, Sendable {
  /// Input or output is no terminal, or `TERM` names one that can't move its cursor.
  case unusableTerminal
  /// The system refused a descriptor, memory or a thread; with its `errno`.
  case system(errno: Int32)
}
