import ZohoWire

/// What a page says that came in place of data: its title, else its first words. A stranger wrote it.
enum PageExcerpt {
  private static let longest = 80
  /// Bytes that are looked at.
  private static let mostRead = 8_192

  /// In double quotes behind a colon, on one line of at most 80 characters; empty where the page says
  /// nothing. `titleOnly`: for a service that was sent secrets, which its page may repeat.
  static func words(_ answer: HTTPAnswer, titleOnly: Bool = false) -> String {
    let page = String(decoding: answer.body.prefix(mostRead), as: UTF8.self)
    var text = plain(content(of: "title", in: page[...]) ?? "")
    if text.isEmpty, !titleOnly { text = plain(withoutTags(page)) }
    guard !text.isEmpty else { return "" }
    return text.count > longest ? ": \"\(text.prefix(longest - 1))…\"" : ": \"\(text)\""
  }

  private static func content(of tag: String, in page: Substring) -> Substring? {
    guard let start = place(of: "<\(tag)", in: page), let end = page[start...].firstIndex(of: ">")
    else { return nil }
    let rest = page[page.index(after: end)...]
    return rest[..<(place(of: "</\(tag)", in: rest) ?? rest.endIndex)]
  }

  /// Of ASCII letters in any case.
  private static func place(of word: String, in text: Substring) -> String.Index? {
    let wanted = Array(word.utf8)
    let bytes = text.utf8
    return bytes.indices.first { start in
      bytes[start...].lazy.map { (65...90).contains($0) ? $0 + 32 : $0 }.starts(with: wanted)
    }
  }

  private static func withoutTags(_ page: String) -> String {
    var rest = page[...]
    var text = ""
    while let start = rest.firstIndex(of: "<") {
      text += rest[..<start] + " "
      rest = rest[start...]
      for hidden in ["script", "style"] where place(of: "<\(hidden)", in: rest.prefix(8)) != nil {
        rest = place(of: "</\(hidden)", in: rest).map { rest[$0...] } ?? ""
      }
      rest = rest.firstIndex(of: ">").map { rest[rest.index(after: $0)...] } ?? ""
    }
    return text + rest
  }

  /// What can be seen, with single blanks; what words about errors mark codes with (`:`, brackets) and
  /// the quotes around it are replaced, lest a page pass for a code of Zoho's.
  private static func plain(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars.prefix(2_000).map { scalar -> Character in
      switch (scalar, scalar.properties.generalCategory) {
      case (":", _): ";"
      case ("(", _): "["
      case (")", _): "]"
      case ("\"", _): "'"
      case (_, .control), (_, .format), (_, .surrogate), (_, .privateUse), (_, .unassigned),
        (_, .lineSeparator), (_, .paragraphSeparator), (_, .spaceSeparator):
        " "
      default: Character(scalar)
      }
    }
    return String(scalars).split(separator: " ").joined(separator: " ")
  }
}
