/// The user's own editor for one text.
package protocol TextEditor: Sendable {
  /// What came of a text that was opened in it.
  func edited(_ text: String) async -> EditedText
}

/// What came of a text in the user's own editor.
package enum EditedText: Hashable, Sendable {
  /// What it was saved as, fit for a line.
  case saved(String)
  /// Nothing: the editor left the text without writing it.
  case unwritten
  /// Nothing; why, in words that a semicolon and more may follow.
  case failed(String)
  /// Nothing, since a signal ends the shell; where the text is kept, in words.
  case ended(String)
}
