/// One thing that may stand at a place of a line.
package enum Expectation: Hashable, Sendable {
  /// The name of a command.
  case command
  /// One word, or the words of one phrase such as `is not empty`.
  case keyword(String, summary: String)
  /// An option without its hyphens.
  case option(String, summary: String, takesValue: Bool)
  case value(ValueKind, label: String)
  /// A field of these kinds of people; of whatever the command lists when empty.
  case field([PeopleKind])
  /// A comparison sign that suits the field.
  case comparison(FieldSyntax)
  /// A comparison sign of a condition.
  case measure([Comparison])
  /// A value of the field, of these kinds of people; of whatever the command lists when empty.
  case fieldValue(FieldSyntax, of: [PeopleKind])
  /// The value of `NAME=`.
  case assignedValue(ValueKind, name: String)
  /// An e-mail address, or a glob over them.
  case address
  /// `%3-7`
  case rows
  /// `@NAME`
  case savedName
  /// The name of a CRM account.
  case account
  case file
  /// A sign such as `,` or `(`.
  case symbol(String)

  /// What an error message calls it.
  var phrase: String {
    switch self {
    case .command: "a command"
    case .keyword(let word, _): word
    case .option(let name, _, _): "--\(name)"
    case .value(_, let label): label
    case .field: "a field"
    case .comparison: Comparison.allCases.map(\.rawValue).joined(separator: " ")
    case .measure(let signs): signs.map(\.rawValue).joined(separator: " ")
    case .fieldValue, .assignedValue: "a value"
    case .address: "an e-mail address"
    case .rows: "%ROWS"
    case .savedName: "@NAME"
    case .account: "ACCOUNT"
    case .file: "FILE"
    case .symbol(let sign): sign
    }
  }

  /// Whether it is one of the many things a selector can begin with.
  var beginsSelector: Bool {
    switch self {
    case .keyword(let word, _): SelectorKeyword(rawValue: word) != nil
    case .address, .rows, .savedName, .symbol("("): true
    default: false
    }
  }

  /// Whether it is a comparison sign of a condition.
  var isMeasure: Bool {
    if case .measure = self { true } else { false }
  }

  /// Whether a word in quotes may stand for it.
  var allowsQuotes: Bool {
    switch self {
    case .value, .fieldValue, .assignedValue, .address, .account, .file: true
    case .command, .keyword, .option, .field, .comparison, .measure, .rows, .savedName, .symbol:
      false
    }
  }
}

/// What may stand at the cursor of a line that is being typed.
package struct Expectations: Hashable, Sendable {
  /// The partial word, from its quote on, up to the cursor; in Unicode scalars.
  package let replacing: Span
  /// The text of the partial word so far, without quotes.
  package let prefix: String
  /// The quote that is open at the cursor, or nil.
  package let quote: Character?
  /// The command the cursor is in, once its name is complete.
  package let declaration: Declaration?
  /// Each once, in the order of the grammar; empty where the line before the cursor is wrong.
  package let items: [Expectation]

  package static func == (left: Expectations, right: Expectations) -> Bool {
    left.replacing == right.replacing && left.prefix == right.prefix && left.quote == right.quote
      && left.declaration?.name == right.declaration?.name && left.items == right.items
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(replacing)
    hasher.combine(prefix)
    hasher.combine(items)
  }
}
