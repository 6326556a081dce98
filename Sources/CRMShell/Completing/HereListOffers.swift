import CommandLanguage
import ImportModel

extension SessionAssistant {
  /// What may stand on a line of a list that is written in the lines themselves (`from <<END`): people's
  /// addresses as they are, and the word that ends the list; nil outside of one.
  func completionInList(
    of line: String, at cursor: Int, isCancelled: () -> Bool
  ) -> LineCompletion? {
    guard line.contains("<<") else { return nil }
    let before = line.unicodeScalars.prefix(cursor)
    guard let lineEnd = before.lastIndex(where: { $0 == "\n" }) else { return nil }
    let start = before.index(after: lineEnd)
    guard case .list(let end)? = Lexer.continuation(of: String(before[..<start])) else {
      return nil
    }
    let word = before[start...].drop { $0 == " " || $0 == "\t" }
    let replacing = Span(cursor - word.count, cursor)
    guard !word.contains(where: { $0 == " " || $0 == "\t" || $0 == "#" }) else {
      return LineCompletion(replacing: replacing, candidates: [])
    }
    let typed = TypedWord(listed: String(word))
    let offers =
      peopleOffers(typed, isCancelled).map { $0.unfinished.unquoted }
      + [Offer.literal(end, detail: "ends the list").unfinished]
    let matching = OfferMatching(typed: typed, form: InsertionForm(typed, keywords: []), use: use)
    return LineCompletion(
      replacing: replacing, candidates: matching.candidates(offers, isCancelled))
  }
}
