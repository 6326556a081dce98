/// What an error says of words that belong together: one remedy, never two.
extension TokenReader {
  /// Words that begin another part of a line, whether or not they fit where they stand.
  private static let beginnings: Set<String> = ["where", "limit", "by", "columns"]
  /// Words that are near others of the language, and are words of it.
  private static let joining: Set<String> = ["or", "and", "in", "by", "not"]
  /// Words of a name that are gone through at most.
  private static let longestName = 8

  /// What to do about the words behind the name just read; nil where the next of them reads as a keyword
  /// with a typing error.
  var nameOfSeveralWords: String? {
    guard hasJustReadName else { return nil }
    if case .value(.number, _)? = readings.last { return nil }
    let words = [tokens[position - 1].text] + followers
    guard words.count > 1, !isMisspeltKeyword else { return nil }
    // Nobody is found by a name, quoted or not.
    if case .value(.person, let label)? = readings.last {
      return "write an e-mail address"
        + (label.contains("LINE") ? ", or a whole line in quotes" : "")
    }
    return "a name of several words is quoted: \(Word.sourceForm(of: words.joined(separator: " ")))"
  }

  /// The words from here on that could belong to a name: of the language's own those too that don't fit.
  private var followers: [String] {
    tokens[position...].prefix(Self.longestName).prefix { token in
      guard token.word != nil, !token.isOption else { return false }
      return token.folded.map { !Self.beginnings.contains($0) && !keywords.contains($0) } ?? true
    }.map(\.text)
  }

  /// Whether the token that doesn't fit reads as a keyword or an option with a typing error, and what
  /// follows could stand behind that.
  private var isMisspeltKeyword: Bool {
    // A word of the language itself is spelled as it is.
    guard let token = current, let word = token.folded, !Self.joining.contains(word) else {
      return false
    }
    let offered = offers.map(\.phrase).filter { $0.contains(where: \.isLetter) }
    guard let meant = Suggestions.nearest(to: token.text, in: offered).first else { return false }
    let rest = tokens[(position + 1)...]
    guard !meant.hasPrefix("--") else { return rest.first?.isOption ?? true }
    guard let next = rest.first else { return false }
    if next.sign == .open { return true }
    guard next.word != nil, !next.isOption, next.folded.map(keywords.contains) != true else {
      return false
    }
    return meant == "and" || meant == "or" ? isTest(rest) : true
  }

  /// Whether a test of a field stands there, as it does behind `and`.
  private func isTest(_ rest: ArraySlice<Token>) -> Bool {
    if rest.first?.folded == "not" { return true }
    // No closure here: the optimiser of Swift 6.3.1 fails on one that is handed a sign of a token.
    let second = rest.dropFirst().first
    if let sign = second?.sign { return sign != .comma && sign != .close }
    return ["in", "is", "not"].contains(second?.folded ?? "")
  }
}
