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

  private static func isOne(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first == "_" || first.properties.isAlphabetic
    else { return false }
    return name.unicodeScalars.allSatisfy {
      $0 == "_" || $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
    }
  }
}
