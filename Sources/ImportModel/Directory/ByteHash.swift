/// Hashes of short texts by their bytes, eight at a time. Seeded anew in each process by the standard
/// library, so that no server can choose texts that collide.
struct ByteHash: Sendable {
  private static let seed = UInt64(truncatingIfNeeded: Hasher().finalize())
  private static let first: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let second: UInt64 = 0xE703_7ED1_A0B4_28DB

  /// That of the process, at hand without asking whether it is there yet.
  private let seed = Self.seed

  func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let count = bytes.count
    var hash = seed ^ UInt64(truncatingIfNeeded: count)
    var place = 0
    while count - place > 16 {
      hash = Self.mixed(
        Self.word(bytes, place) ^ Self.first, Self.word(bytes, place + 8) ^ hash)
      place += 16
    }
    let (low, high) = Self.tail(bytes, from: place)
    return Self.folded(Self.mixed(low ^ Self.first, high ^ hash))
  }

  func of(_ number: UInt64) -> UInt32 {
    Self.folded(Self.mixed(number ^ Self.first, seed ^ Self.second))
  }

  /// The last bytes, at most 16 of them; which of both words a byte comes in twice is told by the count.
  private static func tail(_ bytes: UnsafeRawBufferPointer, from place: Int) -> (UInt64, UInt64) {
    let left = bytes.count - place
    if left >= 8 { return (word(bytes, place), word(bytes, bytes.count - 8)) }
    var low: UInt64 = 0
    for index in place..<bytes.count { low = low << 8 | UInt64(bytes[index]) }
    return (low, 0)
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
  }

  private static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (high, low) = left.multipliedFullWidth(by: right)
    return high ^ low
  }

  private static func folded(_ hash: UInt64) -> UInt32 {
    let last = mixed(hash ^ second, first)
    return UInt32(truncatingIfNeeded: last ^ last >> 32)
  }
}

extension UnsafeRawBufferPointer {
  /// Whether no byte is beyond ASCII, eight looked at at a time.
  package var isASCII: Bool {
    var all = UInt64(0)
    if count >= 8 {
      // The last eight may have been among those before.
      var place = 0
      while place < count - 8 {
        all |= loadUnaligned(fromByteOffset: place, as: UInt64.self)
        place += 8
      }
      all |= loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else {
      for byte in self { all |= UInt64(byte) }
    }
    return all & 0x8080_8080_8080_8080 == 0
  }

  /// Whether every byte is a digit of ASCII, eight looked at at a time.
  package var isDigits: Bool {
    guard count >= 8 else { return allSatisfy { (0x30...0x39).contains($0) } }
    let halves: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    var place = 0
    while true {
      // The last eight may have been among those before.
      place = Swift.min(place, count - 8)
      let word = loadUnaligned(fromByteOffset: place, as: UInt64.self)
      // Six more than a digit stays below the next half; of what is no digit, one of both is another.
      guard word & halves == 0x3030_3030_3030_3030,
        (word &+ 0x0606_0606_0606_0606) & halves == 0x3030_3030_3030_3030
      else { return false }
      place += 8
      if place >= count { return true }
    }
  }

  /// Whether these are the same bytes, eight compared at a time.
  func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    guard count >= 8 else {
      var place = 0
      while place < count {
        guard self[place] == other[place] else { return false }
        place += 1
      }
      return true
    }
    // The last eight may have been among those before.
    var place = 0
    while true {
      place = Swift.min(place, count - 8)
      guard
        loadUnaligned(fromByteOffset: place, as: UInt64.self)
          == other.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      else { return false }
      place += 8
      if place >= count { return true }
    }
  }
}
