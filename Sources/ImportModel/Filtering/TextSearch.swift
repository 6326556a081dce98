/// Finds lower-cased ASCII in bytes whatever their case, sixteen places at a time: places where both the
/// first and the last byte fit are looked at, all others passed over.
struct TextSearch {
  private let wanted: [UInt8]
  /// What is or-ed to a byte before it is compared: letters lose their case, all else stays.
  private let folds: [UInt8]

  /// `wanted`: at least one byte, lower-cased ASCII.
  init(_ wanted: [UInt8]) {
    self.wanted = wanted
    folds = wanted.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? 0x20 : 0 }
  }

  var count: Int { wanted.count }

  /// The first place at or behind `start` where it stands; nil where it stands nowhere.
  func first(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    let last = wanted.count - 1
    guard last >= 0 else { return nil }
    typealias Block = SIMD16<UInt8>
    let (head, tail) = (Block(repeating: wanted[0]), Block(repeating: wanted[last]))
    let (headFold, tailFold) = (Block(repeating: folds[0]), Block(repeating: folds[last]))
    var place = start
    while place + last + 16 <= bytes.count {
      let heads = bytes.loadUnaligned(fromByteOffset: place, as: Block.self) | headFold
      let tails = bytes.loadUnaligned(fromByteOffset: place + last, as: Block.self) | tailFold
      // A lane is zero where both fit.
      let halves = unsafeBitCast((heads ^ head) | (tails ^ tail), to: SIMD2<UInt64>.self)
      for half in 0..<2 {
        var zeros = Self.zeroBytes(of: halves[half])
        while zeros != 0 {
          let candidate = place + half * 8 + zeros.trailingZeroBitCount / 8
          if stands(at: candidate, in: bytes) { return candidate }
          zeros &= zeros - 1
        }
      }
      place += 16
    }
    while place + last < bytes.count {
      if stands(at: place, in: bytes) { return place }
      place += 1
    }
    return nil
  }

  /// The high bit of every byte that is zero, exactly.
  private static func zeroBytes(of word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    return ~(((word & low) &+ low) | word | low)
  }

  private func stands(at place: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    for index in wanted.indices where bytes[place + index] | folds[index] != wanted[index] {
      return false
    }
    return true
  }
}
