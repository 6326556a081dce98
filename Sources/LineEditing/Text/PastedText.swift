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
        if !isLeftOut(scalar) { result.append(scalar) }
      }
      afterReturn = scalar == "\r"
    }
    while result.last == "\n" { result.removeLast() }
    return String(result)
  }

  /// What `cleaned` leaves out of a text, told with its number, as the beginning of a sentence that goes
  /// on with `of …`; `nil` where that is nothing.
  package static func words(leftOutOf text: some Sequence<Unicode.Scalar>) -> String? {
    let count = text.count { isLeftOut($0) }
    guard count > 0 else { return nil }
    return count == 1
      ? "1 control or broken character was left out"
      : "\(count) control or broken characters were left out"
  }

  private static func isLeftOut(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && !["\r", "\n", "\t"].contains(scalar)
  }
}
