/// Walks the tokens of one command with one token of look-ahead, and notes at each token what
/// would have been accepted: errors, abbreviations and completion all read these notes.
struct TokenReader {
  /// How deep parentheses, `not` and chains of `but` may go.
  static let nestingLimit = 64

  /// All tokens of the command.
  let tokens: [Token]
  /// Where something is missing when the tokens run out.
  let end: Int
  /// The form of the command, for messages.
  var usage = ""
  /// The command that `count` in a condition is read as; nil where conditions can't count.
  var counted: Declaration?
  /// The values for the slots, options and flags of the command, in order of writing.
  var given: [Given] = []
  /// What stands after `>` or `>>`.
  var redirect: Redirect?
  private(set) var position = 0
  /// What may stand at `position`, so far as it was asked for.
  private(set) var offers: [Expectation] = []
  /// What each token before `position` was read as.
  private(set) var readings: [Expectation] = []
  /// The forms of what may still come, once the tokens have run out.
  var remaining: [String] = []
  /// Whether the options of the command are being read, or were.
  var hasReachedOptions = false
  private var openParentheses: [Span] = []
  private var nesting = 0
  private var exceptions = 0
  /// The token before `position` when it was read as a name.
  private var lastName: Int?

  /// Something that goes into the command's arguments.
  enum Given: Sendable {
    case argument(AnyParameter, Argument)
    case flag(String, Span)
  }

  init(_ tokens: [Token], end: Int) {
    self.tokens = tokens
    self.end = end
  }

  /// The token to read next, or nil at the end.
  var current: Token? { position < tokens.count ? tokens[position] : nil }
  /// Whether a parenthesis or a `not` is open.
  var isNested: Bool { nesting > 0 }
  /// Whether the token before this one was read as a name.
  var hasJustReadName: Bool { lastName != nil && lastName == position }
  /// Whether every token was read.
  var isAtEnd: Bool { position == tokens.count }

  /// The end of the last token that was read.
  var readUpTo: Int { position > 0 ? tokens[position - 1].span.upper : 0 }

  /// Notes something that may stand at `position`.
  mutating func offer(_ expectation: Expectation) { offers.append(expectation) }

  /// Goes on to the next token, which is noted as what it was read as, and forgets what could have
  /// stood at this one.
  mutating func advance(as reading: Expectation) {
    readings.append(reading)
    position += 1
    offers.removeAll(keepingCapacity: true)
  }

  /// Reads the keyword if it is next; `phrase` is what is offered, which begins with it.
  mutating func accept(_ keyword: String, as phrase: String? = nil, _ summary: String) -> Span? {
    offer(.keyword(phrase ?? keyword, summary: summary))
    guard let token = current, token.folded == keyword else { return nil }
    advance(as: .keyword(keyword, summary: summary))
    return token.span
  }

  /// Reads the sign if it is next.
  mutating func accept(_ sign: Sign) -> Bool {
    offer(.symbol(sign.rawValue))
    guard current?.sign == sign else { return false }
    advance(as: .symbol(sign.rawValue))
    return true
  }

  /// Reads a name: a word that is neither reserved nor an option.
  mutating func name(_ expectation: Expectation) throws(SyntaxError) -> Word {
    offer(expectation)
    if let token = current, token.isReserved {
      throw SyntaxError(.reservedWord(token.text), span: token.span)
    }
    return try word(as: expectation)
  }

  /// Reads any word but an option.
  mutating func word(_ expectation: Expectation) throws(SyntaxError) -> Word {
    offer(expectation)
    return try word(as: expectation)
  }

  private mutating func word(as reading: Expectation) throws(SyntaxError) -> Word {
    guard let token = current, let word = token.word, !token.isOption else { throw failure() }
    advance(as: reading)
    lastName = position
    return word
  }

  /// Reads `element { "," element }`.
  mutating func list<Element>(
    _ element: (inout TokenReader) throws(SyntaxError) -> Element
  ) throws(SyntaxError) -> [Element] {
    var elements = [try element(&self)]
    while accept(.comma) { elements.append(try element(&self)) }
    return elements
  }

  /// Reads what stands in a parenthesis that was just opened, and its end.
  mutating func parenthesised<Content>(
    _ content: (inout TokenReader) throws(SyntaxError) -> Content
  ) throws(SyntaxError) -> Content {
    openParentheses.append(tokens[position - 1].span)
    let result = try nested(content)
    guard accept(.close) else { throw failure() }
    openParentheses.removeLast()
    return result
  }

  /// Reads one level deeper.
  mutating func nested<Content>(
    _ content: (inout TokenReader) throws(SyntaxError) -> Content
  ) throws(SyntaxError) -> Content {
    nesting += 1
    try checkDepth()
    let result = try content(&self)
    nesting -= 1
    return result
  }

  /// Counts a `but`: a chain of them is as deep a tree as nested parentheses.
  mutating func countException() throws(SyntaxError) {
    exceptions += 1
    try checkDepth()
  }

  private func checkDepth() throws(SyntaxError) {
    guard nesting <= Self.nestingLimit, exceptions <= Self.nestingLimit else {
      throw SyntaxError(
        .tooDeeplyNested(limit: Self.nestingLimit), span: tokens[position - 1].span)
    }
  }

  /// The error of a token that nothing offered here fits, or of a missing one; `quoting` says which
  /// words want quotes.
  func failure(quoting: String? = nil) -> SyntaxError {
    guard let token = current else {
      if let open = openParentheses.last {
        return SyntaxError(.unclosedParenthesis, span: open)
      }
      return SyntaxError(
        .missing(expected: phrases, usage: usage, quoted: quoting), span: Span(end, end))
    }
    if offers.contains(.address), token.sign == .comma || token.folded == "but" {
      let before = position > 0 ? tokens[position - 1] : nil
      let isSign = before?.sign == .comma || before?.folded == "but"
      return SyntaxError(
        .nobodyNamed(before: token.text, after: isSign ? before?.text : nil), span: token.span)
    }
    if token.word != nil, !token.isOption, offers.contains(.address) {
      return SyntaxError(
        .badSelector(token.text, suggestions: Suggestions.nearest(to: token.text, in: keywords)),
        span: token.span)
    }
    return SyntaxError(
      .unexpectedWord(
        found: token.text, expected: phrases, usage: usage,
        quoted: quoting ?? lineInQuotes ?? nameOfSeveralWords),
      span: token.span)
  }

  /// What is offered, as words, each once; everything that begins a selector is one of them, the last,
  /// for in front of words it would read as if they were it.
  private var phrases: [String] {
    var seen: Set<String> = []
    let takesSelector = offers.contains(.address)
    let own = takesSelector ? offers.filter { !$0.beginsSelector } : offers
    return (own.map(\.phrase) + (takesSelector ? ["who is meant"] : []))
      .filter { seen.insert($0).inserted }
  }

  /// The keywords that are offered.
  var keywords: [String] {
    var seen: Set<String> = []
    return offers.compactMap { offer in
      guard case .keyword(let phrase, _) = offer else { return nil }
      return seen.insert(phrase).inserted ? phrase : nil
    }
  }

  /// The command of which one word was read as a whole line, with that line in quotes.
  private var lineInQuotes: String? {
    guard hasJustReadName, case .value(.line, _)? = readings.last else { return nil }
    let before = tokens[..<(position - 1)].map(\.text).joined(separator: " ")
    return "a line stands in quotes: \(before) \(quoted(from: position - 1))"
  }

  /// The words from a place on, up to the options, in quotes; a few of many.
  func quoted(from place: Int) -> String {
    var line = ""
    for token in tokens[place...].prefix(24) {
      if token.isOption { break }
      let text = token.word?.sourceForm ?? token.text
      // A reserved word is one of the line's own.
      let shown = token.folded == nil ? text : token.text
      line += (line.isEmpty || token.sign == .comma ? "" : " ") + shown
    }
    return Word.quotedForm(of: line)
  }
}
