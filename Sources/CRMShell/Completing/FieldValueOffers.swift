import CommandLanguage
import ImportModel

/// The values that people have in a field, most frequent first.
extension SessionAssistant {
  /// The values of a field as it was written, that people of these kinds have; none for a field that is
  /// unknown.
  func valueOffers(
    of written: FieldSyntax, _ kinds: [PeopleKind], _ typed: TypedWord, _ isCancelled: () -> Bool
  ) -> [Offer] {
    guard let fetched, let field = catalog(of: kinds).field(written.parts) else { return [] }
    if isTyping, let closed = FieldNames.closedValues(of: field) {
      return closed.map { .name($0, detail: "") }
    }
    switch field {
    case .crm(let place):
      guard !isTyping || fetched.directory.schemas.field(at: place).type == .choice else {
        return FieldNames.flags.keys.sorted().map { .name($0, detail: "") }
      }
      return crmOffers(place, of: fetched.directory, typed, isCancelled)
    case .id: return []
    default:
      let counter = JoinedCounts(fetched, session.plan, of: modules(of: kinds))
      return offers(
        counter.counts(of: field, isCancelled), closed: FieldNames.closedValues(of: field))
    }
  }

  /// How many people have each value of a field of few values, most frequent first.
  func values(of place: FieldPlace, in directory: Directory) -> [(value: String, count: Int)] {
    known?.values(of: place) ?? directory.values(of: place)
  }

  private func crmOffers(
    _ place: FieldPlace, of directory: Directory, _ typed: TypedWord,
    _ isCancelled: () -> Bool
  ) -> [Offer] {
    let field = directory.schemas.field(at: place)
    switch field.type {
    case .choice:
      return values(of: place, in: directory).map {
        .name($0.value, detail: peopleCount($0.count))
      }
    case .text:
      return field.key == "email"
        ? peopleOffers(typed, isCancelled) : textOffers(place, of: directory, typed, isCancelled)
    case .flag:
      var counts = ["true": 0, "false": 0]
      for row in 0..<directory.count {
        if row % 1024 == 0, isCancelled() { return [] }
        if case .flag(let flag) = directory[row, place] {
          counts[flag ? "true" : "false", default: 0] += 1
        }
      }
      return offers(counts, closed: nil)
    case .time: return timeOffers(place, of: directory, isCancelled)
    }
  }

  /// Closed values are all offered, also those that nobody has.
  private func offers(_ counts: [String: Int], closed: [String]?) -> [Offer] {
    var counts = counts
    for value in closed ?? [] where counts[value] == nil { counts[value] = 0 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { .name($0.key, detail: $0.value == 0 ? "nobody" : peopleCount($0.value)) }
  }

  /// Distinct texts, walking the directory once and no further than needed.
  private func textOffers(
    _ place: FieldPlace, of directory: Directory, _ typed: TypedWord,
    _ isCancelled: () -> Bool
  ) -> [Offer] {
    let matcher = PrefixMatcher(typed.text)
    var beginning = BoundedMatches<String>(typedLength: typed.text.count)
    var inside = BoundedMatches<String>(typedLength: typed.text.count)
    var counts: [String: Int] = [:]
    for row in 0..<directory.count where !beginning.isComplete {
      if row % 256 == 0, isCancelled() { return [] }
      guard case .text(let text) = directory[row, place] else { continue }
      let begins = matcher.begins(text)
      guard begins || beginning.items.isEmpty && matcher.occurs(in: text) else { continue }
      counts[text, default: 0] += 1
      guard counts[text] == 1 else { continue }
      if begins { beginning.add(text, text) } else { inside.add(text, text) }
    }
    let texts = beginning.items.isEmpty ? inside.items : beginning.items
    // Where the walk stopped early the counts are not whole.
    let areCounted = !beginning.isComplete
    return texts.sorted { ((counts[$1] ?? 0), $0) < ((counts[$0] ?? 0), $1) }
      .map { .name($0, detail: areCounted ? peopleCount(counts[$0] ?? 0) : "") }
  }

  /// Spans back from now, and the first and last days that occur.
  private func timeOffers(
    _ place: FieldPlace, of directory: Directory, _ isCancelled: () -> Bool
  ) -> [Offer] {
    var range: ClosedRange<Int64>?
    for row in 0..<directory.count {
      if row % 1024 == 0, isCancelled() { return [] }
      guard case .time(let time) = directory[row, place] else { continue }
      range = range.map { min($0.lowerBound, time)...max($0.upperBound, time) } ?? time...time
    }
    let spans: [Offer] = [
      .name("-1d", detail: "a day ago"), .name("-7d", detail: "a week ago"),
      .name("-30d", detail: "30 days ago"), .name("-52w", detail: "a year ago"),
    ]
    guard let range else { return spans }
    return spans + [
      .name(day(range.upperBound), detail: "day of the latest"),
      .name(day(range.lowerBound), detail: "day of the earliest"),
    ]
  }

  private func day(_ time: Int64) -> String { String(TimeText.iso8601(time).prefix(10)) }
}
