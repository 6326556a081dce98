/// Reads comma-separated text (RFC 4180) record by record, also with `;` or tabs, and with CR, LF
/// or both as line ends.
struct DelimitedText {
  /// The fields between two line ends.
  struct Record {
    var fields: [String] = []
    /// Where it begins, from 1.
    let line: Int

    var isBlank: Bool { fields.allSatisfy { $0.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } } }
  }

  /// Broken quoting, at this line.
  struct Fault: Error {
    let line: Int
    let reason: String
  }

  private let bytes: [UInt8]
  /// Nil: one column, nothing separates.
  private let separator: UInt8?
  private var position = 0
  private var line = 1

  /// The separator is found by looking at the first line.
  init(_ text: String) {
    bytes = Array(text.utf8)
    separator = Self.separator(in: bytes)
  }

  /// The next record that isn't blank; nil at the end.
  mutating func next() throws(Fault) -> Record? {
    while position < bytes.count {
      var record = Record(line: line)
      repeat { record.fields.append(try field()) } while takeSeparator()
      takeLineEnd()
      if !record.isBlank { return record }
    }
    return nil
  }

  private mutating func field() throws(Fault) -> String {
    guard position < bytes.count, bytes[position] == quote else {
      let start = position
      while position < bytes.count, !isFieldEnd(bytes[position]) { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    return try quotedField()
  }

  private mutating func quotedField() throws(Fault) -> String {
    let opening = line
    var content: [UInt8] = []
    position += 1
    while true {
      guard position < bytes.count else {
        throw Fault(line: opening, reason: "a quote is never closed")
      }
      let byte = bytes[position]
      if byte == quote {
        position += 1
        // A doubled quote is one quote; any other ends the field.
        guard position < bytes.count, bytes[position] == quote else { break }
      } else if byte == newline || byte == carriageReturn && !isFollowedByNewline {
        line += 1
      }
      content.append(byte)
      position += 1
    }
    guard position == bytes.count || isFieldEnd(bytes[position]) else {
      throw Fault(line: line, reason: "text after a closing quote")
    }
    return String(decoding: content, as: UTF8.self)
  }

  private var isFollowedByNewline: Bool {
    position + 1 < bytes.count && bytes[position + 1] == newline
  }

  private func isFieldEnd(_ byte: UInt8) -> Bool {
    byte == separator || byte == newline || byte == carriageReturn
  }

  private mutating func takeSeparator() -> Bool {
    guard position < bytes.count, bytes[position] == separator else { return false }
    position += 1
    return true
  }

  private mutating func takeLineEnd() {
    guard position < bytes.count else { return }
    position += bytes[position] == carriageReturn && isFollowedByNewline ? 2 : 1
    line += 1
  }

  /// The separator that the first line with anything on it has most of, outside quotes.
  private static func separator(in bytes: [UInt8]) -> UInt8? {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    var hasContent = false
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      if !isQuoted, byte == newline || byte == carriageReturn {
        if hasContent { break }
        counts = [:]
      } else if !isQuoted, separators.contains(byte) {
        counts[byte, default: 0] += 1
      } else if byte != 0x20 {
        hasContent = true
      }
    }
    return separators.filter { counts[$0] != nil }
      .max { counts[$0, default: 0] < counts[$1, default: 0] }
  }
}

private let quote = UInt8(ascii: "\"")
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
/// In order of preference, last first.
private let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
