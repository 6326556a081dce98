/// Reading who is meant.
extension TokenReader {
  /// Reads `union { "but" union }`; `but` takes away, left to right.
  mutating func selector() throws(SyntaxError) -> SelectorSyntax {
    var result = try union()
    while accept("but", "all but these") != nil {
      try countException()
      result = .difference(result, try union())
    }
    if isAtEnd, !isNested { remaining.append("[but SELECTOR]") }
    return result
  }

  private mutating func union() throws(SyntaxError) -> SelectorSyntax {
    let atoms = try list { (reader) throws(SyntaxError) in try reader.atom() }
    return atoms.count == 1 ? atoms[0] : .union(atoms)
  }

  private mutating func atom() throws(SyntaxError) -> SelectorSyntax {
    offerAtoms()
    guard let token = current else { throw failure() }
    if accept(.open) {
      return try parenthesised { (reader) throws(SyntaxError) in try reader.selector() }
    }
    guard let word = token.word, !token.isOption else { throw failure() }
    if let folded = token.folded, let keyword = SelectorKeyword(rawValue: folded) {
      advance(as: .keyword(folded, summary: keyword.summary))
      return try atom(keyword, token.span)
    }
    if word.isQuoted {
      guard word.text.contains("@") else { throw failure() }
    } else if word.text.hasPrefix("@") {
      return try saved(word)
    } else if word.text.hasPrefix("%") {
      return try rows(word)
    } else if word.text.contains(where: { $0 == "*" || $0 == "?" }) {
      advance(as: .address)
      return .glob(word)
    } else if !word.text.contains("@") {
      throw failure()
    }
    advance(as: .address)
    return .address(word)
  }

  private mutating func atom(
    _ keyword: SelectorKeyword, _ span: Span
  ) throws(SyntaxError) -> SelectorSyntax {
    switch keyword {
    case .users: return try kind(.users, span)
    case .contacts: return try kind(.contacts, span)
    case .people: return try kind(.people, span)
    case .where:
      let filter = try filter(over: [.users])
      return .kind(.users, isImplied: true, matching: filter, self.span(from: span))
    case .account: return .account(try name(.account))
    case .from:
      if let list = try writtenList() { return .list(list, self.span(from: span)) }
      let file = try word(.file)
      var column: Word?
      if accept("column", "the column that holds the addresses") != nil {
        column = try name(.value(.text, label: "COLUMN"))
      } else if isAtEnd {
        remaining.append("[column COLUMN]")
      }
      return .file(file, column: column, self.span(from: span))
    case .all: return .all(span)
    case .none: return .none(span)
    case .selected: return .selected(span)
    case .staged: return .staged(span)
    case .blocked: return .blocked(span)
    case .failed:
      let run = try runReference()
      return .failed(run, self.span(from: span))
    }
  }

  /// Reads `<<END` with its list; one that is empty is a mistake, like an empty file.
  private mutating func writtenList() throws(SyntaxError) -> HereList? {
    offer(.symbol(Sign.here.rawValue))
    guard let token = current, let list = token.list else { return nil }
    guard !list.addresses.isEmpty else {
      throw SyntaxError(.emptyList(list.end), span: token.span)
    }
    advance(as: .symbol(Sign.here.rawValue))
    return list
  }

  private mutating func kind(
    _ kind: PeopleKind, _ span: Span
  ) throws(SyntaxError) -> SelectorSyntax {
    var matching: FilterSyntax?
    if accept("where", "only those a filter matches") != nil {
      matching = try filter(over: [kind])
    } else if isAtEnd {
      remaining.append("[where EXPR]")
    }
    return .kind(kind, isImplied: false, matching: matching, self.span(from: span))
  }

  private mutating func runReference() throws(SyntaxError) -> RunReference {
    guard accept("in", "in one run instead of the last") != nil else {
      if isAtEnd { remaining.append("[in RUN]") }
      return .last
    }
    offer(.keyword("last", summary: "the last run"))
    offer(.value(.run, label: "RUN"))
    guard let token = current, let folded = token.folded, !token.isOption, !token.isReserved else {
      throw failure()
    }
    if folded == "last" {
      advance(as: .keyword("last", summary: "the last run"))
      return .last
    }
    guard let number = Self.number(folded), number > 0 else {
      throw SyntaxError(.badRun(token.text), span: token.span)
    }
    advance(as: .value(.run, label: "RUN"))
    return .number(number, token.span)
  }

  private mutating func saved(_ word: Word) throws(SyntaxError) -> SelectorSyntax {
    let name = String(word.text.dropFirst())
    guard !name.isEmpty, !name.contains(where: { "@*?%~".contains($0) }) else {
      throw SyntaxError(.badSavedName(word.text), span: word.span)
    }
    advance(as: .savedName)
    return .saved(
      Word(name, span: Span(word.span.lower + 1, word.span.upper), isQuoted: false))
  }

  private mutating func rows(_ word: Word) throws(SyntaxError) -> SelectorSyntax {
    let ends = word.text.dropFirst().split(separator: "-", omittingEmptySubsequences: false)
    guard let first = Self.number(ends[0]), let last = Self.number(ends[ends.count - 1]),
      ends.count <= 2, 1 <= first, first <= last
    else {
      throw SyntaxError(.badRows(word.text), span: word.span)
    }
    advance(as: .rows)
    return .rows(first...last, word.span)
  }

  /// A number written in ASCII digits, or nil.
  static func number(_ text: some StringProtocol) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  /// Notes everything that can begin a selector.
  mutating func offerAtoms() {
    for keyword in SelectorKeyword.allCases {
      offer(.keyword(keyword.rawValue, summary: keyword.summary))
    }
    offer(.savedName)
    offer(.rows)
    offer(.address)
    offer(.symbol("("))
  }

  /// Whether the token can begin a selector.
  func beginsSelector(_ token: Token) -> Bool {
    guard let word = token.word else { return token.sign == .open }
    guard let folded = token.folded else { return word.text.contains("@") }
    return SelectorKeyword(rawValue: folded) != nil || folded.hasPrefix("%")
      || (!token.isOption && folded.contains(where: { "@*?".contains($0) }))
  }
}

/// The words that begin an atom of a selector.
enum SelectorKeyword: String, CaseIterable, Sendable {
  case users, contacts, people
  case `where`, account, from
  case all, none, selected, staged, blocked, failed

  /// The description in a list of candidates.
  var summary: String {
    switch self {
    case .users: "CRM users"
    case .contacts: "CRM contacts that were fetched"
    case .people: "users and contacts"
    case .where: "users a filter matches"
    case .account: "the contacts of an account"
    case .from: "addresses in a CSV file, or in the lines below"
    case .all: "everybody that was fetched"
    case .none: "nobody"
    case .selected: "the current selection"
    case .staged: "everybody in the plan"
    case .blocked: "those in the plan that cannot be imported"
    case .failed: "those a run did not bring in"
    }
  }
}
