/// What a terminal sent between the marks of a paste, made fit for the line.
package enum PastedText {
  /// The most a line may hold, in bytes of UTF-8; a longer text belongs into a file.
  static let limit = 64 * 1024

  /// Line ends as `\n`, tabs as blanks, no other control character, no line end at the end.
  package static func cleaned(_ text: some Sequence<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text {
      switch scalar {
      case "\r": result.append("\n")
      case "\n": if !afterReturn { result.append("\n") }
      case "\t": result.append(" ")
      default:
        if scalar.properties.generalCategory != .control { result.append(scalar) }
      }
      afterReturn = scalar == "\r"
    }
    while result.last == "\n" { result.removeLast() }
    return String(result)
  }
}
