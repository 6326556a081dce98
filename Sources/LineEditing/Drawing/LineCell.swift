import Reporting

/// One thing the cursor passes in one step on the screen: a grapheme cluster, or a letter of the
/// spelling of one that can't be seen.
struct LineCell: Hashable {
  /// What is written.
  let text: String
  /// The columns it takes: 1 or 2, seldom more.
  let columns: Int
  /// The SGR parameters it is written with, such as `1;32`; empty for none.
  let style: String

  /// A blank without colour.
  static let blank = LineCell(text: " ", columns: 1, style: "")

  /// Whether every terminal takes it to be as wide as we do. After another one the painter names
  /// the column instead of trusting that the cursor is where it should be.
  var isCertain: Bool {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, scalars.count == 1 else { return false }
    switch first.value {
    case 0x20..<0x7F, 0xA1..<0x250, 0x370..<0x530: return columns == 1
    case 0x3041..<0x3097, 0x30A1..<0x30FB, 0x4E00..<0xA000, 0xAC00..<0xD7A4: return columns == 2
    default: return false
    }
  }

  /// Columns beyond its own that a terminal may use which does not join what belongs together.
  var overhang: Int {
    let apart = text.unicodeScalars.reduce(0) { $0 + DisplayWidth.columns(of: Character($1)) }
    return max(0, apart - columns)
  }

  /// The cells of a cluster. What moves the cursor, reorders, or can't be told from a blank is
  /// spelled out; a mark without a letter stands on a dotted circle.
  static func cells(of cluster: Character, style: String) -> [LineCell] {
    let text = String(cluster)
    if isSeen(cluster) {
      let columns = DisplayWidth.columns(of: cluster)
      return columns > 0
        ? [LineCell(text: text, columns: columns, style: style)]
        : [LineCell(text: "◌" + text, columns: 1, style: style)]
    }
    let spelled = Untrusted(text).visible
    return spelled.map {
      LineCell(text: String($0), columns: max(1, DisplayWidth.columns(of: $0)), style: style)
    }
  }

  /// The cells of a text on one line.
  static func cells(of text: String, style: String) -> [LineCell] {
    text.flatMap { cells(of: $0, style: style) }
  }

  /// Joiners and selectors of emoji are no hazard in a line its author looks at: they make the one
  /// picture that was typed. Behind a digit, which Unicode counts among emoji, they make nothing but a
  /// key cap, and at the end nothing at all.
  private static func isSeen(_ cluster: Character) -> Bool {
    let scalars = cluster.unicodeScalars
    if scalars.count > 1, let first = scalars.first, first.properties.isEmoji,
      let last = scalars.last, last != "\u{200D}", !first.isASCII || last == "\u{20E3}",
      scalars.dropFirst().allSatisfy({ isEmojiPart($0, of: first) })
    {
      return true
    }
    return scalars.allSatisfy { !VisibleText.isSpelledOut($0, .forReaders) }
  }

  private static func isEmojiPart(_ scalar: Unicode.Scalar, of first: Unicode.Scalar) -> Bool {
    if scalar == "\u{FE0F}" || scalar == "\u{20E3}" { return true }
    return !first.isASCII
      && (scalar == "\u{200D}" || scalar.properties.isEmojiModifier || scalar.properties.isEmoji
        || scalar.properties.generalCategory == .nonspacingMark)
  }
}
