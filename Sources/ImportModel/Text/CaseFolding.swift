/// Lower-cases scalar by scalar, with a fast path for ASCII; independent of any locale.
package func lowercased(_ text: some StringProtocol) -> String {
  let folded = text.utf8.withContiguousStorageIfAvailable { bytes -> String? in
    guard UnsafeRawBufferPointer(bytes).isASCII else { return nil }
    return String(unsafeUninitializedCapacity: bytes.count) { buffer in
      for index in bytes.indices {
        buffer.initializeElement(at: index, to: asciiLowercased(bytes[index]))
      }
      return bytes.count
    }
  }
  if let folded, let folded { return folded }
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let single = CaseTable.lowercase(of: scalar) {
      scalars.append(single)
    } else {
      scalars.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
  }
  return String(scalars)
}

/// Lower-case forms that are looked up once: asking for a mapping makes a text of each scalar.
private enum CaseTable {
  /// Latin, Greek, Cyrillic and Armenian letters; nil where the form is more than one scalar.
  private static let alphabets: [Unicode.Scalar?] = (UInt32(0)..<0x590).map { value in
    guard let scalar = Unicode.Scalar(value) else { return nil }
    let mapping = scalar.properties.lowercaseMapping.unicodeScalars
    return mapping.count == 1 ? mapping.first : nil
  }

  /// Nil where it is not known without asking.
  static func lowercase(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0..<0x590: alphabets[Int(scalar.value)]
    // The scripts of China, Japan and Korea have one case.
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
      scalar
    default: nil
    }
  }
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
