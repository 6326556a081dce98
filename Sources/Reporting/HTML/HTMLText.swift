/// The one place where text becomes HTML: what can't be seen is spelled out as at a terminal, then
/// whatever could be markup is escaped. The result may stand between tags and in quoted attributes.
enum HTMLText {
  /// The text, cut after `limit` scalars with words that tell how many there are.
  static func escaped(_ text: String, limit: Int) -> String {
    let visible = VisibleText.rendering(bounded(text, limit))
    guard visible.utf8.contains(where: isMarkup) else { return visible }
    var result = ""
    result.reserveCapacity(visible.utf8.count + 32)
    for scalar in visible.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The same between tags, where a line that is too narrow for an address may break behind its signs.
  static func content(_ text: String, limit: Int) -> String {
    let escaped = escaped(text, limit: limit)
    guard escaped.utf8.contains(UInt8(ascii: "@")) else { return escaped }
    var result: [UInt8] = []
    result.reserveCapacity(escaped.utf8.count + 32)
    for word in escaped.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false) {
      if word.startIndex != escaped.utf8.startIndex { result.append(UInt8(ascii: " ")) }
      guard let sign = word.firstIndex(of: UInt8(ascii: "@")), word.count > shortestBroken else {
        result += word
        continue
      }
      for place in word.indices {
        result.append(word[place])
        let byte = word[place]
        let isLast = word.index(after: place) == word.endIndex
        if !isLast, place == sign || byte == UInt8(ascii: ".") { result += Array("<wbr>".utf8) }
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Bytes of an address up to which every screen holds it in one line.
  private static let shortestBroken = 12

  /// One text must not fill the file, wherever it comes from.
  private static func bounded(_ text: String, _ limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    let count = text.unicodeScalars.count
    guard count > limit else { return text }
    return String(text.unicodeScalars.prefix(limit)) + "… (\(count) characters, cut here)"
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      true
    default: false
    }
  }
}
