/// A test of texts that are all ASCII, over their bytes: what `JoinedPeople.holds` says of them, without
/// making a text of each.
enum ASCIITest {
  /// No such text passes.
  case never
  /// The bytes, lower-cased, lie anywhere in the text: found for a whole column at once. Where that is
  /// not enough, the texts that hold them are to be tested themselves.
  case contains([UInt8], isEnough: Bool)
  /// Equal to one of them, lower-cased.
  case isOneOf([[UInt8]])
  /// Covered by a glob, lower-cased.
  case glob([UInt8])

  /// The scalars beyond ASCII that are canonically equivalent to one of ASCII.
  private static let equalsASCII: Set<Unicode.Scalar> = ["\u{37E}", "\u{1FEF}", "\u{212A}"]

  /// Nil for tests that are about more than the bytes.
  init?(_ test: FilterTest) {
    switch test {
    case .isOneOf(let wanted):
      // Many are found faster by their hash; texts compare by canonical equivalence.
      guard wanted.count <= 8,
        !wanted.contains(where: { $0.unicodeScalars.contains(where: Self.equalsASCII.contains) })
      else { return nil }
      self = .isOneOf(wanted.map { Array($0.utf8) }.filter { $0.allSatisfy { $0 < 0x80 } })
    case .glob(let glob): self = Self(glob)
    case .pattern(let pattern):
      guard !pattern.requiredText.isEmpty else { return nil }
      self = .contains(pattern.requiredText, isEnough: false)
    default: return nil
    }
  }

  private init(_ glob: Glob) {
    let bytes = Array(lowercased(glob.source).utf8)
    guard bytes.allSatisfy({ $0 < 0x80 }) else {
      // What is beyond ASCII in it must be in the text too.
      self = .never
      return
    }
    let inner = bytes.dropFirst().dropLast()
    let star = UInt8(ascii: "*")
    let isSubstring =
      bytes.count > 2 && bytes.first == star && bytes.last == star
      && !inner.contains(star) && !inner.contains(UInt8(ascii: "?"))
    self = isSubstring ? .contains(Array(inner), isEnough: true) : .glob(bytes)
  }

  /// Whether a text that is there can pass; but for `isEnough`, whether it does.
  func admits(_ text: UnsafeRawBufferPointer) -> Bool {
    switch self {
    case .never: false
    case .contains(let wanted, _): TextSearch(wanted).first(in: text, from: 0) != nil
    case .isOneOf(let wanted): wanted.contains { Self.equal(text, $0) }
    case .glob(let glob): Self.covers(glob, text)
    }
  }

  private static func equal(_ text: UnsafeRawBufferPointer, _ wanted: [UInt8]) -> Bool {
    guard text.count == wanted.count else { return false }
    for index in wanted.indices where asciiLowercased(text[index]) != wanted[index] {
      return false
    }
    return true
  }

  /// As `Glob.matches`, of bytes: only the last star is ever tried again.
  private static func covers(_ glob: [UInt8], _ text: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    var position = 0
    var retry: (position: Int, index: Int)?
    while index < text.count {
      if position < glob.count, glob[position] == UInt8(ascii: "*") {
        position += 1
        retry = (position, index)
      } else if position < glob.count,
        glob[position] == UInt8(ascii: "?") || glob[position] == asciiLowercased(text[index])
      {
        position += 1
        index += 1
      } else if let last = retry {
        index = last.index + 1
        position = last.position
        retry = (position, index)
      } else {
        return false
      }
    }
    return glob[position...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
