/// The one renderer between text and an output: spells out what cannot be seen as `<U+202E>`.
///
/// A scalar is spelled out, never removed: a reader must see that something is there. The result
/// is a fixed point (rendering it again changes nothing) and holds no line end.
package enum VisibleText {
  /// How much is spelled out.
  package enum Extent: Sendable {
    /// Everything below and, besides, blanks other than U+0020, U+FFFD and unassigned scalars.
    /// Names are compared exactly, so `Sales<U+00A0>Manager` must not look like the role
    /// `Sales Manager`; and nobody knows the width of a scalar that is not assigned yet.
    case forReaders
    /// Only what steers or hides: C0, DEL, C1, bidi, zero-width, tags, noncharacters. A CSV
    /// file keeps its ideographic and no-break blanks, because a program reads it.
    case forPrograms
  }

  /// The text with every scalar that `extent` names spelled out.
  package static func rendering(_ text: String, _ extent: Extent = .forReaders) -> String {
    if isPrintableASCII(text) { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      if isSpelledOut(scalar, extent) {
        result += spelling(of: scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether the renderer replaces this scalar.
  package static func isSpelledOut(_ scalar: Unicode.Scalar, _ extent: Extent) -> Bool {
    if (0x20..<0x7F).contains(scalar.value) { return false }
    if isHazard(scalar) { return true }
    return extent == .forReaders && isLookalike(scalar)
  }

  /// The scalar in words: `<U+` with at least four upper-case hexadecimal digits and `>`.
  package static func spelling(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }

  private static func isPrintableASCII(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in bytes.allSatisfy { (0x20..<0x7F).contains($0) } }
  }

  /// Scalars that move the cursor, reorder or colour what follows, or take no room at all.
  ///
  /// The joiners and variation selectors of emoji are among them: the same invisible scalars tell
  /// two addresses apart that look alike, so they stay visible everywhere.
  private static func isHazard(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
      return true
    default:
      return properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
    }
  }

  /// Scalars that look like a normal blank or like nothing in particular.
  private static func isLookalike(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\u{FFFD}" || scalar == "\u{2800}" { return true }
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .unassigned: return true
    default: return false
    }
  }
}
