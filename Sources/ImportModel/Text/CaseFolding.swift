/// Lower-cases scalar by scalar, with a fast path for ASCII; independent of any locale.
package func lowercased(_ text: some StringProtocol) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 }) {
    return String(decoding: text.utf8.map(asciiLowercased), as: UTF8.self)
  }
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    scalars.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
  }
  return String(scalars)
}

/// The lower-case form of an ASCII letter; every other byte as it is.
func asciiLowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}

extension StringProtocol {
  /// Without the white space at both ends, no-break spaces included.
  package func trimmingBlanks() -> String {
    var scalars = String(self).unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }
}
