/// Movements libedit has not: by lines within the text, and by tokens.
enum LineMotion {
  /// The cursor one line up in the same column, or `nil` on the first line.
  static func up(in text: [Unicode.Scalar], from cursor: Int) -> Int? {
    let start = lineStart(in: text, at: cursor)
    guard start > 0 else { return nil }
    let above = lineStart(in: text, at: start - 1)
    return min(above + (cursor - start), start - 1)
  }

  /// The cursor one line down in the same column, or `nil` on the last line.
  static func down(in text: [Unicode.Scalar], from cursor: Int) -> Int? {
    guard let end = text[cursor...].firstIndex(of: "\n") else { return nil }
    let column = cursor - lineStart(in: text, at: cursor)
    let below = text[(end + 1)...].firstIndex(of: "\n") ?? text.count
    return min(end + 1 + column, below)
  }

  /// Where the token before the cursor begins: blanks are passed, then either the punctuation of
  /// the language or a run of anything else, so that `a@b.com` is one token, and a name in quotes
  /// another. Within quotes, and behind one that nothing closes, the words there are tokens.
  static func tokenStart(in text: [Unicode.Scalar], before cursor: Int) -> Int {
    var index = cursor
    while index > 0, isBlank(text[index - 1]) { index -= 1 }
    guard index > 0 else { return 0 }
    let quotes = QuotedWords(in: text)
    if let word = quotes.word(endingAt: index) { return word.lowerBound }
    // A quote is passed by itself, so that what it begins or ends is not cut with it.
    if quotes.isQuote(at: index - 1) { return index - 1 }
    let punctuation = isPunctuation(text[index - 1])
    while index > 0, !isBlank(text[index - 1]), isPunctuation(text[index - 1]) == punctuation,
      !quotes.isQuote(at: index - 1)
    {
      index -= 1
    }
    return index
  }

  /// Where the token behind the cursor ends: blanks are passed, then a token as `tokenStart` knows it.
  static func tokenEnd(in text: [Unicode.Scalar], after cursor: Int) -> Int {
    var index = cursor
    while index < text.count, isBlank(text[index]) { index += 1 }
    guard index < text.count else { return text.count }
    let quotes = QuotedWords(in: text)
    if let word = quotes.word(startingAt: index) { return word.upperBound }
    if quotes.isQuote(at: index) { return index + 1 }
    let punctuation = isPunctuation(text[index])
    while index < text.count, !isBlank(text[index]), isPunctuation(text[index]) == punctuation,
      !quotes.isQuote(at: index)
    {
      index += 1
    }
    return index
  }

  /// Whether the cursor stands where a word may begin and none does: between blanks.
  static func isEmptyPlace(in text: [Unicode.Scalar], at cursor: Int) -> Bool {
    (cursor == 0 || isBlank(text[cursor - 1])) && (cursor == text.count || isBlank(text[cursor]))
  }

  /// Where the line with the cursor ends.
  static func lineEnd(in text: [Unicode.Scalar], at cursor: Int) -> Int {
    text[cursor...].firstIndex(of: "\n") ?? text.count
  }

  /// Where the line with the cursor begins.
  static func lineStart(in text: [Unicode.Scalar], at cursor: Int) -> Int {
    (text[..<cursor].lastIndex(of: "\n") ?? -1) + 1
  }

  /// What stands between words.
  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n"
  }

  /// What is a token though no blank stands around it.
  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", "(", ")", "=", "<", ">", ";", "|": true
    default: false
    }
  }
}
