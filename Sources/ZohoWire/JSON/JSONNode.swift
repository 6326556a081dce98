/// A parsed JSON text. Numbers keep their digits, because Zoho's ids are above 2⁵³ and come as
/// numbers too.
package enum JSONNode: Equatable, Sendable {
  case null
  case bool(Bool)
  /// The number as it was written.
  case number(String)
  case string(String)
  case array([JSONNode])
  /// Of a repeated key the last value counts.
  case object([String: JSONNode])

  /// Reads a whole JSON text in UTF-8, in time linear in its length.
  package init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    var reader = JSONReader(bytes)
    self = try reader.document()
  }
}

/// Why bytes are no acceptable JSON.
package enum JSONSyntaxError: Error, Hashable, Sendable {
  /// The text ends within a value: most likely an answer cut off.
  case truncated
  /// A byte that cannot stand there.
  case unexpected(offset: Int)
  /// A string that is not UTF-8, or an escaped surrogate without its pair.
  case invalidText(offset: Int)
  /// Nested deeper than ``JSONReader/maximumDepth``.
  case tooDeep
  /// More values than ``JSONReader/maximumNodes``.
  case tooManyValues
}

extension JSONNode {
  /// The value of a key; nil when this is no object, the key is missing, or the value is null.
  package subscript(_ key: String) -> JSONNode? {
    guard case .object(let members) = self, let value = members[key], value != .null else {
      return nil
    }
    return value
  }

  /// The value of a key in any case, for answers whose keys' case is not reliable.
  package func member(anyCaseOf key: String) -> JSONNode? {
    if let value = self[key] { return value }
    guard case .object(let members) = self else { return nil }
    let wanted = key.lowercased()
    return members.first { $0.key.lowercased() == wanted && $0.value != .null }?.value
  }

  /// The value found by following keys; an empty path gives the node itself.
  package func value(at path: [String]) -> JSONNode? {
    var node: JSONNode? = self
    for key in path { node = node?[key] }
    return node
  }

  /// The text of a string, or the digits of a number: ids come as either. Nil for a number with an
  /// exponent: somebody rounded it, so it names nothing.
  package var text: String? {
    switch self {
    case .string(let text): text
    case .number(let digits): digits.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") } ? nil : digits
    default: nil
    }
  }

  /// A whole number, written as a number or as text.
  package var integer: Int64? { text.flatMap { Int64($0) } }

  /// A truth value, written as such or as the text `true` or `false`.
  package var flag: Bool? {
    switch self {
    case .bool(let value): value
    case .string("true"): true
    case .string("false"): false
    default: nil
    }
  }

  /// The elements of an array.
  package var elements: [JSONNode]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members of an object.
  package var members: [String: JSONNode]? {
    guard case .object(let members) = self else { return nil }
    return members
  }
}
