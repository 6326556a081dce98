import CommandLanguage

/// Copies without spans, to compare what was printed with what was read.
extension FilterSyntax {
  /// Every span empty, every word quoted.
  var erased: FilterSyntax {
    let none = Span(0, 0)
    switch self {
    case .test(let field, let test, _):
      return .test(FieldSyntax(parts: field.parts, span: none), test.erased, none)
    case .not(let inner, _): return .not(inner.erased, none)
    case .all(let parts): return .all(parts.map(\.erased))
    case .any(let parts): return .any(parts.map(\.erased))
    }
  }
}

extension TestSyntax {
  var erased: TestSyntax {
    switch self {
    case .compare(let comparison, let word): .compare(comparison, word.erased)
    case .isIn(let words, let negated): .isIn(words.map(\.erased), negated: negated)
    case .isEmpty: self
    }
  }
}

extension Word {
  /// Without its span, and whether it had to be quoted.
  var erased: Word { Word(text, span: Span(0, 0), isQuoted: true) }
}

extension SelectorSyntax {
  /// Every span empty, every word quoted.
  var erased: SelectorSyntax {
    let none = Span(0, 0)
    switch self {
    case .list(let list, _): return .list(list, none)
    case .kind(let kind, let implied, let filter, _):
      return .kind(kind, isImplied: implied, matching: filter?.erased, none)
    case .account(let word): return .account(word.erased)
    case .file(let file, let column, _):
      return .file(file.erased, column: column?.erased, none)
    case .all: return .all(none)
    case .none: return .none(none)
    case .selected: return .selected(none)
    case .staged: return .staged(none)
    case .blocked: return .blocked(none)
    case .failed(.last, _): return .failed(.last, none)
    case .failed(.number(let number, _), _): return .failed(.number(number, none), none)
    case .saved(let word): return .saved(word.erased)
    case .rows(let rows, _): return .rows(rows, none)
    case .address(let word): return .address(word.erased)
    case .glob(let word): return .glob(word.erased)
    case .union(let parts): return .union(parts.map(\.erased))
    case .difference(let whole, let part): return .difference(whole.erased, part.erased)
    }
  }
}
