/// The text of an entry as a JSON string, so that lines of any text stay one line.
enum HistoryEntryCoding {
  /// The text in quotes; quotes, backslashes and controls escaped, everything else as it is.
  static func encode(_ entry: String) -> String {
    var line = "\""
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\"": line += "\\\""
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      case "\t": line += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          line += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          line.unicodeScalars.append(scalar)
        }
      }
    }
    return line + "\""
  }

  /// The text up to the end of a string whose first quote was taken; nil where it is damaged.
  static func text(_ scalars: inout some IteratorProtocol<Unicode.Scalar>) -> String? {
    // Bytes: a string that grows by scalars costs several times as much, and a start reads thousands of lines.
    var text: [UInt8] = []
    while let scalar = scalars.next() {
      switch scalar {
      case "\"": return String(decoding: text, as: UTF8.self)
      case "\\":
        guard let escaped = unescape(&scalars) else { return nil }
        text.append(contentsOf: String(escaped).utf8)
      default:
        if scalar.value < 0x20 { return nil }
        if scalar.isASCII {
          text.append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
          text.append(contentsOf: String(scalar).utf8)
        }
      }
    }
    return nil
  }

  private static func unescape(
    _ scalars: inout some IteratorProtocol<Unicode.Scalar>
  ) -> Unicode.Scalar? {
    switch scalars.next() {
    case "\"": return "\""
    case "\\": return "\\"
    case "/": return "/"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return unescapeUnicode(&scalars)
    default: return nil
    }
  }

  /// Four digits, or two surrogates of four each.
  private static func unescapeUnicode(
    _ scalars: inout some IteratorProtocol<Unicode.Scalar>
  ) -> Unicode.Scalar? {
    guard let high = codeUnit(&scalars) else { return nil }
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard scalars.next() == "\\", scalars.next() == "u", let low = codeUnit(&scalars),
      UTF16.isLeadSurrogate(high), UTF16.isTrailSurrogate(low)
    else { return nil }
    return UTF16.decode(UTF16.EncodedScalar([high, low]))
  }

  private static func codeUnit(
    _ scalars: inout some IteratorProtocol<Unicode.Scalar>
  ) -> UInt16? {
    var digits = ""
    for _ in 0..<4 {
      guard let digit = scalars.next(), digit.properties.isASCIIHexDigit else { return nil }
      digits.unicodeScalars.append(digit)
    }
    return UInt16(digits, radix: 16)
  }
}
