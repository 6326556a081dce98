import CommandLanguage

/// Chooses the offers that fit what was typed, best first.
struct OfferMatching {
  /// What candidates are held against, and how they are written.
  let typed: TypedWord
  let form: InsertionForm
  /// How often words were typed before.
  var use = WordUse()
  /// The most candidates.
  var limit = BoundedMatches<Candidate>.limit

  /// The candidates of the best tier that any offer is in: those that would be refused last, then by
  /// how far apart the letters stand, then by use, then in the order of the offers. Each insertion
  /// once, at most `limit`. Those that only hold scattered letters are guesses. Once `isCancelled` says so
  /// no more are looked at.
  func candidates(_ offers: [Offer], _ isCancelled: () -> Bool) -> [Candidate] {
    bounded(fitting(offers, isCancelled))
  }

  /// The same, replacing what was typed, with how many there are in all.
  func completion(
    _ offers: [Offer], replacing span: Span, isCancelled: () -> Bool
  ) -> LineCompletion {
    let fitting = fitting(offers, isCancelled)
    guard !isCancelled() else { return LineCompletion(replacing: span, candidates: []) }
    let further = fitting.reduce(0) { $0 + $1.further }
    let texts = Set(fitting.map { $0.text + $0.suffix })
    return LineCompletion(
      replacing: span, candidates: bounded(fitting), total: texts.count + further)
  }

  private func fitting(_ offers: [Offer], _ isCancelled: () -> Bool) -> [Offer] {
    guard typed.variable == nil else { return offers }
    let matcher = FuzzyMatcher(typed.text)
    var best = MatchTier.letters
    var found: [(offer: Offer, gaps: Int, use: Int, place: Int)] = []
    for (place, offer) in offers.enumerated() {
      if place % 64 == 0, isCancelled() { return [] }
      guard let match = Self.match(offer, matcher), match.tier <= best else { continue }
      if match.tier < best { found.removeAll(keepingCapacity: true) }
      best = match.tier
      found.append((offer, match.gaps, use[offer.text], place))
    }
    found.sort { left, right in
      let isLeftRefused = left.offer.refusal != nil
      guard isLeftRefused == (right.offer.refusal != nil) else { return !isLeftRefused }
      return (left.gaps, -left.use, left.place) < (right.gaps, -right.use, right.place)
    }
    return best == .letters ? found.map(\.offer.guessed) : found.map(\.offer)
  }

  /// How well an offer fits: by its keys at best as their beginning, by its other texts as a word of
  /// them.
  static func match(_ offer: Offer, _ matcher: FuzzyMatcher) -> (tier: MatchTier, gaps: Int)? {
    let matches =
      offer.keys.compactMap(matcher.match)
      + offer.insides.compactMap(matcher.match).map { (max($0.tier, .word), $0.gaps) }
    return matches.min { ($0.tier.rawValue, $0.gaps) < ($1.tier.rawValue, $1.gaps) }
  }

  private func bounded(_ offers: [Offer]) -> [Candidate] {
    let quoteLength = typed.quote == nil ? 0 : 1
    var matches = BoundedMatches<Candidate>(
      typedLength: typed.text.count + quoteLength, limit: limit)
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
