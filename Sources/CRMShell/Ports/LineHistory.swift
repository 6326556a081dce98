package import ImportEngine

/// A line that was typed at the prompt.
package struct TypedLine: Hashable, Sendable {
  /// As it was typed; `\n` inside where it was continued.
  package let text: String
  /// Seconds since 1970; nil where that was not kept.
  package let time: Int64?

  package init(_ text: String, at time: Int64?) {
    self.text = text
    self.time = time
  }
}

/// The lines that were typed at the prompt, in this session and others, as Up finds them.
package protocol LineHistory: Sendable {
  /// At most `limit` lines, the newest, oldest first, each once. `place` is a target's name for them
  /// (`Interpreter.historyPlace`); nil: those typed while nothing was connected.
  func lines(of place: String?, limit: Int) throws(FileFailure) -> [TypedLine]
}
