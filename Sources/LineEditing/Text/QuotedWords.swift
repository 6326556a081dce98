/// The words of a line that stand in quotes, as the language reads them: a quote opens at the start of a
/// word only, and ends on its own line.
struct QuotedWords {
  /// Those that are closed, their quotes included, by where they begin and end.
  private var byStart: [Int: Range<Int>] = [:]
  private var byEnd: [Int: Range<Int>] = [:]
  /// Where their quotes stand, and those that nothing closes.
  private var quotes: Set<Int> = []

  /// Of a whole line.
  init(in text: [Unicode.Scalar]) {
    var place = 0
    while place < text.count {
      guard text[place] == "'" || text[place] == "\"", Self.isWordStart(text, place) else {
        place += 1
        continue
      }
      if let end = Self.end(in: text, from: place) {
        (byStart[place], byEnd[end]) = (place..<end, place..<end)
        quotes.formUnion([place, end - 1])
        place = end
      } else {
        quotes.insert(place)
        place += 1
      }
    }
  }

  /// The word that begins at a place.
  func word(startingAt place: Int) -> Range<Int>? { byStart[place] }

  /// The word that ends before a place.
  func word(endingAt place: Int) -> Range<Int>? { byEnd[place] }

  /// Whether a quote that begins or ends a word stands at a place.
  func isQuote(at place: Int) -> Bool { quotes.contains(place) }

  private static func isWordStart(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
    guard place > 0 else { return true }
    let before = text[place - 1]
    return LineMotion.isBlank(before) || LineMotion.isPunctuation(before) || before == "~"
  }

  /// Behind the quote that closes the one at a place.
  private static func end(in text: [Unicode.Scalar], from start: Int) -> Int? {
    var place = start + 1
    while place < text.count, text[place] != "\n" {
      if text[place] == text[start] { return place + 1 }
      place += text[start] == "\"" && text[place] == "\\" ? 2 : 1
    }
    return nil
  }
}
