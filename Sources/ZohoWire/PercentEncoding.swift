/// Percent-encoding by RFC 3986, for one value of a path, a query or a form.
package enum PercentEncoding {
  /// The value with every byte escaped that is not unreserved; `kept` stays as it is.
  package static func encoded(_ value: String, keeping kept: Unicode.Scalar? = nil) -> String {
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    var scalars = String.UnicodeScalarView()
    for byte in value.utf8 {
      let scalar = Unicode.Scalar(byte)
      if isUnreserved(byte) || (byte < 0x80 && scalar == kept) {
        scalars.append(scalar)
      } else {
        scalars.append(contentsOf: ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]])
      }
    }
    return String(scalars)
  }

  /// `name=value` pairs joined by `&`.
  package static func pairs(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { encoded($0.name) + "=" + encoded($0.value) }.joined(separator: "&")
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
