/// Reads one JSON string: escapes resolved, control characters and invalid UTF-8 refused.
struct JSONStringReader {
  /// Behind the closing quote once ``read()`` has returned.
  private(set) var index: Int
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], openingQuoteAt index: Int) {
    self.bytes = bytes
    self.index = index + 1
  }

  mutating func read() throws(JSONSyntaxError) -> String {
    let start = index
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        defer { index += 1 }
        return try text(bytes[start..<index], at: start)
      case UInt8(ascii: "\\"): return try readEscaped(from: start)
      case 0..<0x20: throw .unexpected(offset: index)
      default: index += 1
      }
    }
    throw .truncated
  }

  private mutating func readEscaped(from start: Int) throws(JSONSyntaxError) -> String {
    var resolved = Array(bytes[start..<index])
    while let byte = current {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return try text(resolved[...], at: start)
      case UInt8(ascii: "\\"): resolved.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20: throw .unexpected(offset: index - 1)
      default: resolved.append(byte)
      }
    }
    throw .truncated
  }

  private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
    guard let byte = current else { throw .truncated }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try scalar()
    default: throw .unexpected(offset: index - 1)
    }
  }

  private mutating func scalar() throws(JSONSyntaxError) -> Unicode.Scalar {
    let start = index
    let high = try codeUnit()
    guard high >= 0xD800, high < 0xDC00 else {
      guard let scalar = Unicode.Scalar(high) else { throw .invalidText(offset: start) }
      return scalar
    }
    for expected in "\\u".utf8 {
      guard let byte = current else { throw .truncated }
      guard byte == expected else { throw .invalidText(offset: start) }
      index += 1
    }
    let low = try codeUnit()
    guard low >= 0xDC00, low < 0xE000,
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw .invalidText(offset: start) }
    return scalar
  }

  private mutating func codeUnit() throws(JSONSyntaxError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current else { throw .truncated }
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw .unexpected(offset: index)
      }
      unit = unit << 4 | UInt32(digit)
      index += 1
    }
    return unit
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func text(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(JSONSyntaxError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .invalidText(offset: offset)
    }
    return text
  }
}
