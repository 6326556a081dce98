/// One thing Tab offers.
package struct Candidate: Hashable, Sendable {
  /// What goes into the line in place of the replaced span, quoted where it must be.
  package let insertion: String
  /// What the list shows.
  package let label: String
  /// The description column.
  package let detail: String
  /// Whether a blank may follow once it is the only one.
  package let completesWord: Bool

  package init(insertion: String, label: String, detail: String, completesWord: Bool = true) {
    self.insertion = insertion
    self.label = label
    self.detail = detail
    self.completesWord = completesWord
  }
}

/// What may stand at the cursor.
package struct LineCompletion: Hashable, Sendable {
  /// The part of the line, up to the cursor, that a candidate replaces; in Unicode scalars.
  package let replacing: Span
  /// Best first.
  package let candidates: [Candidate]

  package init(replacing: Span, candidates: [Candidate]) {
    self.replacing = replacing
    self.candidates = candidates
  }
}

/// Answers what a line editor asks while a line is being typed; values only, no I/O.
package protocol LineAssistant: Sendable {
  /// What Tab offers with the cursor `cursor` Unicode scalars into `line`.
  func completion(of line: String, at cursor: Int) -> LineCompletion
  /// Whether the text can run, or needs another line (open parenthesis, trailing backslash).
  func needsMore(_ text: String) -> Bool
}
