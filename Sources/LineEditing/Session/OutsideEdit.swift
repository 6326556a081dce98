/// What came of a text that was opened in the user's own editor.
package enum OutsideEdit: Hashable, Sendable {
  /// What it was saved as, in the form that `PastedText.cleaned` gives a text, and in words what that left
  /// out (`PastedText.words`); nil where that is nothing.
  case saved(String, lost: String?)
  /// Nothing: the editor left the text without writing it.
  case unwritten
  /// Nothing; why, in words that a semicolon and more may follow.
  case failed(String)
  /// Nothing, since the process is to end; where the text is kept, in words.
  case ended(String)
}
