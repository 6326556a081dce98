/// Reads commands by their declarations.
package struct CommandParser: Sendable {
  /// Every command, in the order of help.
  package let declarations: [Declaration]
  /// True at a terminal: commands and keywords may be shortened to a unique prefix.
  package let allowsAbbreviations: Bool
  /// Options that every command takes.
  package let globalOptions: [OptionDeclaration]
  /// The command that `count` in a condition is read as; nil: conditions can't count.
  package let counted: Declaration?
  /// What words of other tools are called here: names of commands, the likeliest first.
  private let otherWords: [String: [String]]

  package init(
    declarations: [Declaration], allowsAbbreviations: Bool,
    globalOptions: [OptionDeclaration] = [], counted: Declaration? = nil,
    otherWords: [String: [String]] = [:]
  ) {
    self.counted = counted
    self.otherWords = otherWords
    self.declarations = declarations
    self.allowsAbbreviations = allowsAbbreviations
    self.globalOptions = globalOptions
  }

  /// The command of a statement; `variable` gives the text of a variable, or nil when it is unset.
  package func parse(
    _ statement: Statement, variable: (String) -> String?
  ) throws(SyntaxError) -> ParsedCommand {
    var tokens: [Token] = []
    tokens.reserveCapacity(statement.tokens.count)
    for token in statement.tokens {
      if let resolved = try token.resolved(variable) { tokens.append(resolved) }
    }
    let walk = walk(tokens, end: statement.span.upper)
    if let failure = walk.failure { throw failure }
    guard let declaration = walk.declaration else { throw walk.reader.failure() }
    return ParsedCommand(
      declaration: declaration, arguments: try Arguments(walk.reader.given),
      redirect: walk.reader.redirect, span: statement.span, source: statement.source,
      resolvedSource: statement.resolvedSource(tokens))
  }

  /// The declaration of a command by its full name or an alias, in any case.
  package func declaration(named name: String) -> Declaration? {
    let folded = name.lowercased()
    return declarations.first { $0.name == folded || $0.aliases.contains(folded) }
  }

}

extension Arguments {
  /// The values given, converted by their parameters.
  init(_ given: [TokenReader.Given]) throws(SyntaxError) {
    self.init()
    for value in given {
      switch value {
      case .flag(let name, let span): set(span, for: name)
      case .argument(let parameter, let argument):
        set(try parameter.convert(argument), for: parameter.slot.name)
      }
    }
  }
}

/// How far a command could be read.
struct Walk {
  /// Where the reading stopped, and what it noted.
  let reader: TokenReader
  /// The command, once its name was read.
  let declaration: Declaration?
  /// What stopped it, or nil when every token was read.
  let failure: SyntaxError?
}

extension CommandParser {
  /// Reads the tokens; at a terminal, a word that fits nothing but begins exactly one of the
  /// keywords that could stand there is written out, and the tokens are read again.
  func walk(_ tokens: [Token], end: Int) -> Walk {
    var tokens = tokens
    var walk = walkOnce(tokens, end: end)
    guard allowsAbbreviations else { return walk }
    for _ in 0..<TokenReader.nestingLimit {
      guard let (place, candidates) = walk.abbreviation else { return walk }
      guard candidates.count == 1 else {
        let kind = SyntaxError.Kind.ambiguousKeyword(tokens[place].text, candidates: candidates)
        return Walk(
          reader: walk.reader, declaration: walk.declaration,
          failure: SyntaxError(kind, span: tokens[place].span))
      }
      tokens[place] = Token(Word(candidates[0], span: tokens[place].span, isQuoted: false))
      walk = walkOnce(tokens, end: end)
    }
    return walk
  }

  private func walkOnce(_ tokens: [Token], end: Int) -> Walk {
    var reader = TokenReader(tokens, end: end)
    reader.counted = counted
    var declaration: Declaration?
    do throws(SyntaxError) {
      let found = try command(&reader)
      declaration = found
      reader.usage = found.usage
      try reader.read(found.syntax)
      try reader.options(found.options, and: globalOptions)
      if found.hasOutput { try reader.redirection() }
      try reader.expectEnd()
      return Walk(reader: reader, declaration: declaration, failure: nil)
    } catch {
      if reader.isAtEnd, !reader.hasReachedOptions {
        reader.noteRemaining(declaration?.options ?? [])
      }
      return Walk(reader: reader, declaration: declaration, failure: error)
    }
  }

  private func command(_ reader: inout TokenReader) throws(SyntaxError) -> Declaration {
    reader.offer(.command)
    guard let token = reader.current, let folded = token.folded, !token.isOption else {
      throw reader.failure()
    }
    if let exact = declaration(named: folded) {
      reader.advance(as: .command)
      return exact
    }
    let prefixed = declarations.filter { declaration in
      declaration.name.hasPrefix(folded) || declaration.aliases.contains { $0.hasPrefix(folded) }
    }
    guard allowsAbbreviations, let only = prefixed.first else {
      let suggestions =
        otherWords[folded] ?? Suggestions.nearest(to: folded, in: declarations.map(\.name))
      throw SyntaxError(.unknownCommand(token.text, suggestions: suggestions), span: token.span)
    }
    guard prefixed.count == 1 else {
      let candidates = prefixed.map(\.name)
      throw SyntaxError(.ambiguousCommand(token.text, candidates: candidates), span: token.span)
    }
    guard only.allowsAbbreviation else {
      throw SyntaxError(.shortenedCommand(token.text, command: only.name), span: token.span)
    }
    reader.advance(as: .command)
    return only
  }
}

extension Walk {
  /// A word of fewer letters is not taken for one that says who is meant: `p` would be everybody.
  private static let leastOfPeople = 3

  /// The word at fault and the keywords it may be short for, or nil if there are none.
  fileprivate var abbreviation: (place: Int, candidates: [String])? {
    switch failure?.kind {
    case .unexpectedWord, .badSelector: break
    default: return nil
    }
    guard declaration != nil, let typed = reader.current?.folded, !typed.isEmpty else { return nil }
    var candidates: [String] = []
    for phrase in reader.keywords {
      let keyword = String(phrase.prefix { $0 != " " })
      if keyword != typed, keyword.hasPrefix(typed), !candidates.contains(keyword) {
        candidates.append(keyword)
      }
    }
    if candidates.count == 1, typed.count < Self.leastOfPeople, reader.offers.contains(.address),
      SelectorKeyword(rawValue: candidates[0]) != nil
    {
      return nil
    }
    return candidates.isEmpty ? nil : (reader.position, candidates)
  }
}
