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
