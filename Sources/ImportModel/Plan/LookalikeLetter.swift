/// A letter that is drawn like an ASCII one and is another.
package struct LookalikeLetter: Hashable, Sendable {
  package let scalar: Unicode.Scalar
  /// The ASCII letters, digits or signs it can be taken for.
  package let latin: String
  /// From 1, in Unicode scalars of the text it stands in.
  package let position: Int

  /// Those of a text, in order; capitals too.
  package static func all(in text: String) -> [LookalikeLetter] {
    text.unicodeScalars.enumerated().compactMap { place, scalar in
      guard !scalar.isASCII else { return nil }
      let small = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
      return (LetterShapes.latin(of: scalar) ?? LetterShapes.latin(of: small)).map {
        LookalikeLetter(scalar: scalar, latin: $0, position: place + 1)
      }
    }
  }
}
