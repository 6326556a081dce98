/// One line somebody waits for.
struct ReadRequest: Sendable {
  /// What stands before it, SGR sequences included.
  let prompt: String
  /// Whether this is a line of the language: completed, continued, recorded and recalled. An answer
  /// to a question is none of these, and nothing typed before the question counts for it.
  let isCommand: Bool
  /// What is shown around and behind it.
  let decoration: LineDecoration
  /// Takes what came of it; called once, on the editing thread.
  let completion: @Sendable (LineInput) -> Void
}

/// What reaches the editing thread from other threads.
enum EditorMessage: Sendable {
  /// A line is wanted.
  case read(ReadRequest)
  /// What the line before came to, and whether it ran at all.
  case finished(code: Int32, ran: Bool)
  /// Finished text is to be printed.
  case post(String)
  /// A line that was not typed here is to be kept like those that were.
  case keep(String, ran: Bool)
  /// Another text is to stand at the right of the line being edited.
  case right(String)
  /// Lines are kept elsewhere from now on; what is kept there.
  case history(HistoryFile, KeptLines)
  /// Lines are kept in memory alone from now on, with those that are there.
  case historyInMemory
  /// What was typed and is not taken as keys yet is not wanted.
  case forgetKeys
  /// The signals a terminal's program knows, each with what it asks for in `EditingSession`.
  case interrupt(questionsOnly: Bool)
  case resize
  case suspend
  case resume
  /// The session is to end.
  case close
}
