import ImportModel

/// How well a text fits what was typed, best first. Only the best that is found is offered: a
/// word that begins with what was typed is never drowned by those that merely contain its letters.
enum MatchTier: Int, Comparable {
  case beginning, word, inside, letters

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Holds texts against what was typed, in any case.
struct FuzzyMatcher {
  /// A text longer than this is not searched for scattered letters.
  private static let longest = 96

  private let prefix: PrefixMatcher
  private let wanted: [Character]

  /// Compares with this text.
  init(_ typed: String) {
    prefix = PrefixMatcher(typed)
    wanted = Array(lowercased(typed))
  }

  /// How well a text fits; `gaps` counts the letters between those that were typed.
  func match(_ text: String) -> (tier: MatchTier, gaps: Int)? {
    if prefix.begins(text) { return (.beginning, 0) }
    guard prefix.occurs(in: text) else { return scattered(in: text) }
    return (begins(aWordOf: text) ? .word : .inside, 0)
  }

  /// Whether a word of the text, behind a blank or a sign, begins with what was typed.
  private func begins(aWordOf text: String) -> Bool {
    let letters = Array(lowercased(text))
    return letters.indices.contains { start in
      start > 0 && Self.isWordStart(letters, start) && letters[start...].starts(with: wanted)
    }
  }

  /// The letters in their order, the first of them at the start of a word, and not too far apart.
  private func scattered(in text: String) -> (tier: MatchTier, gaps: Int)? {
    guard wanted.count >= 3, wanted.allSatisfy({ $0.isLetter || $0.isNumber }) else { return nil }
    let letters = Array(lowercased(text.prefix(Self.longest)))
    var best: Int?
    for start in letters.indices
    where letters[start] == wanted[0] && Self.isWordStart(letters, start) {
      var (place, taken) = (start, 0)
      while place < letters.count, taken < wanted.count {
        if letters[place] == wanted[taken] { taken += 1 }
        place += 1
      }
      let gaps = place - start - wanted.count
      if taken == wanted.count, gaps <= 2 * wanted.count { best = min(best ?? gaps, gaps) }
    }
    return best.map { (.letters, $0) }
  }

  private static func isWordStart(_ letters: [Character], _ place: Int) -> Bool {
    guard place > 0 else { return true }
    let before = letters[place - 1]
    return !before.isLetter && !before.isNumber
  }
}
