extension DataValue {
  /// The document in one line of JSON (RFC 8259), without a line feed at its end.
  ///
  /// Besides what the RFC asks for, everything a reader could not see is escaped, so a document
  /// is harmless on a terminal and still holds the very characters that came.
  package var json: String {
    var writer = JSONWriter()
    writer.write(self)
    return writer.result
  }
}

extension DataValue {
  /// The same with a line feed: long documents are not copied for it.
  var jsonLine: String {
    var writer = JSONWriter()
    writer.write(self)
    writer.result += "\n"
    return writer.result
  }
}

private struct JSONWriter {
  var result = ""

  mutating func write(_ value: DataValue) {
    switch value {
    case .null: result += "null"
    case .bool(let value): result += value ? "true" : "false"
    case .integer(let value): result += String(value)
    case .string(let value): write(string: value)
    case .array(let values): write(values)
    case .object(let members): write(members)
    }
  }

  private mutating func write(_ values: [DataValue]) {
    result += "["
    for (index, value) in values.enumerated() {
      if index > 0 { result += "," }
      write(value)
    }
    result += "]"
  }

  private mutating func write(_ members: [DataValue.Member]) {
    result += "{"
    for (index, member) in members.enumerated() {
      if index > 0 { result += "," }
      write(string: member.name)
      result += ":"
      write(member.value)
    }
    result += "}"
  }

  private mutating func write(string: String) {
    result += "\""
    if string.utf8.allSatisfy(Self.isPlain) {
      result += string
    } else {
      for scalar in string.unicodeScalars { write(scalar) }
    }
    result += "\""
  }

  /// Printable ASCII that needs no escape: nearly all there is.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where VisibleText.isSpelledOut(scalar, .forReaders):
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { escape(unit) }
    default: result.unicodeScalars.append(scalar)
    }
  }

  private mutating func escape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
