/// Bytes as content security policies write digests (RFC 4648, 4).
enum Base64 {
  /// The bytes that pairs of hexadecimal digits stand for.
  static func encoded(hexadecimal digits: String) -> String {
    let values = digits.compactMap(\.hexDigitValue)
    return encoded(
      stride(from: 0, to: values.count - 1, by: 2).map {
        UInt8(truncatingIfNeeded: values[$0] << 4 | values[$0 + 1])
      })
  }

  /// Four characters for each three bytes, the last ones filled with `=`.
  static func encoded(_ bytes: [UInt8]) -> String {
    var result = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        result += place <= group.count ? letter(bits >> (18 - 6 * place) & 63) : "="
      }
    }
    return result
  }

  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

  private static func letter(_ value: Int) -> String { String(letters[value]) }
}
