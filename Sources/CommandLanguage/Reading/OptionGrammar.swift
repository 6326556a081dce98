/// Reading what follows a command's arguments.
extension TokenReader {
  /// Reads `{ OPTION [ ["="] word ] }`; `own` are those of the command, `general` those of all.
  mutating func options(
    _ own: [OptionDeclaration], and general: [OptionDeclaration]
  ) throws(SyntaxError) {
    let declared = own + general
    var seen: Set<String> = []
    hasReachedOptions = true
    while true {
      if isAtEnd { noteRemaining(own.filter { !seen.contains($0.name) }) }
      for option in declared where !seen.contains(option.name) {
        offer(
          .option(option.name, summary: option.summary, takesValue: option.parameter != nil))
      }
      guard let token = current, token.isOption else { return }
      let name = String(token.text.dropFirst(2))
      guard let option = declared.first(where: { $0.name == name }) else {
        let suggestions = Suggestions.nearest(to: name, in: declared.map(\.name))
        throw SyntaxError(.unknownOption(name, suggestions: suggestions), span: token.span)
      }
      guard seen.insert(name).inserted else {
        throw SyntaxError(.duplicateOption(name), span: token.span)
      }
      advance(
        as: .option(name, summary: option.summary, takesValue: option.parameter != nil))
      do throws(SyntaxError) {
        try value(of: option, named: token.span)
      } catch {
        if isAtEnd { noteRemaining(own.filter { !seen.contains($0.name) }) }
        throw error
      }
    }
  }

  /// Notes options that may still come.
  mutating func noteRemaining(_ options: [OptionDeclaration]) {
    remaining += options.map { "[\($0.form)]" }
  }

  private mutating func value(of option: OptionDeclaration, named span: Span) throws(SyntaxError) {
    guard let parameter = option.parameter else {
      if current?.sign == .equal {
        throw SyntaxError(.optionTakesNoValue(option.name), span: span)
      }
      return given.append(.flag(option.name, span))
    }
    if current?.sign == .equal { advance(as: .symbol("=")) }
    if isAtEnd { remaining.append(parameter.slot.form) }
    offer(parameter.slot.expectation)
    if current?.sign == .pattern { throw failure() }
    guard let token = current, !token.isOption, token.word != nil else {
      throw SyntaxError(
        .optionNeedsValue(option.name, label: parameter.slot.label), span: span)
    }
    if parameter.slot.name != option.name { given.append(.flag(option.name, span)) }
    let argument: Argument =
      parameter.slot.shape == .word
      ? .word(try word(parameter.slot.expectation)) : try argument(for: parameter.slot)
    given.append(.argument(parameter, argument))
  }

  /// Reads `[ (">"|">>") word ]`.
  mutating func redirection() throws(SyntaxError) {
    let start = current?.span
    defer { if isAtEnd, redirect == nil, start != nil { remaining.append("FILE") } }
    if accept(.greater) {
      redirect = Redirect(file: try word(.file), appends: false, span: span(from: start))
    } else if accept(.append) {
      redirect = Redirect(file: try word(.file), appends: true, span: span(from: start))
    }
  }

  /// Throws unless everything was read.
  func expectEnd() throws(SyntaxError) {
    guard let token = current else { return }
    if token.word != nil, !token.isOption, let option = tokens[..<position].last(where: \.isOption)
    {
      throw SyntaxError(
        .argumentAfterOption(found: token.text, option: option.text, usage: usage),
        span: token.span)
    }
    throw failure()
  }

  /// From a token that was read to the last one that was.
  func span(from start: Span?) -> Span {
    Span(start?.lower ?? readUpTo, readUpTo)
  }
}
