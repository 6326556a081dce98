import CommandLanguage

/// Chooses the offers that fit what was typed: those that begin with it, else those that hold it.
struct OfferMatching {
  /// What candidates are held against, and how they are written.
  let typed: TypedWord
  let form: InsertionForm

  /// The candidates in the order of the offers, each insertion once, at most
  /// `BoundedMatches.limit`.
  func candidates(_ offers: [Offer]) -> [Candidate] {
    guard typed.variable == nil else { return bounded(offers) }
    let matcher = PrefixMatcher(typed.text)
    let beginning = offers.filter { $0.keys.contains(where: matcher.begins) }
    guard beginning.isEmpty else { return bounded(beginning) }
    return bounded(offers.filter { $0.insides.contains(where: matcher.occurs) })
  }

  private func bounded(_ offers: [Offer]) -> [Candidate] {
    let quoteLength = typed.quote == nil ? 0 : 1
    var matches = BoundedMatches<Candidate>(typedLength: typed.text.count + quoteLength)
    var seen: Set<String> = []
    for offer in offers {
      guard !matches.isComplete else { break }
      guard let candidate = form.candidate(for: offer), seen.insert(candidate.insertion).inserted
      else { continue }
      matches.add(candidate.insertion, candidate)
    }
    return matches.items
  }
}
