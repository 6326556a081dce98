extension SelectorSyntax {
  /// The selector as it can be typed; it reads back as itself, but for a list written over lines: that
  /// becomes its addresses in one line.
  package var sourceForm: String {
    switch self {
    case .kind(let kind, let isImplied, let filter, _):
      [isImplied ? nil : kind.rawValue, filter.map { "where \($0.sourceForm)" }]
        .compactMap { $0 }.joined(separator: " ")
    case .account(let name): "account \(name.sourceForm)"
    case .file(let file, let column, _):
      "from \(file.sourceForm)" + (column.map { " column \($0.sourceForm)" } ?? "")
    case .list(let list, _):
      "(\(list.addresses.map { Word.sourceForm(of: $0.text) }.joined(separator: ", ")))"
    case .all: "all"
    case .none: "none"
    case .selected: "selected"
    case .staged: "staged"
    case .blocked: "blocked"
    case .failed(.last, _): "failed"
    case .failed(.number(let number, _), _): "failed in \(number)"
    case .saved(let name): "@\(name.text)"
    case .rows(let rows, _):
      rows.count == 1 ? "%\(rows.lowerBound)" : "%\(rows.lowerBound)-\(rows.upperBound)"
    case .address(let word): word.sourceForm
    // In parentheses the sign at the end can meet no blank, which would make it an operator, nor the
    // backslash the end of the line, which would join it with the next.
    case .glob(let word):
      ["~", "\\"].contains { word.text.hasSuffix($0) } ? "(\(word.text))" : word.text
    case .union(let parts): parts.map { $0.printed(asPart: true) }.joined(separator: ", ")
    case .difference(let whole, let part):
      "\(whole.sourceForm) but \(part.printed(asPart: false))"
    }
  }

  /// From its first word to its last, without enclosing parentheses.
  package var span: Span {
    switch self {
    case .kind(_, _, _, let span), .file(_, _, let span), .list(_, let span),
      .failed(_, let span),
      .rows(_, let span), .all(let span), .none(let span), .selected(let span),
      .staged(let span), .blocked(let span):
      span
    case .account(let word), .saved(let word), .address(let word), .glob(let word): word.span
    case .union(let parts):
      parts.dropFirst().reduce(parts.first?.span ?? Span(0, 0)) { $0.union($1.span) }
    case .difference(let whole, let part): whole.span.union(part.span)
    }
  }

  private func printed(asPart: Bool) -> String {
    switch self {
    case .difference: "(\(sourceForm))"
    case .union where asPart: "(\(sourceForm))"
    default: sourceForm
    }
  }
}
