extension Parameter {
  /// A parameter whose argument is always of the one case that `read` finds.
  private init(
    _ slot: Slot, reading read: @escaping @Sendable (Argument) -> Value?
  ) {
    self.init(slot) { argument throws(SyntaxError) in
      guard let value = read(argument) else { throw argument.mismatch(slot) }
      return value
    }
  }

  /// The same slot with its value turned into another type; `transform` fails with the span of the
  /// word at fault.
  package func converted<Other: Sendable>(
    _ transform: @escaping @Sendable (Value) throws(SyntaxError) -> Other
  ) -> Parameter<Other> {
    Parameter<Other>(slot) { argument throws(SyntaxError) in
      try transform(try convert(argument))
    }
  }
}

extension Argument {
  /// Where the argument was written; an empty span for an empty one.
  package var span: Span {
    switch self {
    case .word(let word): word.span
    case .words(let words): Self.cover(words.map(\.span))
    case .selector(let selector): selector.span
    case .filter(let filter): filter.span
    case .field(let field): field.span
    case .fields(let fields): Self.cover(fields.map(\.span))
    case .assignments(let assignments):
      Self.cover(assignments.map { $0.name.span.union($0.value.span) })
    case .condition(let condition): condition.span
    case .parameters(let parameters): Self.cover(parameters.map(\.name.span))
    case .flag(let span): span
    }
  }

  private static func cover(_ spans: [Span]) -> Span {
    spans.dropFirst().reduce(spans.first ?? Span(0, 0)) { $0.union($1) }
  }

  /// The error of an argument that is not of its slot's shape.
  fileprivate func mismatch(_ slot: Slot) -> SyntaxError {
    SyntaxError(.badValue(found: "this", expected: slot.label, suggestions: []), span: span)
  }
}

extension Parameter where Value == Word {
  /// One name.
  package static func word(_ name: String, label: String, kind: ValueKind) -> Self {
    Self(Slot(name: name, label: label, shape: .word, kind: kind)) { argument in
      if case .word(let word) = argument { word } else { nil }
    }
  }
}

extension Parameter where Value == [Word] {
  /// `name { "," name }`
  package static func names(_ name: String, label: String, kind: ValueKind) -> Self {
    Self(Slot(name: name, label: label, shape: .names, kind: kind)) { $0.words }
  }

  /// Every word up to the options, reserved ones included.
  package static func words(_ name: String, label: String, kind: ValueKind = .text) -> Self {
    Self(Slot(name: name, label: label, shape: .words, kind: kind)) { $0.words }
  }
}

extension Argument {
  fileprivate var words: [Word]? {
    if case .words(let words) = self { words } else { nil }
  }
}

extension Parameter where Value == SelectorSyntax {
  /// Who is meant.
  package static func selector(_ name: String, label: String = "SELECTOR") -> Self {
    Self(Slot(name: name, label: label, shape: .selector, kind: .person)) { argument in
      if case .selector(let selector) = argument { selector } else { nil }
    }
  }
}

extension Parameter where Value == FilterSyntax {
  /// A filter expression, without `where`.
  package static func filter(_ name: String, label: String = "EXPR") -> Self {
    Self(Slot(name: name, label: label, shape: .filter, kind: .field)) { argument in
      if case .filter(let filter) = argument { filter } else { nil }
    }
  }
}

extension Parameter where Value == FieldSyntax {
  /// One field.
  package static func field(_ name: String, label: String = "FIELD") -> Self {
    Self(Slot(name: name, label: label, shape: .field, kind: .field)) { argument in
      if case .field(let field) = argument { field } else { nil }
    }
  }
}

extension Parameter where Value == [FieldSyntax] {
  /// `field { "," field }`
  package static func fields(_ name: String, label: String = "FIELD") -> Self {
    Self(Slot(name: name, label: label, shape: .fields, kind: .field)) { argument in
      if case .fields(let fields) = argument { fields } else { nil }
    }
  }
}

extension Parameter where Value == [Assignment] {
  /// One or more `NAME=VALUE`; `kind` is what the names are.
  package static func assignments(
    _ name: String, label: String = "NAME=VALUE", kind: ValueKind
  ) -> Self {
    Self(Slot(name: name, label: label, shape: .assignments, kind: kind)) { argument in
      if case .assignments(let assignments) = argument { assignments } else { nil }
    }
  }
}

extension Parameter where Value == ConditionSyntax {
  /// What `if` and `assert` ask.
  package static func condition(_ name: String) -> Self {
    Self(Slot(name: name, label: "CONDITION", shape: .condition, kind: .text)) { argument in
      if case .condition(let condition) = argument { condition } else { nil }
    }
  }
}

extension Parameter where Value == [ScriptParameter] {
  /// One or more `NAME [= VALUE]`.
  package static func parameters(_ name: String) -> Self {
    Self(Slot(name: name, label: "NAME[=VALUE]", shape: .parameters, kind: .variable)) { argument in
      if case .parameters(let parameters) = argument { parameters } else { nil }
    }
  }
}
