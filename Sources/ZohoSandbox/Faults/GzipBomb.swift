/// A gzip file, RFC 1952, that is small and unpacks to JSON of any length: `[`, blanks, `]`.
///
/// One block of fixed codes, RFC 1951: after the first blank each 13 bits repeat it 258 times.
enum GzipBomb {
  /// The file that unpacks to so many bytes, 3 or more.
  static func bytes(_ length: Int) -> [UInt8] {
    let blanks = length - 2
    let (repeats, rest) = (blanks - 1).quotientAndRemainder(dividingBy: 258)
    var bits = BitWriter()
    // The last block, of fixed codes.
    bits.write(0b011, 3)
    bits.write(literal: UInt8(ascii: "["))
    bits.write(literal: UInt8(ascii: " "))
    for _ in 0..<repeats { bits.writeLongestRepeat() }
    for _ in 0..<rest { bits.write(literal: UInt8(ascii: " ")) }
    bits.write(literal: UInt8(ascii: "]"))
    // The end of the block.
    bits.write(0, 7)
    let sum = Checksum(of: UInt8(ascii: "["))
      .appending(Checksum(of: UInt8(ascii: " ")).repeated(blanks))
      .appending(Checksum(of: UInt8(ascii: "]")))
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + bits.bytes + littleEndian(sum.value)
      + littleEndian(UInt32(truncatingIfNeeded: length))
  }

  private static func littleEndian(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private struct BitWriter {
    private var done: [UInt8] = []
    private var pending: UInt64 = 0
    private var count = 0

    /// All that was written; the last byte is filled with zeros.
    var bytes: [UInt8] { count == 0 ? done : done + [UInt8(truncatingIfNeeded: pending)] }

    /// Writes bits, the lowest first.
    mutating func write(_ bits: UInt64, _ width: Int) {
      pending |= bits << count
      count += width
      while count >= 8 {
        done.append(UInt8(truncatingIfNeeded: pending))
        pending >>= 8
        count -= 8
      }
    }

    /// Codes go highest bit first. Those of bytes below 144 begin at 0x30.
    mutating func write(literal: UInt8) { write(UInt64(Self.mirrored(literal + 0x30)), 8) }

    /// Length 258 is code 285, 0xC5; distance 1 is five zeros.
    mutating func writeLongestRepeat() { write(UInt64(Self.mirrored(0xC5)), 13) }

    private static func mirrored(_ byte: UInt8) -> UInt8 {
      (0..<8).reduce(0) { $0 | (byte >> $1 & 1) << (7 - $1) }
    }
  }

  /// The CRC-32 of some bytes with their number, so that texts are joined without being walked.
  private struct Checksum {
    let value: UInt32
    /// x to the power of the number of bits, in the field of the polynomial.
    private let shift: UInt32

    private init(value: UInt32, shift: UInt32) { (self.value, self.shift) = (value, shift) }

    init(of byte: UInt8) {
      var register = UInt32.max ^ UInt32(byte)
      for _ in 0..<8 { register = Self.doubled(register) }
      self.init(value: ~register, shift: 1 << 23)
    }

    /// Of these bytes and then the others.
    func appending(_ other: Checksum) -> Checksum {
      Checksum(
        value: Self.product(other.shift, value) ^ other.value,
        shift: Self.product(shift, other.shift))
    }

    /// Of these bytes so many times, once or more.
    func repeated(_ times: Int) -> Checksum {
      guard times > 1 else { return self }
      let half = repeated(times / 2)
      let twice = half.appending(half)
      return times % 2 == 0 ? twice : twice.appending(self)
    }

    /// Times x; bits are mirrored, so that x to the power of 0 is the highest.
    private static func doubled(_ number: UInt32) -> UInt32 {
      number & 1 == 0 ? number >> 1 : number >> 1 ^ 0xEDB8_8320
    }

    private static func product(_ left: UInt32, _ right: UInt32) -> UInt32 {
      var (sum, power) = (UInt32(0), right)
      for bit in (0..<32).reversed() {
        if left >> bit & 1 == 1 { sum ^= power }
        power = doubled(power)
      }
      return sum
    }
  }
}
