/// A JSON document as a value; objects keep the order of their members. Ids are strings.
package enum DataValue: Hashable, Sendable {
  /// One name and value of an object.
  package struct Member: Hashable, Sendable {
    /// The name, snake case; may come from a server, then as it came.
    package let name: String
    /// The value.
    package let value: DataValue

    /// Makes one member.
    package init(_ name: String, _ value: DataValue) {
      self.name = name
      self.value = value
    }
  }

  /// No value.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number: a count, seconds, a code. Nothing we tell has a fraction.
  case integer(Int)
  /// Characters as they came; the writer escapes them.
  case string(String)
  /// Values in order.
  case array([DataValue])
  /// Members in the order they are written.
  case object([Member])
}

extension DataValue {
  /// The text, or null where there is none.
  package static func optional(_ text: String?) -> DataValue {
    text.map(DataValue.string) ?? .null
  }

  /// The number, or null where there is none.
  package static func optional(_ number: Int?) -> DataValue {
    number.map(DataValue.integer) ?? .null
  }

  /// An array of strings.
  package static func strings(_ texts: some Sequence<String>) -> DataValue {
    .array(texts.map(DataValue.string))
  }

  /// The value of the first member with this name, if this is an object that has one.
  package subscript(_ name: String) -> DataValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}

extension DataValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// Makes a string.
  package init(stringLiteral value: String) { self = .string(value) }
  /// Makes a whole number.
  package init(integerLiteral value: Int) { self = .integer(value) }
  /// Makes a truth value.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Makes null.
  package init(nilLiteral: ()) { self = .null }
  /// Makes an array.
  package init(arrayLiteral elements: DataValue...) { self = .array(elements) }
  /// Makes an object whose members stand in the order of the literal.
  package init(dictionaryLiteral elements: (String, DataValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
