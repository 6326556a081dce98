import Reporting

/// A reader of JSON written from RFC 8259 alone, to check the writer.
struct JSONParser {
  /// The text is no JSON at this UTF-16 offset.
  struct Malformed: Error {
    let offset: Int
  }

  private let units: [UInt16]
  private var position = 0

  /// The whole text as one document; throws `Malformed`.
  static func parse(_ text: String) throws -> DataValue {
    var parser = JSONParser(units: Array(text.utf16))
    let value = try parser.value()
    guard parser.position == parser.units.count else { throw parser.malformed }
    return value
  }

  private init(units: [UInt16]) {
    self.units = units
  }

  private var malformed: Malformed { Malformed(offset: position) }

  private var next: Character? {
    guard position < units.count, let scalar = Unicode.Scalar(units[position]) else { return nil }
    return Character(scalar)
  }

  private mutating func take(_ character: Character) throws {
    guard next == character else { throw malformed }
    position += 1
  }

  private mutating func value() throws -> DataValue {
    switch next {
    case "{": try object()
    case "[": try array()
    case "\"": .string(try string())
    case "t": try word("true", .bool(true))
    case "f": try word("false", .bool(false))
    case "n": try word("null", .null)
    default: try integer()
    }
  }

  private mutating func word(_ word: String, _ value: DataValue) throws -> DataValue {
    for character in word { try take(character) }
    return value
  }

  private mutating func integer() throws -> DataValue {
    var digits = ""
    while let character = next, character == "-" || character.isNumber {
      digits.append(character)
      position += 1
    }
    guard let value = Int(digits) else { throw malformed }
    return .integer(value)
  }

  private mutating func array() throws -> DataValue {
    try .array(elements("[", "]") { parser in try parser.value() })
  }

  private mutating func object() throws -> DataValue {
    try .object(
      elements("{", "}") { parser in
        let name = try parser.string()
        try parser.take(":")
        return DataValue.Member(name, try parser.value())
      })
  }

  private mutating func elements<Element>(
    _ open: Character, _ close: Character, _ element: (inout JSONParser) throws -> Element
  ) throws -> [Element] {
    try take(open)
    var result: [Element] = []
    if next != close {
      result.append(try element(&self))
      while next == "," {
        position += 1
        result.append(try element(&self))
      }
    }
    try take(close)
    return result
  }

  private mutating func string() throws -> String {
    try take("\"")
    var result: [UInt16] = []
    while position < units.count, units[position] != 0x22 {
      guard units[position] >= 0x20 else { throw malformed }
      result.append(units[position] == 0x5C ? try escape() : units[position])
      position += 1
    }
    try take("\"")
    return String(decoding: result, as: UTF16.self)
  }

  /// Leaves the position at the last unit of the escape.
  private mutating func escape() throws -> UInt16 {
    position += 1
    let short: [Character: UInt16] = [
      "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
    ]
    if let next, let unit = short[next] { return unit }
    guard next == "u", position + 4 < units.count else { throw malformed }
    let digits = String(decoding: units[(position + 1)...(position + 4)], as: UTF16.self)
    guard let unit = UInt16(digits, radix: 16) else { throw malformed }
    position += 4
    return unit
  }
}
