/// Names of companies as people read them.
enum CompanyNames {
  /// The words as they look, without marks between them and without the legal form at the end.
  static func words(of folded: String) -> [Substring] {
    var seen = String.UnicodeScalarView()
    for scalar in folded.unicodeScalars where !scalar.isUnseen { seen.append(scalar) }
    let words = LetterShapes.skeleton(String(seen)).split { !($0.isLetter || $0.isNumber) }
    var rest = words[...]
    while rest.count > 1, let last = rest.last, legalForms.contains(last) { rest.removeLast() }
    return Array(rest)
  }

  private static let legalForms: Set<Substring> = [
    "ab", "ag", "as", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated",
    "kg", "limited", "llc", "llp", "ltd", "nv", "oy", "plc", "private", "pte", "pty", "pvt", "sa",
    "sarl", "spa", "srl",
  ]
}

extension CustomerName {
  /// The first control character or mark of direction; no new customer is given one in its name.
  package var steering: Unicode.Scalar? { text.unicodeScalars.first(where: \.isSteering) }

  /// The first character that can't be seen.
  package var unseen: Unicode.Scalar? { text.unicodeScalars.first(where: \.isUnseen) }
}

extension Unicode.Scalar {
  /// C0, C1 and the marks that reorder what stands around them.
  fileprivate var isSteering: Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: properties.generalCategory == .control
    }
  }

  fileprivate var isUnseen: Bool {
    isSteering || properties.generalCategory == .format || properties.isDefaultIgnorableCodePoint
  }
}
