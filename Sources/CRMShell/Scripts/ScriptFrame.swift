import CommandLanguage

/// A script that is being run.
struct ScriptFrame {
  /// Absolute, links resolved.
  let path: String
  /// What `on-error` in it said; nil: as for whoever runs it.
  var continuesOnError: Bool?
}

/// A value that a script is given.
struct GivenValue {
  let name: String
  /// Nil where a script is only checked, and the text can't be told.
  let value: String?
  /// Where the name stands in the line that gives it; nil on the process's command line.
  let span: Span?

  /// Those of a line; `isUnknown` says of which values the text can't be told.
  static func all(
    _ assignments: [Assignment], isUnknown: (Span) -> Bool = { _ in false }
  ) -> [GivenValue] {
    assignments.map {
      GivenValue(
        name: $0.name.text, value: isUnknown($0.value.span) ? nil : $0.value.text,
        span: $0.name.span)
    }
  }

  /// Those of a command line; words that are no `NAME=VALUE` are skipped.
  static func all(_ words: [String]) -> [GivenValue] {
    words.compactMap { word in
      guard let sign = word.firstIndex(of: "=") else { return nil }
      return GivenValue(
        name: String(word[..<sign]), value: String(word[word.index(after: sign)...]), span: nil)
    }
  }
}
