extension Parameter where Value == String {
  /// One name, as its text.
  package static func text(_ name: String, label: String, kind: ValueKind = .text) -> Self {
    Parameter<Word>.word(name, label: label, kind: kind).converted { $0.text }
  }

  /// One of a closed list of words, in any case; the value is spelled as in the list.
  package static func oneOf(_ name: String, label: String, _ words: [String]) -> Self {
    Parameter<Word>.word(name, label: label, kind: .oneOf(words))
      .converted { word throws(SyntaxError) in
        let folded = word.text.lowercased()
        guard let match = words.first(where: { $0.lowercased() == folded }) else {
          let kind = SyntaxError.Kind.badValue(
            found: word.text, expected: SyntaxError.either(words),
            suggestions: Suggestions.nearest(to: word.text, in: words))
          throw SyntaxError(kind, span: word.span)
        }
        return match
      }
  }
}

extension Parameter where Value == Int {
  /// A whole number written in ASCII digits.
  package static func number(
    _ name: String, label: String, range: ClosedRange<Int>, kind: ValueKind = .number
  ) -> Self {
    Parameter<Word>.word(name, label: label, kind: kind)
      .converted { word throws(SyntaxError) in
        guard let number = TokenReader.number(word.text), range.contains(number) else {
          let expected =
            range.upperBound == .max
            ? "a whole number from \(range.lowerBound) on"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
          let kind = SyntaxError.Kind.badValue(
            found: word.text, expected: expected, suggestions: [])
          throw SyntaxError(kind, span: word.span)
        }
        return number
      }
  }
}
