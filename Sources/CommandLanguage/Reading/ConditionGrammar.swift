/// Reading what `if` and `assert` ask.
extension TokenReader {
  /// How a number can be held against another.
  private static let comparisonsOfNumbers: [Comparison] = [
    .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
  ]

  /// Reads `term ( { "and" term } | { "or" term } )`.
  mutating func condition() throws(SyntaxError) -> ConditionSyntax {
    var terms = [try conditionTerm()]
    var first: Bool?
    while let link = link(after: first) {
      guard link.isAnd == first ?? link.isAnd else {
        throw SyntaxError(.mixedAndOr(readings: []), span: link.span)
      }
      first = link.isAnd
      terms.append(try conditionTerm())
    }
    guard let isAnd = first else { return terms[0] }
    return isAnd ? .all(terms) : .any(terms)
  }

  private mutating func conditionTerm() throws(SyntaxError) -> ConditionSyntax {
    offerConditions()
    let start = current?.span
    if accept("not", "the opposite") != nil {
      let inner = try nested { (reader) throws(SyntaxError) in try reader.conditionTerm() }
      return .not(inner, span(from: start))
    }
    if accept(.open) {
      return try parenthesised { (reader) throws(SyntaxError) in try reader.condition() }
    }
    if accept("count", Self.countSummary) != nil { return try counting(from: start) }
    guard let word = current?.word, word.isQuoted else { throw failure() }
    advance(as: .value(.variable, label: "$NAME"))
    let test = try test(.measure(Comparison.allCases), .value(.text, label: "VALUE"))
    return .text(word, test, span(from: start))
  }

  private static let countSummary = "how many people or things there are"

  /// Notes everything that can begin a condition.
  mutating func offerConditions() {
    offer(.keyword("count", summary: Self.countSummary))
    offer(.value(.variable, label: "$NAME"))
    offer(.keyword("not", summary: "the opposite"))
    offer(.symbol("("))
  }

  /// Whether the token can begin a condition.
  func beginsCondition(_ token: Token) -> Bool {
    token.sign == .open || token.folded == "not" || token.folded == "count"
      || token.word?.isQuoted == true
  }

  /// Reads what is counted, a sign and a number; the first sign that no filter can take is that of
  /// the count.
  private mutating func counting(from start: Span?) throws(SyntaxError) -> ConditionSyntax {
    guard let counted else { throw failure() }
    let outer = given
    defer { given = outer }
    given = []
    try read(counted.syntax)
    let command = ParsedCommand(
      declaration: counted, arguments: try Arguments(given), redirect: nil,
      span: span(from: start), source: "", resolvedSource: "")
    let expectation = Expectation.measure(Self.comparisonsOfNumbers)
    offer(expectation)
    guard let sign = current?.sign, let comparison = Comparison(rawValue: sign.rawValue),
      Self.comparisonsOfNumbers.contains(comparison)
    else { throw failure() }
    advance(as: expectation)
    let word = try name(.value(.number, label: "N"))
    guard let number = Self.number(word.text) else {
      throw SyntaxError(
        .badValue(found: word.text, expected: "a whole number", suggestions: []), span: word.span)
    }
    return .count(command, comparison, number, span(from: start))
  }

  /// Reads `NAME [= VALUE] { NAME [= VALUE] }`.
  mutating func parameters(_ slot: Slot) throws(SyntaxError) -> [ScriptParameter] {
    var parameters: [ScriptParameter] = []
    repeat {
      let name = try assignedName(slot)
      var standard: Word?
      if accept(.equal) {
        standard = try self.name(.assignedValue(slot.kind, name: name.text))
      }
      parameters.append(ScriptParameter(name: name, standard: standard))
      offer(slot.expectation)
    } while current.map({ canBeAssigned($0, in: slot) }) == true
    return parameters
  }
}
