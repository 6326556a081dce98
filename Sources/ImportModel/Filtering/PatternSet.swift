/// The scalars that a class such as `[a-z\d]` or a shorthand such as `\w` lets through.
struct PatternSet: Hashable, Sendable {
  /// What `\d`, `\w` and `\s` stand for.
  enum Shorthand: Hashable, Sendable {
    case digit, word, space

    func contains(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .digit: scalar >= "0" && scalar <= "9"
      case .space: scalar.properties.isWhitespace
      case .word:
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber: true
        default: scalar == "_" || scalar.properties.isAlphabetic
        }
      }
    }
  }

  enum Item: Hashable, Sendable {
    case range(ClosedRange<Unicode.Scalar>)
    case shorthand(Shorthand, isNegated: Bool)

    func contains(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .range(let range): range.contains(scalar)
      case .shorthand(let shorthand, let isNegated): shorthand.contains(scalar) != isNegated
      }
    }
  }

  private let items: [Item]
  private let isNegated: Bool
  /// The answer for each ASCII scalar: nearly all text is.
  private let ascii: [Bool]

  /// Folds the items to lower case, then negates.
  init(_ items: [Item], isNegated: Bool) {
    let folded = items.flatMap(Self.folded)
    self.items = folded
    self.isNegated = isNegated
    ascii = (0..<0x80).map { byte in
      let scalar = Unicode.Scalar(UInt8(byte))
      return folded.contains { $0.contains(scalar) } != isNegated
    }
  }

  /// Whether a folded scalar is let through.
  func contains(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return ascii[Int(scalar.value)] }
    return items.contains { $0.contains(scalar) } != isNegated
  }

  /// A range and the lower-case forms of what is in it.
  private static func folded(_ item: Item) -> [Item] {
    guard case .range(let range) = item else { return [item] }
    if range.upperBound < "A" { return [item] }
    if range.upperBound.isASCII {
      let lower = max(range.lowerBound, "A")
      let upper = min(range.upperBound, "Z")
      guard lower <= upper else { return [item] }
      return [item, .range(lowered(lower)...lowered(upper))]
    }
    return [item] + cased.filter { range.contains($0.upper) }.map { .range($0.lower...$0.lower) }
  }

  private static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(ascii: scalar) | 0x20)
  }

  /// Every scalar whose lower-case form is one other scalar. None lies above Adlam, U+1E943.
  private static let cased: [(upper: Unicode.Scalar, lower: Unicode.Scalar)] =
    (UInt32(0x41)...0x1E943).compactMap { value in
      guard let upper = Unicode.Scalar(value), upper.properties.changesWhenLowercased else {
        return nil
      }
      let mapping = upper.properties.lowercaseMapping.unicodeScalars
      guard mapping.count == 1, let lower = mapping.first else { return nil }
      return (upper, lower)
    }
}
