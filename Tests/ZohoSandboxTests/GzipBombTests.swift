import Testing

@testable import ZohoSandbox

@Suite struct GzipBombTests {
  @Test(arguments: [3, 4, 260, 261, 262, 1 << 20])
  func `the file unpacks to brackets around blanks, and its sums are right`(length: Int) throws {
    let file = GzipBomb.bytes(length)
    #expect(file.prefix(4) == [0x1F, 0x8B, 8, 0])
    let text = Self.unpacked(file.dropFirst(10).dropLast(8))
    #expect(text.count == length)
    #expect(text.first == UInt8(ascii: "[") && text.last == UInt8(ascii: "]"))
    #expect(text.dropFirst().dropLast().allSatisfy { $0 == UInt8(ascii: " ") })
    let trailer = file.suffix(8).reversed().map { UInt64($0) }.reduce(0) { $0 << 8 | $1 }
    #expect(UInt32(truncatingIfNeeded: trailer) == Self.checksum(text))
    #expect(trailer >> 32 == UInt64(length))
  }

  @Test func `sixty-four mebibytes come in less than half a one`() {
    #expect(GzipBomb.bytes(64 << 20).count < 1 << 19)
  }

  /// One block of fixed codes with literals and the longest repeat of the last byte: RFC 1951, 3.2.6.
  private static func unpacked(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var (position, output) = (3, [UInt8]())
    let data = Array(bytes)
    func code(_ width: Int) -> Int {
      (0..<width).reduce(0) { code, _ in
        defer { position += 1 }
        return code << 1 | Int(data[position / 8] >> (position % 8) & 1)
      }
    }
    while true {
      let first = code(7)
      if first == 0 { return output }
      let whole = first << 1 | code(1)
      if whole == 0xC5 {
        _ = code(5)
        output += [UInt8](repeating: output[output.count - 1], count: 258)
      } else {
        output.append(UInt8(whole - 0x30))
      }
    }
  }

  /// CRC-32, bit by bit through a table.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    let table: [UInt32] = (0..<256).map { index in
      var sum = UInt32(index)
      for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
      return sum
    }
    var sum = UInt32.max
    for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
    return ~sum
  }
}
