/// Where what is looked for stands in a text.
struct SearchMatch: Hashable {
  /// Less is better.
  var score: Int
  /// In Unicode scalars; not in order.
  var places: [Range<Int>] = []

  /// Whether a scalar belongs to what was looked for.
  func holds(_ offset: Int) -> Bool { places.contains { $0.contains(offset) } }
}

/// Looks for words in any order, or for letters of them.
///
/// The four ways in which a word fits are those of Tab: as a beginning, at the start of a word,
/// inside, by scattered letters. Tab offers only the best of them; here all that fits is ranked, and
/// the places are told so that they can be marked.
struct SearchTerms {
  private typealias Letters = [Unicode.Scalar]

  private let whole: [Unicode.Scalar]
  private let terms: [[Unicode.Scalar]]

  /// A text longer than this is not searched to its end.
  private static let longest = 4096
  /// Only so far scattered letters are looked for.
  private static let farthest = 512
  /// What scattered letters cost more than whole words.
  private static let scattering = 100

  /// Looks for the words of a text.
  init(_ query: String) {
    whole = Self.folded(query)
    terms = whole.split { $0 == " " || $0 == "\n" }.map(Array.init)
  }

  /// A text made ready to be searched: its scalars in lower case, one for one.
  static func folded(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.prefix(longest).map { scalar in
      if scalar.isASCII {
        return ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar
      }
      let lower = scalar.properties.lowercaseMapping.unicodeScalars
      return lower.count == 1 ? lower.first ?? scalar : scalar
    }
  }

  /// How well a folded text fits; `nil` where a word is nowhere in it, nor its letters. Everything
  /// fits no words. With `wordsOnly` each must be the beginning of a word.
  func match(_ letters: [Unicode.Scalar], wordsOnly: Bool = false) -> SearchMatch? {
    guard !terms.isEmpty else { return SearchMatch(score: 0) }
    if let exact = Self.exact(whole, in: letters), !wordsOnly || exact.score < 2 { return exact }
    // The words apart are worse than the text as it was typed.
    var match = SearchMatch(score: 3)
    for term in terms {
      let exact = Self.exact(term, in: letters).flatMap { wordsOnly && $0.score > 1 ? nil : $0 }
      guard let found = exact ?? (wordsOnly ? nil : Self.scattered(term, in: letters)) else {
        return nil
      }
      match.score += found.score
      match.places += found.places
    }
    return match
  }

  private static func exact(_ wanted: Letters, in letters: Letters) -> SearchMatch? {
    guard let first = wanted.first, wanted.count <= letters.count else { return nil }
    var inside: Int?
    for start in 0...(letters.count - wanted.count) where letters[start] == first {
      guard inside == nil || isWordStart(letters, start),
        letters[start..<(start + wanted.count)].elementsEqual(wanted)
      else { continue }
      let range = start..<(start + wanted.count)
      if start == 0 { return SearchMatch(score: 0, places: [range]) }
      if isWordStart(letters, start) { return SearchMatch(score: 1, places: [range]) }
      inside = inside ?? start
    }
    return inside.map { SearchMatch(score: 2, places: [$0..<($0 + wanted.count)]) }
  }

  /// Three letters at least, in their order, the first at the start of a word, not too far apart.
  private static func scattered(_ wanted: Letters, in letters: Letters) -> SearchMatch? {
    guard wanted.count >= 3, wanted.allSatisfy(isLetter) else { return nil }
    var best: SearchMatch?
    let end = min(letters.count, farthest)
    for start in 0..<end where letters[start] == wanted[0] && isWordStart(letters, start) {
      var places: [Range<Int>] = []
      var place = start
      while place < end, places.count < wanted.count, place - start < 3 * wanted.count {
        if letters[place] == wanted[places.count] { places.append(place..<(place + 1)) }
        place += 1
      }
      let score = scattering + place - start - wanted.count
      if places.count == wanted.count, score < best?.score ?? .max {
        best = SearchMatch(score: score, places: places)
      }
    }
    return best
  }

  private static func isWordStart(_ letters: Letters, _ place: Int) -> Bool {
    place == 0 || !isLetter(letters[place - 1])
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
