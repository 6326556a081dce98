import CommandLanguage
import ImportModel

/// Turns a filter as written into one that can be evaluated: the one place of unknown fields, of
/// values that a field can't have, and of time arithmetic.
struct FilterLowering {
  let fields: FieldResolver
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

  /// The field that a name means; see `FieldResolver`.
  func field(_ written: FieldSyntax) throws(Stop) -> FilterField {
    try fields.field(written)
  }

  private func type(of field: FilterField) -> FieldType {
    if case .crm(let place) = field { fields.schemas.field(at: place).type } else { .text }
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
    default: return .test(field, try Self.textTest(comparison, word))
    }
  }

  /// A comparison of texts; `=` and `!=` both become the test for equality.
  static func textTest(_ comparison: Comparison, _ word: Word) throws(Stop) -> FilterTest {
    let text = lowercased(word.text)
    switch comparison {
    case .equal, .notEqual: return .isOneOf([text])
    case .glob: return .glob(Glob(text))
    case .pattern: return .pattern(try pattern(word))
    case .less: return .ordered(.less, text)
    case .lessOrEqual: return .ordered(.lessOrEqual, text)
    case .greater: return .ordered(.greater, text)
    case .greaterOrEqual: return .ordered(.greaterOrEqual, text)
    }
  }

  private static func pattern(_ word: Word) throws(Stop) -> Pattern {
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
