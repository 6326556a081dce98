/// Reading a command's declared form.
extension TokenReader {
  /// Reads what the form asks for and notes the values given.
  mutating func read(_ syntax: Syntax) throws(SyntaxError) {
    switch syntax {
    case .sequence(let parts): try read(parts)
    case .optional(let inner):
      offerFirst(of: inner)
      if isAtEnd { remaining.append("[\(inner.shortForm)]") }
      if fits(inner) { try read(inner) }
    case .choice(let alternatives):
      if isAtEnd { remaining.append(syntax.shortForm) }
      for alternative in alternatives { offerFirst(of: alternative) }
      if let chosen = alternatives.first(where: fits) { return try read(chosen) }
      if alternatives.contains(where: \.mayBeEmpty) { return }
      try refuse(alternatives)
    case .keyword(let keyword, let flag, let summary):
      if isAtEnd { remaining.append(keyword) }
      guard let span = accept(keyword.lowercased(), summary) else { throw failure() }
      if let flag { given.append(.flag(flag, span)) }
    case .slot(let parameter):
      if isAtEnd { remaining.append(parameter.slot.form) }
      let start = position
      do throws(SyntaxError) {
        given.append(.argument(parameter, try argument(for: parameter.slot)))
      } catch {
        if isAtEnd, position > start { remaining.append(nextForm) }
        throw error
      }
    }
  }

  private mutating func read(_ parts: [Syntax]) throws(SyntaxError) {
    for (place, part) in parts.enumerated() {
      do throws(SyntaxError) {
        if isNumberLeftOut(part, of: parts, at: place) {
          offerFirst(of: part)
        } else {
          try read(part)
        }
      } catch {
        if isAtEnd { remaining += parts[(place + 1)...].map(\.shortForm) }
        throw error
      }
    }
  }

  /// Whether a number that may stand before another word does not: any word could be that other one,
  /// so that its digits decide.
  private func isNumberLeftOut(_ part: Syntax, of parts: [Syntax], at place: Int) -> Bool {
    guard case .optional(.slot(let parameter)) = part, parameter.slot.kind == .number,
      place + 1 < parts.count, let word = current?.word
    else { return false }
    return word.isQuoted || !word.text.allSatisfy(\.isNumber)
  }

  /// What must come next inside a value that is not complete, in few letters.
  private var nextForm: String {
    if offers.contains(.address) { return "SELECTOR" }
    if offers.contains(.symbol(Sign.here.rawValue)) { return "FILE | <<END" }
    if offers.contains(where: \.isMeasure) { return "=|<|>… N" }
    if offers.contains(.symbol(Sign.close.rawValue)) { return Sign.close.rawValue }
    switch offers.first {
    case .field: return "EXPR"
    case .measure: return "=|<|>|… VALUE"
    case .comparison: return "=|!=|~|in|is … VALUE"
    case .fieldValue, .assignedValue: return "VALUE"
    case .symbol(let sign): return sign == "(" ? "(VALUE,…)" : "\(sign)VALUE"
    case .keyword(let phrase, _): return phrase
    case .some(let other): return other.phrase
    case nil: return ""
    }
  }

  /// Reads the value of one slot.
  mutating func argument(for slot: Slot) throws(SyntaxError) -> Argument {
    let value = slot.expectation
    switch slot.shape {
    // Help is also about the commands whose names are reserved words.
    case .word where slot.kind == .topic: return .word(try word(value))
    case .word: return .word(try name(value))
    case .names:
      return .words(
        try list { (reader) throws(SyntaxError) in try reader.name(value) })
    case .selector: return .selector(try selector())
    case .filter: return .filter(try filter(over: []))
    case .field: return .field(try column())
    case .fields:
      return .fields(try list { (reader) throws(SyntaxError) in try reader.column() })
    case .assignments: return .assignments(try assignments(slot))
    case .condition: return .condition(try condition())
    case .parameters: return .parameters(try parameters(slot))
    case .words: return .words(try words(value))
    }
  }

  private mutating func words(_ expectation: Expectation) throws(SyntaxError) -> [Word] {
    var words = [try word(expectation)]
    offer(expectation)
    while let token = current, token.word != nil, !token.isOption {
      words.append(try word(expectation))
      offer(expectation)
    }
    return words
  }

  private mutating func assignments(_ slot: Slot) throws(SyntaxError) -> [Assignment] {
    var assignments: [Assignment] = []
    var began = position
    repeat {
      let name = try assignedName(slot)
      guard accept(.equal) else {
        throw failure(
          quoting: assignments.last.map { last in
            "a value of several words is quoted: \(last.name.text)=\(quoted(from: began))"
          })
      }
      began = position
      let value = try self.name(.assignedValue(slot.kind, name: name.text))
      assignments.append(Assignment(name: name, value: value))
      offer(slot.expectation)
    } while current.map({ canBeAssigned($0, in: slot) }) == true
    return assignments
  }

  /// Reads the name before a `=`: any word can be that of a variable, for it is never used bare.
  mutating func assignedName(_ slot: Slot) throws(SyntaxError) -> Word {
    slot.kind == .variable ? try word(slot.expectation) : try name(slot.expectation)
  }

  /// Whether the token can be such a name.
  func canBeAssigned(_ token: Token, in slot: Slot) -> Bool {
    slot.kind == .variable ? token.word != nil && !token.isOption : isName(token)
  }

  /// Whether the next token can begin the form.
  private func fits(_ syntax: Syntax) -> Bool {
    guard let token = current else { return false }
    switch syntax {
    case .sequence(let parts):
      for part in parts {
        if fits(part) { return true }
        if !part.mayBeEmpty { return false }
      }
      return false
    case .optional(let inner): return fits(inner)
    case .choice(let alternatives): return alternatives.contains(where: fits)
    case .keyword(let keyword, _, _): return token.folded == keyword.lowercased()
    case .slot(let parameter): return fits(token, parameter.slot)
    }
  }

  private func fits(_ token: Token, _ slot: Slot) -> Bool {
    switch slot.shape {
    case .word where slot.kind == .topic: token.word != nil && !token.isOption
    case .word, .names: isName(token)
    case .assignments, .parameters: canBeAssigned(token, in: slot)
    case .condition: beginsCondition(token)
    case .field, .fields: isName(token) && token.folded != nil
    case .words: token.word != nil && !token.isOption
    case .selector: beginsSelector(token)
    case .filter:
      token.sign == .open || token.folded == "not" || (isName(token) && token.folded != nil)
    }
  }

  private func isName(_ token: Token) -> Bool {
    token.word != nil && !token.isOption && !token.isReserved
  }

  /// Notes what can begin the form.
  private mutating func offerFirst(of syntax: Syntax) {
    switch syntax {
    case .sequence(let parts):
      for part in parts {
        offerFirst(of: part)
        if !part.mayBeEmpty { return }
      }
    case .optional(let inner): offerFirst(of: inner)
    case .choice(let alternatives):
      for alternative in alternatives { offerFirst(of: alternative) }
    case .keyword(let keyword, _, let summary):
      offer(.keyword(keyword.lowercased(), summary: summary))
    case .slot(let parameter):
      switch parameter.slot.shape {
      case .selector: offerAtoms()
      case .filter: offerTerms(over: [])
      case .field, .fields: offer(.field([]))
      case .condition: offerConditions()
      case .word, .names, .assignments, .parameters, .words: offer(parameter.slot.expectation)
      }
    }
  }

  /// Throws the error of a choice that the next token fits no alternative of.
  private func refuse(_ alternatives: [Syntax]) throws(SyntaxError) {
    if let token = current, token.isReserved, alternatives.contains(where: \.takesName) {
      throw SyntaxError(.reservedWord(token.text), span: token.span)
    }
    throw failure()
  }
}

extension Syntax {
  /// Whether nothing at all is a way to write it.
  var mayBeEmpty: Bool {
    switch self {
    case .sequence(let parts): parts.allSatisfy(\.mayBeEmpty)
    case .optional: true
    case .choice(let alternatives): alternatives.contains(where: \.mayBeEmpty)
    case .keyword, .slot: false
    }
  }

  /// Whether it is a slot for a name.
  fileprivate var takesName: Bool {
    guard case .slot(let parameter) = self else { return false }
    return parameter.slot.shape == .word || parameter.slot.shape == .names
  }
}

extension Slot {
  /// What is offered where the slot's value begins.
  var expectation: Expectation {
    switch kind {
    case .file: .file
    default: .value(kind, label: label)
    }
  }
}
