import CommandLanguage
import ImportModel

/// Turns a filter as written into one that can be evaluated: the one place of unknown fields, of
/// values that a field can't have, and of time arithmetic.
struct FilterLowering {
  let schema: PeopleSchema
  let times: TimeLiterals

  func lower(_ syntax: FilterSyntax) throws(Stop) -> Filter {
    switch syntax {
    case .all(let parts): .all(try lower(parts))
    case .any(let parts): .any(try lower(parts))
    case .not(let part, _): .not(try lower(part))
    case .test(let written, let test, _):
      try lower(test, of: try field(written), written)
    }
  }

  private func lower(_ parts: [FilterSyntax]) throws(Stop) -> [Filter] {
    var filters: [Filter] = []
    for part in parts { filters.append(try lower(part)) }
    return filters
  }

  /// The field that a name means; refusals name the kind or the side that has it.
  func field(_ written: FieldSyntax) throws(Stop) -> FilterField {
    let parts = written.parts.map { lowercased($0) }
    let name = parts.dropFirst().joined(separator: ".")
    switch parts.first {
    case "crm" where parts.count > 1: return try crmField(name, written)
    case "portal" where parts.count > 1:
      if let field = FieldNames.portal[name] { return field }
    case "plan" where parts.count > 1:
      if let field = FieldNames.plan[name] { return field }
    default: return try crmField(parts.joined(separator: "."), written)
    }
    throw .refusal(
      .unknownField(
        written.parts.joined(separator: "."),
        suggestions: Suggestions.nearest(to: parts.joined(separator: "."), in: FieldNames.joined)),
      at: written.span)
  }

  private func crmField(_ name: String, _ written: FieldSyntax) throws(Stop) -> FilterField {
    let isBare = written.parts.count == 1
    if isBare, let candidates = FieldNames.onBothSides[name] {
      throw .refusal(.ambiguousField(name, candidates: candidates), at: written.span)
    }
    if name == "id" { return .id }
    if name == "kind", isBare { return .kind }
    if let index = schema.index(of: name) { return .crm(index) }
    if FieldNames.contacts.contains(name) {
      throw .refusal(.fieldOfContacts(written.parts.joined(separator: ".")), at: written.span)
    }
    let known = schema.fields.map(\.apiName) + FieldNames.joined
    throw .refusal(
      .unknownField(
        written.parts.joined(separator: "."), suggestions: Suggestions.nearest(to: name, in: known)),
      at: written.span)
  }

  private func type(of field: FilterField) -> FieldType {
    if case .crm(let index) = field { schema.fields[index].type } else { .text }
  }

  private func lower(_ test: TestSyntax, of field: FilterField, _ written: FieldSyntax)
    throws(Stop) -> Filter
  {
    switch test {
    case .isEmpty(let negated):
      return negated ? .not(.test(field, .isEmpty)) : .test(field, .isEmpty)
    case .isIn(let words, let negated):
      var alternatives: [Filter] = []
      for word in words { alternatives.append(try equal(word, field, written)) }
      return negated ? .not(.any(alternatives)) : .any(alternatives)
    case .compare(.equal, let word): return try equal(word, field, written)
    case .compare(.notEqual, let word): return .not(try equal(word, field, written))
    case .compare(let comparison, let word):
      return try compare(comparison, word, field, written)
    }
  }

  private func equal(_ word: Word, _ field: FilterField, _ written: FieldSyntax) throws(Stop)
    -> Filter
  {
    switch type(of: field) {
    case .time: return .test(field, try times.range(.equal, word))
    case .flag:
      guard let flag = FieldNames.flags[lowercased(word.text)] else {
        throw wrongValue(word, written, ["true", "false"])
      }
      return .test(field, .isFlag(flag))
    case .text, .choice:
      if let closed = FieldNames.closedValues(of: field), !closed.contains(lowercased(word.text)) {
        throw wrongValue(word, written, closed)
      }
      return .test(field, .isOneOf([lowercased(word.text)]))
    }
  }

  private func compare(
    _ comparison: Comparison, _ word: Word, _ field: FilterField, _ written: FieldSyntax
  ) throws(Stop) -> Filter {
    switch (type(of: field), comparison) {
    case (.time, .less), (.time, .lessOrEqual), (.time, .greater), (.time, .greaterOrEqual):
      return .test(field, try times.range(comparison, word))
    case (.time, _), (.flag, _):
      throw .refusal(
        .wrongComparison(
          field: written.parts.joined(separator: "."), comparison: comparison.rawValue),
        at: word.span)
    case (_, .glob): return .test(field, .glob(Glob(lowercased(word.text))))
    case (_, .pattern): return .test(field, .pattern(try pattern(word)))
    case (_, .less): return ordered(.less, word, field)
    case (_, .lessOrEqual): return ordered(.lessOrEqual, word, field)
    case (_, .greater): return ordered(.greater, word, field)
    default: return ordered(.greaterOrEqual, word, field)
    }
  }

  private func ordered(_ order: Order, _ word: Word, _ field: FilterField) -> Filter {
    .test(field, .ordered(order, lowercased(word.text)))
  }

  private func pattern(_ word: Word) throws(Stop) -> Pattern {
    do {
      return try Pattern(word.text)
    } catch {
      throw .refusal(.badPattern(word.text, error), at: word.span)
    }
  }

  private func wrongValue(_ word: Word, _ written: FieldSyntax, _ expected: [String]) -> Stop {
    .refusal(
      .wrongValue(
        field: written.parts.joined(separator: "."), found: word.text, expected: expected),
      at: word.span)
  }
}
