/// The user's own editor for one text.
package protocol TextEditor: Sendable {
  /// What a text was saved as, fit for a line; nil where the editor failed or could not be run.
  func edited(_ text: String) async -> String?
}
