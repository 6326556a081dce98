import ImportModel
import Reporting

/// What is said of addresses and names that could be taken for others.
enum LookalikeWords {
  /// Letters that are told one by one.
  private static let most = 3

  /// Why the address of a blocked person is suspicious: like whose, and by which letters.
  static func remedy(of change: Change) -> Text? {
    guard let email = change.row.person.email?.canonical else { return nil }
    let twins = change.resembles.map(\.canonical)
    let own = LookalikeLetter.all(in: email)
    var parts: [Text] = []
    if !own.isEmpty { parts.append("its \(letters(own))") }
    for twin in twins {
      let other = LookalikeLetter.all(in: twin).filter { !own.contains($0) }
      parts.append(
        other.isEmpty ? "it looks like \(twin)" : "it looks like \(twin), whose \(letters(other))")
    }
    if twins.isEmpty { parts.append("nobody here has the address that it looks like") }
    return "\(email): \(parts.joined("; ")); make sure who they are, then accept them, or drop them"
  }

  /// The same of somebody of a past run, whose people are all that is known of others.
  static func remedy(of email: String, among others: [String]) -> Text {
    let own = LookalikeLetter.all(in: email)
    var parts: [Text] = own.isEmpty ? [] : ["its \(letters(own))"]
    let drawn = drawn(email)
    for twin in others where twin != email && self.drawn(twin) == drawn {
      let other = LookalikeLetter.all(in: twin).filter { !own.contains($0) }
      parts.append(
        other.isEmpty ? "it looks like \(twin)" : "it looks like \(twin), whose \(letters(other))")
    }
    if parts.isEmpty { parts.append("the address looks like another one") }
    return
      "\(email): \(parts.joined("; ")); make sure who they are, then accept them, or leave them out"
  }

  /// A text with the letters that it can be taken for in the place of those that look like them.
  private static func drawn(_ text: String) -> String {
    let latin = Dictionary(
      LookalikeLetter.all(in: text).map { ($0.position, $0.latin) }, uniquingKeysWith: { $1 })
    return lowercased(
      text.unicodeScalars.enumerated().map { latin[$0.offset + 1] ?? String($0.element) }.joined())
  }

  /// Letters of a name that are drawn like others; nil where there are none.
  static func note(on name: String) -> Text? {
    let letters = LookalikeLetter.all(in: name)
    return letters.isEmpty ? nil : "in \(name) \(Self.letters(letters))"
  }

  /// `letter 1 is U+0430 CYRILLIC SMALL LETTER A, drawn like a`.
  private static func letters(_ letters: [LookalikeLetter]) -> Text {
    var told = letters.prefix(most).map { letter -> Text in
      let code = String(VisibleText.spelling(of: letter.scalar).dropFirst().dropLast())
      let name = letter.scalar.properties.name.map { " \($0)" } ?? ""
      return "letter \(letter.position) is \(code)\(name), drawn like \(letter.latin)"
    }
    if letters.count > most { told.append("and \(letters.count - most) more are of the kind") }
    return told.joined(", ")
  }
}
