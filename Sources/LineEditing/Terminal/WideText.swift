/// Text as libedit takes it: one `wchar_t` a Unicode scalar.
enum WideText {
  /// The scalars followed by a zero; zeros within the text are left out.
  static func terminated(_ text: some Sequence<Unicode.Scalar>) -> [Int32] {
    var wide: [Int32] = []
    for scalar in text where scalar.value != 0 {
      wide.append(Int32(bitPattern: scalar.value))
    }
    wide.append(0)
    return wide
  }

  /// The text of a run of wide characters; what is no Unicode scalar becomes U+FFFD.
  static func string(_ wide: UnsafeBufferPointer<Int32>) -> String {
    var text = String.UnicodeScalarView()
    for unit in wide {
      text.append(Unicode.Scalar(UInt32(bitPattern: unit)) ?? "\u{FFFD}")
    }
    return String(text)
  }
}
