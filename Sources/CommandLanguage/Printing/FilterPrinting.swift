extension FilterSyntax {
  /// The filter as it can be typed; it reads back as itself.
  package var sourceForm: String {
    switch self {
    case .test(let field, let test, _): "\(field.sourceForm) \(test.sourceForm)"
    case .not(let inner, _): "not \(inner.printed(inParentheses: inner.isJoined))"
    case .all(let parts): Self.joined(parts, by: " and ")
    case .any(let parts): Self.joined(parts, by: " or ")
    }
  }

  /// From its first word to its last, without enclosing parentheses.
  package var span: Span {
    switch self {
    case .test(_, _, let span), .not(_, let span): span
    case .all(let parts), .any(let parts):
      parts.dropFirst().reduce(parts.first?.span ?? Span(0, 0)) { $0.union($1.span) }
    }
  }

  private var isJoined: Bool {
    switch self {
    case .test, .not: false
    case .all, .any: true
    }
  }

  private static func joined(_ parts: [FilterSyntax], by separator: String) -> String {
    parts.map { $0.printed(inParentheses: $0.isJoined) }.joined(separator: separator)
  }

  private func printed(inParentheses: Bool) -> String {
    inParentheses ? "(\(sourceForm))" : sourceForm
  }
}

extension FieldSyntax {
  /// The field with its dots, as it was written.
  package var sourceForm: String { parts.joined(separator: ".") }
}

extension TestSyntax {
  /// The test as it can be typed after a field.
  package var sourceForm: String {
    switch self {
    case .compare(let comparison, let value): "\(comparison.rawValue) \(value.sourceForm)"
    case .isIn(let values, let isNegated):
      (isNegated ? "not in (" : "in (") + values.map(\.sourceForm).joined(separator: ", ") + ")"
    case .isEmpty(let isNegated): isNegated ? "is not empty" : "is empty"
    }
  }
}
