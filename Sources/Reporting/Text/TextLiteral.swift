extension Text: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// Makes a plain text from a literal.
  package init(stringLiteral value: String) {
    self.init(value)
  }

  /// Makes a text from a literal with interpolations.
  package init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.text
  }

  /// What may stand in `\( )` of a text; a style can follow: `\(name, .strong)`.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = Text()

    /// Called by the compiler.
    package init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds the literal part between two interpolations.
    package mutating func appendLiteral(_ literal: String) {
      text.append(Run(literal))
    }

    /// Adds characters.
    package mutating func appendInterpolation(_ value: String, _ style: Style = .plain) {
      text.append(Run(value, style))
    }

    /// Adds text of a server or file.
    package mutating func appendInterpolation(_ value: Untrusted, _ style: Style = .plain) {
      text.append(Run(value.raw, style))
    }

    /// Adds a whole number in decimal digits.
    package mutating func appendInterpolation(
      _ value: some BinaryInteger, _ style: Style = .plain
    ) {
      text.append(Run(String(value), style))
    }

    /// Adds a point in time, in ISO 8601 and UTC: `\(moment: time)`.
    package mutating func appendInterpolation(moment time: String, _ style: Style = .plain) {
      text.append(Run(time, style, isMoment: true))
    }

    /// Adds a text with its own styles.
    package mutating func appendInterpolation(_ value: Text) {
      text.append(value)
    }

    /// Adds a number and its noun in the right number: `\(1, "person", "people")` is `1 person`.
    package mutating func appendInterpolation(
      _ count: Int, _ singular: String, _ plural: String, _ style: Style = .plain
    ) {
      text.append(Run("\(count) \(count == 1 ? singular : plural)", style))
    }
  }
}
