/// An e-mail address: what was given, and the form in which two addresses are compared.
///
/// Two addresses are equal when their canonical forms are: local part lower-cased scalar by
/// scalar, domain lower-cased. Dots and plus tags are kept. The text must arrive in NFC.
package struct EmailAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// As the server or the file gave it, without blanks around it; this is what is sent.
  package let text: String
  /// The form in which addresses are compared.
  package let canonical: String

  /// Nil when the text is no address: it needs one `@` with something on both sides, holds no
  /// blank, control character or quote, and is at most 254 bytes long.
  package init?(_ text: String) {
    let trimmed = text.trimmingBlanks()
    guard trimmed.utf8.count <= 254, let at = trimmed.lastIndex(of: "@") else { return nil }
    let local = trimmed[..<at]
    let domain = trimmed[trimmed.index(after: at)...]
    guard !local.isEmpty, !domain.isEmpty, !local.contains("@"),
      !domain.hasPrefix("."), !domain.hasSuffix("."),
      trimmed.unicodeScalars.allSatisfy(Self.isAllowed)
    else { return nil }
    self.text = trimmed
    let canonical = lowercased(local) + "@" + lowercased(domain)
    // Nearly all are written as they are compared: then one text in memory does for both.
    self.canonical = canonical.utf8.elementsEqual(trimmed.utf8) ? trimmed : canonical
  }

  /// Whether the domain is ASCII. Another domain would have to be compared in IDNA form, for
  /// which there is no library at hand: its owner is named and left out, never guessed at.
  package var hasComparableDomain: Bool {
    LetterShapes.isASCII(canonical) || domain.utf8.allSatisfy { $0 < 0x80 }
  }

  /// What stands behind the `@`, lower-cased.
  package var domain: Substring {
    canonical[
      (canonical.lastIndex(of: "@").map(canonical.index(after:)) ?? canonical.startIndex)...]
  }

  package var description: String { text }

  package static func == (lhs: Self, rhs: Self) -> Bool { lhs.canonical == rhs.canonical }

  package func hash(into hasher: inout Hasher) { hasher.combine(canonical) }

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.canonical < rhs.canonical }

  /// Nearly all addresses are ASCII, and asking for a category costs more than all the rest.
  private static let isAllowedASCII = (UInt8(0)..<0x80).map { byte in
    hasAllowedCategory(Unicode.Scalar(byte))
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? isAllowedASCII[Int(scalar.value)] : hasAllowedCategory(scalar)
  }

  private static func hasAllowedCategory(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator,
      .spaceSeparator:
      false
    default: !"<>()[]\\,;:\"".unicodeScalars.contains(scalar)
    }
  }
}
