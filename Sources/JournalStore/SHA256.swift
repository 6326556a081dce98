import CMessageDigest
import ImportModel

/// SHA-256 by libmd, the BSD message digests that Debian's base system has.
package struct SHA256: ContentHash {
  package init() {}

  /// Turns bytes into their SHA-256, 64 lower-case hexadecimal digits.
  package func digest(of bytes: [UInt8]) -> String {
    var running = RunningSHA256()
    bytes.withUnsafeBytes { running.update($0) }
    return running.finishAsText()
  }
}

/// SHA-256 of bytes that come one after another.
struct RunningSHA256 {
  /// Bytes of a digest.
  static let length = Int(SHA256_DIGEST_LENGTH)

  private var context = SHA256_CTX()

  init() { SHA256Init(&context) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    SHA256Update(&context, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
  }

  /// The digest of all that came; nothing may come afterwards.
  mutating func finish() -> [UInt8] {
    var sum = [UInt8](repeating: 0, count: Self.length)
    SHA256Final(&sum, &context)
    return sum
  }

  /// The same as 64 lower-case hexadecimal digits.
  mutating func finishAsText() -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: finish().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self)
  }
}
