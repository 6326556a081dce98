import ImportEngine

/// The text of a file in UTF-8, or in UTF-16 with a byte order mark; the mark is taken off.
func decodedText(_ bytes: [UInt8], path: String, allowsUTF16: Bool) throws(FileFailure) -> String {
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
    return try decoded(bytes.dropFirst(3), as: UTF8.self, named: "UTF-8", path: path)
  }
  let isLittle = bytes.starts(with: [0xFF, 0xFE])
  guard allowsUTF16, isLittle || bytes.starts(with: [0xFE, 0xFF]) else {
    return try decoded(bytes[...], as: UTF8.self, named: "UTF-8", path: path)
  }
  guard bytes.count.isMultiple(of: 2) else {
    throw .malformed(path: path, line: 1, reason: "half a UTF-16 unit at the end")
  }
  let units = stride(from: 2, to: bytes.count, by: 2).map { index in
    let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
    return isLittle ? second << 8 | first : first << 8 | second
  }
  return try decoded(units[...], as: UTF16.self, named: "UTF-16", path: path)
}

private func decoded<Encoding: Unicode.Encoding>(
  _ units: ArraySlice<Encoding.CodeUnit>, as encoding: Encoding.Type, named name: String,
  path: String
) throws(FileFailure) -> String where Encoding.CodeUnit: FixedWidthInteger {
  if let text = String(validating: units, as: encoding) {
    guard let zero = units.firstIndex(of: 0) else { return text }
    let line = 1 + units[..<zero].count { $0 == 0x0A }
    throw .malformed(path: path, line: line, reason: "a NUL; UTF-16 needs a byte order mark")
  }
  let lines = units.split(separator: 0x0A, omittingEmptySubsequences: false)
  let broken = lines.firstIndex { String(validating: $0, as: encoding) == nil } ?? 0
  throw .malformed(path: path, line: broken + 1, reason: "not valid \(name)")
}
