/// A strict reader of RFC 8259 over bytes: one pass, bounded depth, bounded number of values.
struct JSONReader {
  /// Arrays and objects within each other.
  static let maximumDepth = 64
  /// A page of 200 CRM users with every field has about 20,000 values; the bound keeps a hostile
  /// answer of 8 MiB from becoming a tree of hundreds.
  static let maximumNodes = 400_000

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0
  private var nodes = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONSyntaxError) -> JSONNode {
    skipBlanks()
    let node = try value()
    skipBlanks()
    guard index == bytes.count else { throw .unexpected(offset: index) }
    return node
  }

  private mutating func value() throws(JSONSyntaxError) -> JSONNode {
    nodes += 1
    guard nodes <= Self.maximumNodes else { throw .tooManyValues }
    switch try peek() {
    case UInt8(ascii: "{"):
      return try nested { reader throws(JSONSyntaxError) in try reader.object() }
    case UInt8(ascii: "["):
      return try nested { reader throws(JSONSyntaxError) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(JSONSyntaxError) -> JSONNode
  ) throws(JSONSyntaxError) -> JSONNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw .tooDeep }
    index += 1
    skipBlanks()
    return try read(&self)
  }

  private mutating func object() throws(JSONSyntaxError) -> JSONNode {
    var members: [String: JSONNode] = [:]
    if try skip("}") { return .object(members) }
    repeat {
      skipBlanks()
      guard try peek() == UInt8(ascii: "\"") else { throw .unexpected(offset: index) }
      let key = try string()
      skipBlanks()
      guard try skip(":") else { throw .unexpected(offset: index) }
      skipBlanks()
      members[key] = try value()
      skipBlanks()
    } while try skip(",")
    guard try skip("}") else { throw .unexpected(offset: index) }
    return .object(members)
  }

  private mutating func array() throws(JSONSyntaxError) -> JSONNode {
    var elements: [JSONNode] = []
    if try skip("]") { return .array(elements) }
    repeat {
      skipBlanks()
      elements.append(try value())
      skipBlanks()
    } while try skip(",")
    guard try skip("]") else { throw .unexpected(offset: index) }
    return .array(elements)
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    var strings = JSONStringReader(bytes, openingQuoteAt: index)
    let text = try strings.read()
    index = strings.index
    return text
  }

  private mutating func number() throws(JSONSyntaxError) -> JSONNode {
    let start = index
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    if try peek() == UInt8(ascii: "0") { index += 1 } else { try digits() }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      try digits()
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      let sign = try peek()
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { index += 1 }
      try digits()
    }
    return .number(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func digits() throws(JSONSyntaxError) {
    guard isDigit(try peek()) else { throw .unexpected(offset: index) }
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private mutating func word(_ word: String, _ node: JSONNode) throws(JSONSyntaxError) -> JSONNode {
    for byte in word.utf8 {
      guard try peek() == byte else { throw .unexpected(offset: index) }
      index += 1
    }
    return node
  }

  private mutating func skip(_ scalar: Unicode.Scalar) throws(JSONSyntaxError) -> Bool {
    guard try peek() == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  private func peek() throws(JSONSyntaxError) -> UInt8 {
    guard index < bytes.count else { throw .truncated }
    return bytes[index]
  }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index += 1 }
  }
}
