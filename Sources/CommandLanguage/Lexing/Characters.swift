/// What single characters mean to the lexer.
extension Unicode.Scalar {
  /// Space and tab; nothing else separates words.
  var isBlank: Bool { self == " " || self == "\t" }

  /// A letter or `_`: what a variable's or a field's name begins with.
  var startsIdentifier: Bool {
    if isASCII { return self == "_" || ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
    return properties.isAlphabetic
  }

  /// What a variable's or a field's name goes on with.
  var continuesIdentifier: Bool { startsIdentifier || ("0"..."9").contains(self) }

  /// Whether it cannot be seen, or looks like a blank without being one.
  var isStray: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    switch properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: return true
    default: return properties.isWhitespace
    }
  }
}
