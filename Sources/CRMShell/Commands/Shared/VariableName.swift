import CommandLanguage

/// The names that variables can have.
enum VariableName {
  /// Refuses a word that is none.
  static func check(_ word: Word) throws(Stop) {
    guard !isOne(word.text) else { return }
    throw .syntax(
      SyntaxError(
        .badValue(
          found: word.text,
          expected: "a name of letters, digits and _ that begins with no digit", suggestions: []),
        span: word.span))
  }

  /// Bytes that a value may have: a value made of itself doubles with each line.
  private static let longestValue = 65_536

  /// Whether a value is no longer than it may be.
  static func admits(_ value: String) -> Bool { value.utf8.count <= longestValue }

  /// Refuses a value that is too long, without repeating it.
  static func check(value word: Word) throws(Stop) {
    guard !admits(word.text) else { return }
    throw .syntax(
      SyntaxError(
        .badValue(
          found: "a value of \(word.text.utf8.count) bytes",
          expected: "at most \(longestValue) bytes; lists belong into a file", suggestions: []),
        span: word.span))
  }

  private static func isOne(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first == "_" || first.properties.isAlphabetic
    else { return false }
    return name.unicodeScalars.allSatisfy {
      $0 == "_" || $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
    }
  }
}
