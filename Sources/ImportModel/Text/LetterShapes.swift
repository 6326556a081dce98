/// What letters look like: which are read as others, and which script each is of.
enum LetterShapes {
  /// A text in lower case with each letter in place of which another could be read replaced by that one
  /// (UTS #39, for what is compared in lower case). ASCII stays as it is: `m` is read as no `rn`.
  static func skeleton(_ text: String) -> String {
    if isASCII(text) { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let letters = alike[scalar] {
        scalars.append(contentsOf: letters)
      } else {
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// What a letter of lower case is read as, where that is plain ASCII and the letter is not.
  static func latin(of scalar: Unicode.Scalar) -> String? {
    guard !scalar.isASCII, let letters = alike[scalar], letters.allSatisfy(\.isASCII) else {
      return nil
    }
    return String(String.UnicodeScalarView(letters))
  }

  /// Whether a text has letters of scripts that are not written together: of Latin and Cyrillic, but
  /// not of Han and Hangul (the sets of UTS #39).
  static func mixesScripts(_ text: some StringProtocol) -> Bool {
    let found = scripts(of: text)
    return found.count > 1 && !writtenTogether.contains { found.isSubset(of: $0) }
  }

  /// Whether a text could be read as one in plain Latin letters, and has letters that are none.
  static func pretendsToBeLatin(_ text: some StringProtocol) -> Bool {
    let text = String(text)
    return !scripts(of: text).subtracting(["Latn"]).isEmpty && isASCII(skeleton(text))
  }

  /// The scripts of a text's letters, by ISO 15924; `Form` is one of its own for those that are another
  /// form of an ASCII letter, such as full-width ones.
  private static func scripts(of text: some StringProtocol) -> Set<Substring> {
    Set(text.unicodeScalars.compactMap { script(of: $0) })
  }

  private static func script(of scalar: Unicode.Scalar) -> Substring? {
    guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return nil }
    if scalar.isASCII { return scalar.properties.isAlphabetic ? "Latn" : nil }
    // The last run that begins at or before the letter.
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].first <= scalar.value { low = middle + 1 } else { high = middle }
    }
    guard low > 0, scalar.value <= runs[low - 1].last else { return nil }
    return runs[low - 1].script
  }

  static func isASCII(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { UnsafeRawBufferPointer($0).isASCII }
  }

  private static let writtenTogether: [Set<Substring>] = [
    ["Latn", "Hani", "Hira", "Kana"], ["Latn", "Hani", "Hang"], ["Latn", "Hani", "Bopo"],
  ]

  private static let alike: [Unicode.Scalar: [Unicode.Scalar]] = {
    var alike: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    for entry in words(LookalikeTables.alike) {
      let parts = entry.split(separator: ":")
      guard parts.count == 2, let letter = scalar(parts[0]) else { continue }
      alike[letter] = parts[1].split(separator: "+").compactMap(scalar)
    }
    return alike
  }()

  private static let runs: [(first: UInt32, last: UInt32, script: Substring)] =
    words(LookalikeTables.scripts).compactMap { entry in
      let parts = entry.split { $0 == "-" || $0 == ":" }
      guard parts.count == 3, let first = UInt32(parts[0], radix: 16),
        let last = UInt32(parts[1], radix: 16)
      else { return nil }
      return (first, last, parts[2])
    }

  private static func words(_ table: String) -> [Substring] {
    table.split { $0 == " " || $0 == "\n" }
  }

  private static func scalar(_ digits: Substring) -> Unicode.Scalar? {
    UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
  }
}
