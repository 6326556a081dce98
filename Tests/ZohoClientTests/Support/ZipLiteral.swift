import CZlib
import ZohoClient

/// A zip archive as the specification (APPNOTE 6.3.10) has it, made here and nowhere near the sandbox,
/// with one thing wrong where a test wants it.
struct ZipLiteral {
  var name = "1.csv"
  var text: [UInt8]
  /// Packed by zlib, else stored as it is.
  var isPacked = true
  /// What the directory says of the check sum, if not the truth.
  var sum: UInt32?
  /// Entries told in the end.
  var entries = 1
  /// Bit 0: encrypted.
  var flags = 0
  var comment: [UInt8] = []

  init(_ text: String) { self.text = Array(text.utf8) }

  var bytes: [UInt8] {
    let packed = isPacked ? Self.packed(text) : text
    let sum =
      self.sum
      ?? text.withUnsafeBufferPointer { UInt32(crc32(0, $0.baseAddress, UInt32($0.count))) }
    let common =
      little(20, 2) + little(flags, 2) + little(isPacked ? 8 : 0, 2) + little(0, 4)
      + little(Int(sum), 4) + little(packed.count, 4) + little(text.count, 4)
      + little(name.utf8.count, 2) + little(0, 2)
    let local = little(0x0403_4B50, 4) + common + Array(name.utf8) + packed
    let directory =
      little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2)
      + little(0, 4) + little(0, 4) + Array(name.utf8)
    return local + directory + little(0x0605_4B50, 4) + little(0, 4) + little(entries, 2)
      + little(entries, 2) + little(directory.count, 4) + little(local.count, 4)
      + little(comment.count, 2) + comment
  }

  /// The archive as an answer to a download.
  var answer: HTTPAnswer {
    HTTPAnswer(
      status: 200, headers: [HeaderField("Content-Type", "application/zip")], body: bytes)
  }

  private func little(_ number: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private static func packed(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(UInt(bytes.count))
    var room = [UInt8](repeating: 0, count: Int(length))
    compress(&room, &length, bytes, UInt(bytes.count))
    // Without zlib's own two bytes before and four behind: the rest is raw deflate.
    return Array(room[2..<(Int(length) - 4)])
  }
}
