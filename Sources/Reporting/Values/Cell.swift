/// One value of a table, typed so that every format can write it in its own way.
package enum Cell: Hashable, Sendable {
  /// Characters, possibly of a server or file.
  case text(String)
  /// Characters with a meaning.
  case styled(String, Style)
  /// A sentence, whose points in time readers see in their own notation.
  case said(Text)
  /// A word that programs read as it is, and what readers see in its place.
  case word(String, shown: String, Style)
  /// A whole number; JSON writes it without quotes. Ids are text.
  case number(Int)
  /// A truth value: `yes`/`no` for readers, `true`/`false` for programs.
  case flag(Bool)
  /// Several values: an array in JSON, `a, b` for readers, `a; b` in CSV and TSV.
  case list([String])
  /// A point in time in ISO 8601, as it shall be printed.
  case time(String)
  /// No value: null in JSON, nothing elsewhere.
  case empty

  /// Makes text, or an empty cell where there is none.
  package init(_ text: String?) {
    self = text.map(Cell.text) ?? .empty
  }

  /// Makes text of a server or file.
  package init(_ text: Untrusted) {
    self = .text(text.raw)
  }

  /// Makes a number, or an empty cell where there is none.
  package init(_ number: Int?) {
    self = number.map(Cell.number) ?? .empty
  }
}

extension Cell: ExpressibleByStringLiteral {
  /// Makes text.
  package init(stringLiteral value: String) { self = .text(value) }
}

extension Cell {
  /// What a reader sees, styled but not yet spelled out.
  package var text: Text {
    switch self {
    case .text(let value), .time(let value): Text(value)
    case .said(let words): words
    case .styled(let value, let style), .word(_, shown: let value, let style): Text(value, style)
    case .number(let value): Text(String(value))
    case .flag(let value): Text(value ? "yes" : "no")
    case .list(let values): Text(values.joined(separator: ", "))
    case .empty: Text()
    }
  }

  /// What a program reads in CSV and TSV, not yet escaped.
  package var field: String {
    switch self {
    case .text(let value), .time(let value), .styled(let value, _), .word(let value, _, _): value
    case .said(let words): words.raw
    case .number(let value): String(value)
    case .flag(let value): value ? "true" : "false"
    case .list(let values): values.joined(separator: "; ")
    case .empty: ""
    }
  }

  /// The value in JSON.
  package var data: DataValue {
    switch self {
    case .text(let value), .time(let value), .styled(let value, _), .word(let value, _, _):
      .string(value)
    case .said(let words): .string(words.raw)
    case .number(let value): .integer(value)
    case .flag(let value): .bool(value)
    case .list(let values): .strings(values)
    case .empty: .null
    }
  }
}
