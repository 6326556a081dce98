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
  /// Why it would be refused here, such as `has no e-mail`; nil where it would not.
  package let refusal: String?
  /// Whether it only may be meant, since what was typed does not begin it nor stand in it: Tab shows it
  /// and types nothing, even where it is the only one.
  package let isGuess: Bool

  package init(
    insertion: String, label: String, detail: String, completesWord: Bool = true,
    refusal: String? = nil, isGuess: Bool = false
  ) {
    self.isGuess = isGuess
    self.insertion = insertion
    self.label = label
    self.detail = detail
    self.completesWord = completesWord
    self.refusal = refusal
  }
}

/// What may stand at the cursor.
package struct LineCompletion: Hashable, Sendable {
  /// The part of the line, up to the cursor, that a candidate replaces; in Unicode scalars.
  package let replacing: Span
  /// Best first.
  package let candidates: [Candidate]
  /// How many there are, those that are not among the candidates included.
  package let total: Int

  /// `total` is at least the number of candidates; as many where nothing is said.
  package init(replacing: Span, candidates: [Candidate], total: Int = 0) {
    self.replacing = replacing
    self.candidates = candidates
    self.total = max(total, candidates.count)
  }
}

/// What a part of a line is, for its colour.
package enum LineRole: Hashable, Sendable, CaseIterable {
  case command, keyword, option, field, sign, comment, variable
  /// A quoted or bare value, and one that names something there is.
  case value, known
  /// What is wrong: an unknown command, field or name, an open quote at the end.
  case mistake
}

/// A part of a line, in Unicode scalars, and what it is.
package struct ColouredSpan: Hashable, Sendable {
  package let span: Span
  package let role: LineRole

  package init(_ span: Span, _ role: LineRole) {
    self.span = span
    self.role = role
  }
}

/// What is shown dimmed behind a line that is being typed; it is no part of the line.
package struct LineHint: Hashable, Sendable {
  /// What may still come, in the form of a usage line, such as `[for SELECTOR] [--replace]`.
  package let syntax: String
  /// What the line would do as it stands, in parts such as `37 people` and `4 already in the portal`,
  /// the first of which is true without the others.
  package let parts: [String]

  package init(syntax: String = "", parts: [String] = []) {
    self.syntax = syntax
    self.parts = parts
  }

  /// The same with one part, or none where it is empty.
  package init(syntax: String = "", consequence: String) {
    self.init(syntax: syntax, parts: consequence.isEmpty ? [] : [consequence])
  }

  /// The parts as one text.
  package var consequence: String { parts.joined(separator: ", ") }
}

/// Answers what a line editor asks while a line is being typed; values only, no I/O.
///
/// `isCancelled` is asked now and then by whatever may take long: once true, the answer is not
/// wanted any more and may be empty.
package protocol LineAssistant: Sendable {
  /// What Tab offers with the cursor `cursor` Unicode scalars into `line`.
  func completion(of line: String, at cursor: Int, isCancelled: () -> Bool) -> LineCompletion
  /// All that may be chosen at the cursor, as `completion` but of many more people, so that they can be
  /// looked for by what is said of them.
  func choices(of line: String, at cursor: Int, isCancelled: () -> Bool) -> LineCompletion
  /// Whether the text can run, or needs another line (open parenthesis, trailing backslash,
  /// comma or `and`).
  func needsMore(_ text: String) -> Bool
  /// The parts of a text that have a colour, in order and without overlap.
  func colours(of text: String, isCancelled: () -> Bool) -> [ColouredSpan]
  /// What is shown behind the text while the cursor stands at its end.
  func hint(for text: String, isCancelled: () -> Bool) -> LineHint
  /// What may stand at the cursor, for `?` on an empty place: everything, kinds of words included
  /// that can't be completed, whose `insertion` is empty.
  func possibilities(of line: String, at cursor: Int, isCancelled: () -> Bool) -> [Candidate]
}

/// Whoever knows nothing of a line says nothing of it.
extension LineAssistant {
  /// What Tab offers.
  package func choices(of line: String, at cursor: Int, isCancelled: () -> Bool) -> LineCompletion {
    completion(of: line, at: cursor, isCancelled: isCancelled)
  }
  /// None.
  package func colours(of text: String, isCancelled: () -> Bool) -> [ColouredSpan] { [] }
  /// Nothing.
  package func hint(for text: String, isCancelled: () -> Bool) -> LineHint { LineHint() }
  /// What Tab offers.
  package func possibilities(
    of line: String, at cursor: Int, isCancelled: () -> Bool
  ) -> [Candidate] {
    completion(of: line, at: cursor, isCancelled: isCancelled).candidates
  }
}
