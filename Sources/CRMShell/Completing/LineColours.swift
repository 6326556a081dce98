package import CommandLanguage
import ImportModel

extension SessionAssistant {
  /// The parts of a text that have a colour, in order and without overlap; see `LineAssistant`.
  package func colours(of text: String, isCancelled: () -> Bool) -> [ColouredSpan] {
    let reading = registry.parser(at: .terminal).reading(of: text) { variables[$0] }
    var spans =
      reading.comments.map { ColouredSpan($0, .comment) }
      + reading.separators.map { ColouredSpan($0, .sign) }
      + reading.spoilt.map { ColouredSpan($0, .value) }
      + reading.faults.map { ColouredSpan($0, .mistake) }
    for statement in reading.statements {
      guard !isCancelled() else { return [] }
      if let name = statement.aliasName(among: aliases) {
        spans.append(ColouredSpan(name, .command))
        continue
      }
      spans += StatementColours(statement, in: text, self).spans
    }
    var end = 0
    return spans.sorted { $0.span.lower < $1.span.lower }.compactMap { coloured in
      let span = Span(max(end, coloured.span.lower), coloured.span.upper)
      guard span.upper > span.lower else { return nil }
      end = span.upper
      return ColouredSpan(span, coloured.role)
    }
  }
}

extension StatementReading {
  /// Where the name of a line stands as the first word; what is behind it is read once it is written
  /// out, and has no colours.
  func aliasName(among aliases: Aliases) -> Span? {
    guard declaration == nil, let first = tokens.first, aliases.lines[lowercased(first.text)] != nil
    else { return nil }
    return first.span
  }
}

/// The colours of one command.
struct StatementColours {
  private let statement: StatementReading
  private let text: String
  private let assistant: SessionAssistant

  /// `text` is the whole text that the command was read from.
  init(_ statement: StatementReading, in text: String, _ assistant: SessionAssistant) {
    self.statement = statement
    self.text = text
    var assistant = assistant.within(
      statement.declaration, statement.tokens.map(\.text).joined(separator: " "))
    assistant.isTyping = true
    self.assistant = assistant
  }

  var spans: [ColouredSpan] {
    statement.tokens.indices.flatMap { place in
      parts(of: statement.tokens[place], role(at: place))
    }
  }

  /// Whether the word that is being typed can't become anything that could stand there.
  var endsInMistake: Bool {
    statement.typing != nil && statement.tokens.indices.last.map { role(at: $0) } == .mistake
  }

  private func role(at place: Int) -> LineRole {
    let token = statement.tokens[place]
    let isLast = place == statement.tokens.count - 1
    let role =
      isAtFault(token)
      ? .mistake : WordRoles(assistant, statement).role(of: token, at: place)
    guard isLast, let typing = statement.typing, role == .mistake else { return role }
    return PartialWord(typing, in: text, assistant).role ?? .mistake
  }

  private func isAtFault(_ token: ReadToken) -> Bool {
    guard let span = statement.failure?.span else { return false }
    return span.lower < token.span.upper && token.span.lower < span.upper
  }

  /// A word with its variables, and an open quote, in colours of their own.
  private func parts(of token: ReadToken, _ role: LineRole) -> [ColouredSpan] {
    var parts: [ColouredSpan] = []
    var start = token.span.lower
    if token.isOpen {
      parts.append(ColouredSpan(Span(start, start + 1), .mistake))
      start += 1
    }
    // The text of a variable is what was checked: where it is wrong the whole word is.
    for variable in token.variables where role != .mistake {
      parts.append(ColouredSpan(Span(start, variable.span.lower), role))
      parts.append(ColouredSpan(variable.span, self.role(of: variable.name, token)))
      start = variable.span.upper
    }
    parts.append(ColouredSpan(Span(start, token.span.upper), role))
    return parts + (token.list.map(lines) ?? [])
  }

  /// The lines of a list: addresses like those in a line, and the word that ends it.
  private func lines(of list: HereList) -> [ColouredSpan] {
    let roles = WordRoles(assistant, statement)
    return list.addresses.map {
      ColouredSpan($0.span, roles.person(Word($0.text, span: $0.span, isQuoted: true)))
    } + [list.closing].compactMap { $0.map { ColouredSpan($0, .sign) } }
  }

  private func role(of variable: String, _ token: ReadToken) -> LineRole {
    guard assistant.variables[variable] == nil else { return .variable }
    let isPartial = statement.typing?.replacing == token.span
    let canGrow = assistant.variables.keys.contains { $0.hasPrefix(variable) }
    return isPartial && canGrow ? .variable : .mistake
  }
}

/// The word at the end of a text, which may become something longer.
struct PartialWord {
  private let expected: Expectations
  private let typed: TypedWord
  private let assistant: SessionAssistant

  init(_ expected: Expectations, in text: String, _ assistant: SessionAssistant) {
    self.expected = expected
    self.assistant = assistant
    typed = TypedWord(expected, in: text, at: text.unicodeScalars.count)
  }

  /// What it could become the beginning of; nil where nothing that begins so could stand there.
  var role: LineRole? {
    if typed.text == "\\", typed.quote == nil { return .sign }
    let matcher = FuzzyMatcher(typed.text)
    for item in expected.items {
      if isOpen(item) { return .value }
      // Nothing is looked for far and wide here, and what were given up would be coloured as a mistake.
      let offers = assistant.offers(for: item, in: expected, typed) { false }
      let fits = offers.contains { offer in
        OfferMatching.match(offer, matcher).map { $0.tier <= .word } ?? false
      }
      if fits { return WordRoles.role(of: item) }
    }
    return nil
  }

  /// Whether words stand there that nobody can know all of.
  private func isOpen(_ item: Expectation) -> Bool {
    switch item {
    case .rows: typed.text.hasPrefix("%")
    case .file, .assignedValue: true
    case .address:
      typed.text.first.map { $0 != "@" && $0 != "%" } == true && !assistant.knowsEverybody
    case .account: !assistant.knowsAccounts
    case .fieldValue(let field, _): assistant.mayGrow(typed.text, into: field)
    case .value(let kind, _): assistant.isOpen(kind)
    case .command, .keyword, .option, .field, .comparison, .measure, .savedName, .symbol: false
    }
  }
}
