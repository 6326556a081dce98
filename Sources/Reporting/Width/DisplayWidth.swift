/// How many columns of a terminal a text takes: one function for tables, carets and the prompt.
///
/// It measures what is printed, so text goes through `VisibleText` first. Ambiguous scalars count
/// as one column, as in glibc's tables.
package enum DisplayWidth {
  /// The columns of the text on one line; scalars that move the cursor count as none.
  package static func columns(of text: some StringProtocol) -> Int {
    if let ascii = asciiColumns(text.utf8) { return ascii }
    return text.reduce(0) { $0 + columns(of: $1) }
  }

  /// The columns of one grapheme cluster: 0, 1, 2, or more where a script joins several letters.
  package static func columns(of cluster: Character) -> Int {
    let scalars = cluster.unicodeScalars
    if isEmojiSequence(scalars) { return 2 }
    return scalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// The longest beginning that fits into `limit` columns, ending in `ellipsis` if it was cut.
  package static func clipped(_ text: String, to limit: Int, ellipsis: String) -> String {
    guard columns(of: text) > limit else { return text }
    let room = limit - columns(of: ellipsis)
    guard room >= 0 else { return String(repeating: ".", count: max(0, limit)) }
    var used = 0
    var result = ""
    for cluster in text {
      used += columns(of: cluster)
      if used > room { break }
      result.append(cluster)
    }
    return result + ellipsis
  }

  /// The byte count where all bytes are printable ASCII: nearly always.
  private static func asciiColumns(_ bytes: some Collection<UInt8>) -> Int? {
    var count = 0
    for byte in bytes {
      guard (0x20..<0x7F).contains(byte) else { return nil }
      count += 1
    }
    return count
  }

  /// A cluster that terminals draw as one emoji: joined, with a skin tone, or asked for by U+FE0F.
  private static func isEmojiSequence(_ scalars: Character.UnicodeScalarView) -> Bool {
    guard scalars.count > 1, let first = scalars.first, first.properties.isEmoji else {
      return false
    }
    return scalars.dropFirst().contains {
      $0 == "\u{FE0F}" || $0 == "\u{200D}" || $0.properties.isEmojiModifier
    }
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    if (0x20..<0x7F).contains(scalar.value) { return 1 }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator:
      return 0
    default:
      if isJoiningJamo(scalar) || properties.isDefaultIgnorableCodePoint { return 0 }
      return isWide(scalar) ? 2 : 1
    }
  }

  /// Vowels and finals of Hangul, drawn inside the square of the consonant before them.
  private static func isJoiningJamo(_ scalar: Unicode.Scalar) -> Bool {
    (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value)
  }

  /// Regional indicators are emoji, but each is one column: two of them make a flag of two.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    if (0x1F1E6...0x1F1FF).contains(scalar.value) { return false }
    return WideScalars.contains(scalar) || scalar.properties.isEmojiPresentation
  }
}
