import CLibEdit

/// Lines of `~/.editrc` as libedit takes them apart.
enum EditrcWords {
  /// The words of a line; none where a quote is left open.
  static func words(of line: String) -> [String] {
    guard let tokenizer = tok_winit(nil) else { return [] }
    defer { tok_wend(tokenizer) }
    var count: Int32 = 0
    var words: UnsafeMutablePointer<UnsafePointer<wchar_t>?>?
    let wide = WideText.terminated(line.unicodeScalars)
    guard tok_wstr(tokenizer, wide, &count, &words) == 0, let words else { return [] }
    return (0..<Int(count)).compactMap { index in
      words[index].map { WideText.string(UnsafeBufferPointer(start: $0, count: wcslen($0))) }
    }
  }

  /// The characters that a word such as `^X\e[A` or `M-x` stands for.
  static func scalars(of word: String) -> [Unicode.Scalar] {
    var rest = Array(word.unicodeScalars)[...]
    var scalars: [Unicode.Scalar] = []
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\\": if let escaped = escaped(&rest) { scalars.append(escaped) }
      case "^":
        guard let key = rest.popFirst() else { break }
        scalars.append(key == "?" ? "\u{7F}" : Unicode.Scalar(UInt8(key.value & 0x9F)))
      case "M" where rest.first == "-" && rest.count > 1:
        rest.removeFirst()
        scalars.append("\u{1B}")
      default: scalars.append(scalar)
      }
    }
    return scalars
  }

  private static let letters: [Unicode.Scalar: Unicode.Scalar] = [
    "a": "\u{7}", "b": "\u{8}", "t": "\t", "n": "\n", "v": "\u{B}", "f": "\u{C}", "r": "\r",
    "e": "\u{1B}",
  ]

  private static func escaped(_ rest: inout ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
    guard let first = rest.popFirst() else { return nil }
    if first == "U", rest.first == "+" {
      rest.removeFirst()
      return number(&rest, digits: 8, radix: 16)
    }
    guard ("0"..."7").contains(first) else { return letters[first] ?? first }
    rest = [first] + rest
    return number(&rest, digits: 3, radix: 8)
  }

  private static func number(
    _ rest: inout ArraySlice<Unicode.Scalar>, digits: Int, radix: Int
  ) -> Unicode.Scalar? {
    let run = rest.prefix(digits).prefix { Int(String($0), radix: radix) != nil }
    rest = rest.dropFirst(run.count)
    let value = UInt32(String(String.UnicodeScalarView(run)), radix: radix)
    return value.flatMap(Unicode.Scalar.init)
  }
}
