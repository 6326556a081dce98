import CMessageDigest
import ImportModel

/// SHA-256 by libmd, the BSD message digests that Debian's base system has.
package struct SHA256: ContentHash {
  package init() {}

  /// Turns bytes into their SHA-256, 64 lower-case hexadecimal digits.
  package func digest(of bytes: [UInt8]) -> String {
    var context = SHA256_CTX()
    SHA256Init(&context)
    bytes.withUnsafeBufferPointer { SHA256Update(&context, $0.baseAddress, $0.count) }
    var sum = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&sum, &context)
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: sum.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
