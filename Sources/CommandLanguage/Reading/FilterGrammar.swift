/// Reading filter expressions.
extension TokenReader {
  /// Reads `term ( { "and" term } | { "or" term } )`; fields are those of `kinds`.
  mutating func filter(over kinds: [PeopleKind]) throws(SyntaxError) -> FilterSyntax {
    var terms = [try term(over: kinds)]
    var links: [(isAnd: Bool, span: Span)] = []
    while let link = link(after: links.last?.isAnd) {
      links.append(link)
      terms.append(try term(over: kinds))
    }
    guard let first = links.first else { return terms[0] }
    guard let other = links.first(where: { $0.isAnd != first.isAnd }) else {
      return first.isAnd ? .all(terms) : .any(terms)
    }
    let areAnds = links.map(\.isAnd)
    let readings = [
      Self.reading(terms, areAnds, tight: true), Self.reading(terms, areAnds, tight: false),
    ]
    throw SyntaxError(.mixedAndOr(readings: readings.map(\.sourceForm)), span: other.span)
  }

  /// Reads `and` or `or`; offers only the one that goes on without parentheses.
  mutating func link(after last: Bool?) -> (isAnd: Bool, span: Span)? {
    if last != false { offer(.keyword("and", summary: "both must hold")) }
    if last != true { offer(.keyword("or", summary: "one must hold")) }
    guard let token = current, let word = token.folded, word == "and" || word == "or" else {
      return nil
    }
    advance(as: .keyword(word, summary: word == "and" ? "both must hold" : "one must hold"))
    return (word == "and", token.span)
  }

  /// The filter that is meant if the links equal to `tight` bind more closely than the others.
  private static func reading(
    _ terms: [FilterSyntax], _ areAnds: [Bool], tight: Bool
  ) -> FilterSyntax {
    var groups: [[FilterSyntax]] = [[terms[0]]]
    for (isAnd, term) in zip(areAnds, terms.dropFirst()) {
      if isAnd == tight {
        groups[groups.count - 1].append(term)
      } else {
        groups.append([term])
      }
    }
    let parts = groups.map { group in
      group.count == 1 ? group[0] : tight ? FilterSyntax.all(group) : .any(group)
    }
    return tight ? .any(parts) : .all(parts)
  }

  private mutating func term(over kinds: [PeopleKind]) throws(SyntaxError) -> FilterSyntax {
    offerTerms(over: kinds)
    let start = current?.span
    if accept("not", "the opposite") != nil {
      let inner = try nested { (reader) throws(SyntaxError) in try reader.term(over: kinds) }
      return .not(inner, span(from: start))
    }
    if accept(.open) {
      return try parenthesised { (reader) throws(SyntaxError) in try reader.filter(over: kinds) }
    }
    let field = try field(of: kinds)
    let test = try test(.comparison(field), .fieldValue(field, of: kinds))
    return .test(field, test, span(from: start))
  }

  /// Notes everything that can begin a filter.
  mutating func offerTerms(over kinds: [PeopleKind]) {
    offer(.field(kinds))
    offer(.keyword("not", summary: "the opposite"))
    offer(.symbol("("))
  }

  /// Reads a field where nothing else can stand: `account`, which begins a selector elsewhere, is the
  /// title of a column there.
  mutating func column() throws(SyntaxError) -> FieldSyntax {
    try field(of: [], taking: "account")
  }

  /// Reads `identifier { "." identifier }`; a reserved word is none, but for the one taken.
  mutating func field(
    of kinds: [PeopleKind], taking taken: String? = nil
  ) throws(SyntaxError) -> FieldSyntax {
    offer(.field(kinds))
    guard let token = current, let word = token.word, !token.isOption else { throw failure() }
    if token.isReserved, token.folded != taken {
      throw SyntaxError(.reservedWord(word.text), span: word.span)
    }
    let parts = word.text.split(separator: ".", omittingEmptySubsequences: false)
    guard !word.isQuoted, parts.allSatisfy(Self.isIdentifier) else {
      throw SyntaxError(.badField(word.text), span: word.span)
    }
    advance(as: .field(kinds))
    return FieldSyntax(parts: parts.map(String.init), span: word.span)
  }

  private static func isIdentifier(_ text: Substring) -> Bool {
    text.unicodeScalars.first?.startsIdentifier == true
      && text.unicodeScalars.allSatisfy(\.continuesIdentifier)
  }

  /// Reads what is asked of a field or a text; `expected` is what its comparison is offered as, `value`
  /// what is compared with it.
  mutating func test(_ expected: Expectation, _ value: Expectation) throws(SyntaxError)
    -> TestSyntax
  {
    offer(expected)
    // In two steps: on `flatMap` here the optimiser of Swift 6.3.1 breaks down.
    if let sign = current?.sign, let comparison = Comparison(rawValue: sign.rawValue) {
      advance(as: expected)
      return .compare(comparison, try name(value))
    }
    if accept("in", "one of several values") != nil {
      return .isIn(try values(value), negated: false)
    }
    if accept("not", as: "not in", "none of several values") != nil {
      guard accept("in", "none of several values") != nil else { throw failure() }
      return .isIn(try values(value), negated: true)
    }
    offer(.keyword("is empty", summary: "has no value"))
    guard accept("is", as: "is not empty", "has a value") != nil else { throw failure() }
    offer(.keyword("empty", summary: "has no value"))
    let isNegated = accept("not", as: "not empty", "has a value") != nil
    guard accept("empty", "has no value") != nil else { throw failure() }
    return .isEmpty(negated: isNegated)
  }

  private mutating func values(_ value: Expectation) throws(SyntaxError) -> [Word] {
    guard accept(.open) else { throw failure() }
    return try parenthesised { (reader) throws(SyntaxError) in
      try reader.list { (reader) throws(SyntaxError) in try reader.name(value) }
    }
  }
}
