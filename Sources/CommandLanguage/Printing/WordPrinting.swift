extension Word {
  /// The text as a word that reads back as exactly this text in every place a name can stand:
  /// bare if possible, else in single quotes, else in double quotes. `keywords` are further words
  /// (lower-case) that mean something else there when bare.
  package static func sourceForm(of text: String, unlike keywords: Set<String> = []) -> String {
    if canBeBare(text), !keywords.contains(text.lowercased()) { return text }
    return quotedForm(of: text)
  }

  /// The text in quotes: it is then never a keyword, an option or a glob.
  package static func quotedForm(of text: String) -> String {
    let mustEscape = text.unicodeScalars.contains { $0 == "'" || $0 == "\n" || $0 == "\r" }
    return mustEscape ? doubleQuotedForm(of: text) : "'\(text)'"
  }

  /// The text in double quotes, escaped so that it reads back as it is.
  package static func doubleQuotedForm(of text: String) -> String {
    var result = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\", "$": result.append(contentsOf: "\\\(scalar)".unicodeScalars)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      default: result.append(scalar)
      }
    }
    result.append("\"")
    return String(result)
  }

  /// The word as it can be typed: what was bare stays bare, and so a glob stays a glob.
  package var sourceForm: String {
    !isQuoted && Self.isBareRun(text) ? text : Self.sourceForm(of: text)
  }

  /// Whether the bare text means itself wherever a name can stand.
  private static func canBeBare(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, isBareRun(text) else { return false }
    return !["@", "%", "!"].contains(first) && !text.contains { $0 == "*" || $0 == "?" }
      && SelectorKeyword(rawValue: text.lowercased()) == nil
  }

  /// Whether the text is one unquoted word that is neither reserved nor an option.
  private static func isBareRun(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last,
      !["'", "\"", "#"].contains(first), last != "~",
      !text.hasPrefix("--"), !ReservedWords.all.contains(text.lowercased())
    else { return false }
    for (place, scalar) in scalars.enumerated() {
      let next = place + 1 < scalars.count ? scalars[place + 1] : nil
      if scalar.isBlank || scalar.isStray || scalar == "\\" || Sign.longest(scalar, next) != nil
        || (scalar == "$" && next.map { $0 == "{" || $0.startsIdentifier } == true)
      {
        return false
      }
    }
    return true
  }
}
