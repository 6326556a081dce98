import CommandLanguage
import ImportModel

/// How often words were typed: of equally good candidates the most used comes first.
package struct WordUse: Equatable, Sendable {
  /// How many different words are counted.
  private static let limit = 20_000

  private var counts: [String: Int] = [:]

  package init() {}

  /// Counts the words of a line.
  package mutating func note(_ line: String) {
    for word in Lexer.words(of: line) {
      let key = lowercased(word)
      guard counts[key] != nil || counts.count < Self.limit else { continue }
      counts[key, default: 0] += 1
    }
  }

  /// The addresses that were typed and begin with a lower-cased text, most used first.
  func addresses(beginning text: String) -> [String] {
    counts.filter { $0.key.contains("@") && $0.key.hasPrefix(text) }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(50).map(\.key)
  }

  /// How often a word was typed, in any case.
  package subscript(_ word: String) -> Int { counts.isEmpty ? 0 : counts[lowercased(word)] ?? 0 }
}
