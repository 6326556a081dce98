import Testing

@testable import ImportModel

/// Bytes that are looked at eight at a time, beside one by one.
struct RawBytesTests {
  @Test(arguments: 0..<26)
  func `every byte at every place counts`(count: Int) {
    let plain = (0..<count).map { UInt8(ascii: "0") + UInt8($0 % 10) }
    var wrong: [[UInt8]] = []
    for place in plain.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = plain
        bytes[place] = byte
        let isRight = bytes.withUnsafeBytes { raw in
          raw.isDigits == bytes.allSatisfy { (0x30...0x39).contains($0) }
            && raw.isASCII == bytes.allSatisfy { $0 < 0x80 }
            && raw.isEqual(to: plain) == (bytes == plain)
        }
        if !isRight { wrong.append(bytes) }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test func `bytes of another length are others`() {
    [UInt8](repeating: 7, count: 9).withUnsafeBytes { nine in
      #expect(!nine.isEqual(to: UnsafeRawBufferPointer(rebasing: nine[..<8])))
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func isEqual(to bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { isEqual(to: $0) } }
}
