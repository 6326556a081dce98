/// What a key means to whoever asks below the line.
enum ModalKey: Hashable {
  case letter(Unicode.Scalar)
  /// The space bar, and with Control.
  case blank, mark
  case enter, tab, cancel
  case up, down, pageUp, pageDown, first, last
  case back, cutWord, cutAll
  /// Nothing.
  case other

  /// The meaning of what the terminal sent, as `KeyDecoder` gives it.
  init(_ scalar: Unicode.Scalar) {
    self = Self.meanings[scalar] ?? (Self.isLetter(scalar) ? .letter(scalar) : .other)
  }

  private static let meanings: [Unicode.Scalar: ModalKey] = [
    " ": .blank, "\u{0}": .mark, "\r": .enter, "\n": .enter, "\t": .tab,
    // Escape, ^G and ^C.
    "\u{1B}": .cancel, "\u{7}": .cancel, "\u{3}": .cancel,
    // ^R and ^N go on to what is older, ^S and ^P back.
    Key.up.scalar: .up, "\u{10}": .up, "\u{13}": .up, Key.backTab.scalar: .up,
    Key.down.scalar: .down, "\u{E}": .down, "\u{12}": .down,
    Key.pageUp.scalar: .pageUp, Key.pageDown.scalar: .pageDown,
    Key.home.scalar: .first, Key.end.scalar: .last,
    "\u{7F}": .back, "\u{8}": .back, "\u{17}": .cutWord, "\u{15}": .cutAll,
  ]

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x20 && !(0x7F..<0xA0).contains(scalar.value)
  }
}
