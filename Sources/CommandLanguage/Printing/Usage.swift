extension Declaration {
  /// The form of the command, e.g. `role ROLE [for SELECTOR] [--replace]`.
  package var usage: String {
    let optionForms = options.map { "[\($0.form)]" }
    return ([name, syntax.form] + optionForms).filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension OptionDeclaration {
  /// The option as it is typed, e.g. `--portal P`.
  package var form: String {
    parameter.map { "--\(name) \($0.slot.form)" } ?? "--\(name)"
  }
}

extension Syntax {
  /// The form as help prints it: `[x]` may be left out, `a|b` is one of them.
  package var form: String {
    switch self {
    case .sequence(let parts):
      parts.map(\.form).filter { !$0.isEmpty }.joined(separator: " ")
    case .optional(let inner): "[\(inner.form)]"
    case .choice(let alternatives): alternatives.map(\.form).joined(separator: "|")
    case .keyword(let keyword, _, _): keyword
    case .slot(let parameter): parameter.slot.form
    }
  }
}

extension Syntax {
  /// The form with a long choice cut down to its first two and its last.
  var shortForm: String {
    switch self {
    case .sequence(let parts):
      parts.map(\.shortForm).filter { !$0.isEmpty }.joined(separator: " ")
    case .optional(let inner): "[\(inner.shortForm)]"
    case .choice(let alternatives) where alternatives.count > 4:
      (alternatives.prefix(2).map(\.form) + ["…"] + alternatives.suffix(1).map(\.form))
        .joined(separator: "|")
    case .choice, .keyword, .slot: form
    }
  }
}

extension Slot {
  /// The label, with what repeats it.
  package var form: String {
    switch shape {
    case .names, .fields: "\(label),…"
    case .assignments, .words: "\(label)…"
    case .parameters: "\(label)…"
    case .word, .selector, .filter, .field, .condition: label
    }
  }
}
