extension SyntaxError {
  /// What is wrong, in one sentence without a full stop.
  package var message: String {
    lexicalMessage ?? blockMessage ?? commandMessage ?? argumentMessage
      ?? "this line cannot be read"
  }

  private var lexicalMessage: String? {
    switch kind {
    case .unterminatedQuote(let quote): "the quote \(quote) is not closed on this line"
    case .unknownEscape(let escape): "\(escape) means nothing inside double quotes"
    case .joinedToQuote: "a blank is missing after the closing quote"
    case .strayCharacter(let value):
      "an invisible character, \(Self.codePoint(value)), stands outside quotes"
    case .malformedVariable: "${ needs a name and a closing }"
    case .unsetVariable(let name): "the variable $\(name) is not set"
    case .lineTooLong(let limit): "a command may have \(limit) characters, this one has more"
    default: nil
    }
  }

  private var blockMessage: String? {
    switch kind {
    case .missingListEnd: "<< needs the word that will end the list"
    case .unterminatedList(let end): "no line \(end) ends this list"
    case .emptyList(let end): "there is no address before \(end)"
    case .blockNotOpen(let word): "\(word) stands outside of an if"
    case .blockNotClosed: "this if has no end"
    case .secondElse: "this block had its last else already"
    default: nil
    }
  }

  private var commandMessage: String? {
    switch kind {
    case .missingCommand: "a command is missing before ;"
    case .unknownCommand(let name, _): "there is no command \(Self.shown(name))"
    case .ambiguousCommand(let name, let candidates):
      "\(Self.shown(name)) could be \(Self.either(candidates))"
    case .shortenedCommand(_, let command): "\(command) must be written out"
    case .unknownOption(let name, _): "there is no option --\(name) here"
    case .optionNeedsValue(let name, _): "--\(name) needs a value"
    case .optionTakesNoValue(let name): "--\(name) takes no value"
    case .duplicateOption(let name): "--\(name) is given twice"
    case .argumentAfterOption(let found, let option, _):
      "\(Self.shown(found)) stands behind \(option), and options come last"
    default: nil
    }
  }

  private var argumentMessage: String? {
    switch kind {
    case .unexpectedWord(let found, let expected, _, _):
      Self.unexpectedMessage(found, Self.withoutTrimmings(expected))
    case .missing(let expected, _, _): Self.missingMessage(expected)
    case .ambiguousKeyword(let word, let candidates):
      "\(Self.shown(word)) could be \(Self.either(candidates))"
    case .reservedWord(let word): "\(word) is a word of the language"
    case .badValue(let found, let expected, _): "\(Self.shown(found)) is not \(expected)"
    case .unclosedParenthesis: "this ( is not closed"
    case .tooDeeplyNested(let limit): "more than \(limit) levels of nesting"
    case .badSelector(let found, _): "\(Self.shown(found)) does not say who is meant"
    case .nobodyNamed(let sign, nil): "nobody is named before \(Self.shown(sign))"
    case .nobodyNamed(let sign, let before?):
      "nobody is named between \(Self.shown(before)) and \(Self.shown(sign))"
    case .badRows(let found): "\(Self.shown(found)) is not a row or a range of rows"
    case .badSavedName(let found): "\(Self.shown(found)) is not the name of a saved selection"
    case .badRun(let found): "\(Self.shown(found)) is not the number of a run"
    case .badField(let found): "\(Self.shown(found)) is not the name of a field"
    case .mixedAndOr: "and and or are mixed without parentheses"
    default: nil
    }
  }

  private static func unexpectedMessage(_ found: String, _ expected: [String]) -> String {
    let start = "\(shown(found)) does not fit here"
    guard !expected.isEmpty, expected.count <= 6 else { return start }
    return "\(start): expected \(either(expected.map(asWritten)))"
  }

  /// Without what may follow almost every command: options and redirections.
  private static func withoutTrimmings(_ expected: [String]) -> [String] {
    guard expected.count > 1 else { return expected }
    return expected.filter { !$0.hasPrefix("--") && !["=", ">", ">>"].contains($0) }
  }

  private static func missingMessage(_ expected: [String]) -> String {
    guard !expected.isEmpty, expected.count <= 6 else { return "something is missing at the end" }
    return "missing at the end: \(either(expected.map(asWritten)))"
  }

  /// What is typed as it is stands in quotes, else `and`, `or` and a comma read as the sentence's own;
  /// a name for what may be typed does not.
  private static func asWritten(_ phrase: String) -> String {
    let isName = ["a ", "an ", "who "].contains { phrase.hasPrefix($0) }
    let isSeveralSigns = phrase.contains(" ") && !phrase.contains(where: \.isLetter)
    let isPlaceholder = phrase.contains { $0.isUppercase }
    return isName || isSeveralSigns || isPlaceholder ? phrase : "\"\(phrase)\""
  }

  /// A word as it stands in a sentence.
  static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard text.utf8.count > longest, scalars.count > longest else { return "\"\(text)\"" }
    return "\"\(String(scalars.prefix(longest)))…\" (\(scalars.count) characters)"
  }

  /// Characters of a word that a sentence holds.
  private static let longest = 120

  /// `a`, `a or b`, `a, b or c`.
  static func either(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  /// `U+00A0`, and the usual name of the commonest ones.
  static func codePoint(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    switch value {
    case 0x00A0: return code + " (no-break space)"
    case 0x200B: return code + " (zero-width space)"
    case 0x202F: return code + " (narrow no-break space)"
    case 0xFEFF: return code + " (byte order mark)"
    case 0x001B: return code + " (escape)"
    default: return code
    }
  }
}
