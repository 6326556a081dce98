/// Finds the words somebody may have meant.
package enum Suggestions {
  /// The longest word, in Unicode scalars, that is compared.
  private static let longest = 64

  /// At most three of `candidates` that resemble `text`, best first: those that begin with it,
  /// then those a few typing errors away; letters in any case.
  package static func nearest(to text: String, in candidates: [String]) -> [String] {
    let typed = Array(text.lowercased().unicodeScalars)
    guard !typed.isEmpty, typed.count <= longest else { return [] }
    let cutoff = min(3, max(1, typed.count / 3))
    var found: [(rank: Int, place: Int, candidate: String)] = []
    var seen: Set<String> = []
    for (place, candidate) in candidates.enumerated() where seen.insert(candidate).inserted {
      let other = Array(candidate.lowercased().unicodeScalars.prefix(longest + 1))
      guard other.count <= longest else { continue }
      if other.starts(with: typed) {
        found.append((rank: other.count == typed.count ? -1 : 0, place, candidate))
      } else if let distance = distance(typed, other, atMost: cutoff) {
        found.append((rank: distance, place, candidate))
      } else if leavesOut(typed, of: other) {
        found.append((rank: cutoff + 1, place, candidate))
      }
    }
    found.sort { ($0.rank, $0.place) < ($1.rank, $1.place) }
    return found.prefix(3).map(\.candidate)
  }

  /// Whether `typed` is `word` without one or two letters, its first one kept: `usr` for `users`.
  private static func leavesOut(_ typed: [Unicode.Scalar], of word: [Unicode.Scalar]) -> Bool {
    guard typed.count >= 3, (1...2).contains(word.count - typed.count), typed[0] == word[0] else {
      return false
    }
    var rest = typed[...]
    for letter in word where letter == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  /// The Damerau–Levenshtein distance (adjacent letters swapped count once), or nil beyond `limit`.
  static func distance(
    _ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost limit: Int
  ) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    var twoAbove: [Int] = []
    var above = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      row.reserveCapacity(right.count + 1)
      for j in right.indices {
        let cost = left[i] == right[j] ? 0 : 1
        var best = min(above[j + 1] + 1, row[j] + 1, above[j] + cost)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, twoAbove[j - 1] + 1)
        }
        row.append(best)
      }
      if (row.min() ?? 0) > limit { return nil }
      (twoAbove, above) = (above, row)
    }
    return above[right.count] <= limit ? above[right.count] : nil
  }
}
