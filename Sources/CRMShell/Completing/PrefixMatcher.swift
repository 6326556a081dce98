import ImportModel

/// Compares texts with what was typed, in any case; fast for ASCII, for it is asked a million times.
struct PrefixMatcher {
  private let wanted: [UInt8]

  /// Compares with this text.
  init(_ typed: String) { wanted = Array(lowercased(typed).utf8) }

  /// Whether the text begins with what was typed.
  func begins(_ text: String) -> Bool {
    var place = 0
    for byte in text.utf8 {
      guard place < wanted.count else { return true }
      guard byte < 0x80 else { return lowercased(text).utf8.starts(with: wanted) }
      guard Self.folded(byte) == wanted[place] else { return false }
      place += 1
    }
    return place == wanted.count
  }

  /// Whether what was typed stands anywhere in the text.
  func occurs(in text: String) -> Bool {
    let found = text.utf8.withContiguousStorageIfAvailable { bytes -> Bool? in
      bytes.allSatisfy { $0 < 0x80 } ? occurs(in: bytes) : nil
    }
    if let found, let found { return found }
    return Array(lowercased(text).utf8).withUnsafeBufferPointer { occurs(in: $0) }
  }

  private func occurs(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = wanted.first else { return true }
    var start = 0
    while start + wanted.count <= bytes.count {
      if Self.folded(bytes[start]) == first, stands(at: start, in: bytes) { return true }
      start += 1
    }
    return false
  }

  private func stands(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    wanted.indices.allSatisfy { Self.folded(bytes[start + $0]) == wanted[$0] }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
