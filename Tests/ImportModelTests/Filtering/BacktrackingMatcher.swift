/// A regular expression as a tree, with its source and the plainest matcher there is: the set of
/// ends from a start, by definition. It shares nothing with `Pattern`.
indirect enum ReferencePattern {
  case character(Character)
  case any
  case among([Character], isNegated: Bool)
  case start, end
  case group(ReferencePattern)
  case sequence([ReferencePattern])
  case choice([ReferencePattern])
  case counted(ReferencePattern, Int, Int?)

  var source: String {
    switch self {
    case .character(let character): String(character)
    case .any: "."
    case .among(let characters, let isNegated): "[\(isNegated ? "^" : "")\(String(characters))]"
    case .start: "^"
    case .end: "$"
    case .group(let inner): "(\(inner.source))"
    case .sequence(let parts): parts.map(\.source).joined()
    case .choice(let branches): "(\(branches.map(\.source).joined(separator: "|")))"
    case .counted(let inner, 0, nil): "\(inner.source)*"
    case .counted(let inner, 1, nil): "\(inner.source)+"
    case .counted(let inner, 0, 1): "\(inner.source)?"
    case .counted(let inner, let least, nil): "\(inner.source){\(least),}"
    case .counted(let inner, let least, let most?): "\(inner.source){\(least),\(most)}"
    }
  }

  func occurs(in text: [Character]) -> Bool {
    (0...text.count).contains { !ends(in: text, from: $0).isEmpty }
  }

  private func ends(in text: [Character], from start: Int) -> Set<Int> {
    switch self {
    case .character(let wanted): start < text.count && text[start] == wanted ? [start + 1] : []
    case .any: start < text.count ? [start + 1] : []
    case .among(let characters, let isNegated):
      start < text.count && characters.contains(text[start]) != isNegated ? [start + 1] : []
    case .start: start == 0 ? [start] : []
    case .end: start == text.count ? [start] : []
    case .group(let inner): inner.ends(in: text, from: start)
    case .sequence(let parts):
      parts.reduce([start]) { starts, part in
        Set(starts.flatMap { part.ends(in: text, from: $0) })
      }
    case .choice(let branches): Set(branches.flatMap { $0.ends(in: text, from: start) })
    case .counted(let inner, let least, let most):
      Self.ends(of: inner, least: least, most: most, in: text, from: start)
    }
  }

  private static func ends(
    of inner: ReferencePattern, least: Int, most: Int?, in text: [Character], from start: Int
  ) -> Set<Int> {
    var reached: Set<Int> = [start]
    for _ in 0..<least { reached = Set(reached.flatMap { inner.ends(in: text, from: $0) }) }
    var all = reached
    // More rounds than the text is long reach nothing new.
    for _ in 0..<min((most ?? .max) - least, text.count + 1) {
      reached = Set(reached.flatMap { inner.ends(in: text, from: $0) })
      all.formUnion(reached)
    }
    return all
  }

  static func random(depth: Int, by generator: inout SeededGenerator) -> ReferencePattern {
    let letters: [Character] = ["a", "b", "c"]
    let kind = Int.random(in: 0..<(depth == 0 ? 6 : 12), using: &generator)
    switch kind {
    case 0...2: return .character(letters[kind])
    case 3: return .any
    case 4:
      let some = letters.shuffled(using: &generator).prefix(.random(in: 1...2, using: &generator))
      return .among(Array(some), isNegated: Bool.random(using: &generator))
    case 5: return Int.random(in: 0..<4, using: &generator) == 0 ? .start : .character("a")
    case 6: return Int.random(in: 0..<3, using: &generator) == 0 ? .end : .any
    case 7...8: return .sequence(several(depth: depth - 1, by: &generator))
    case 9: return .choice(several(depth: depth - 1, by: &generator))
    default:
      let least = Int.random(in: 0...2, using: &generator)
      let extra = Int.random(in: 0...2, using: &generator)
      let most = Bool.random(using: &generator) ? nil : least + extra
      return .counted(.group(random(depth: depth - 1, by: &generator)), least, most)
    }
  }

  private static func several(depth: Int, by generator: inout SeededGenerator)
    -> [ReferencePattern]
  {
    (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      random(depth: depth, by: &generator)
    }
  }
}
