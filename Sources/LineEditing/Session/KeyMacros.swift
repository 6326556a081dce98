/// The texts that keys stand for (`bind -s` of `~/.editrc`), as far as they may lead to each other.
///
/// libedit reads a text as if it were typed, so that keys in it stand for theirs. It has no measure for
/// that: a key whose text leads back to it keeps the process busy for ever, deaf to every other key.
struct KeyMacros {
  /// The most characters that one key may come to.
  private static let limit = 4096
  /// How many keys may stand for a text.
  private static let most = 200

  private struct Macro {
    /// The key; of one by name (-k) what it begins with.
    let key: [Unicode.Scalar]
    let text: [Unicode.Scalar]
  }

  private var macros: [Macro] = []

  /// Takes the words of a `bind` in; false, and nothing taken, where one that binds a key to a text would
  /// make some key type for ever, or nearly so. Every other binding is fine.
  mutating func admit(_ words: [String]) -> Bool {
    let flags = words.dropFirst().prefix { $0.hasPrefix("-") }
    let rest = words.dropFirst(1 + flags.count)
    guard flags.contains(where: { $0.dropFirst().first == "s" }), rest.count >= 2 else {
      return true
    }
    let key = EditrcWords.scalars(of: rest[rest.startIndex])
    let text = EditrcWords.scalars(of: rest[rest.startIndex + 1])
    let isNamed = flags.contains { $0.dropFirst().first == "k" }
    macros.append(Macro(key: isNamed ? ["\u{1B}"] : key, text: text))
    guard macros.count <= Self.most, macros.allSatisfy({ length($0.text, depth: 1) != nil }) else {
      macros.removeLast()
      return false
    }
    return true
  }

  /// How many characters a text comes to at most, what stands for a key taken for it, and so what begins
  /// one where the text ends, as more may follow; nil where that is too many, or never ends.
  private func length(_ text: [Unicode.Scalar], depth: Int) -> Int? {
    guard depth <= macros.count else { return nil }
    var sum = 0
    for place in text.indices {
      let rest = text[place...]
      var longest = 1
      for macro in macros where rest.starts(with: macro.key) || macro.key.starts(with: rest) {
        guard let length = length(macro.text, depth: depth + 1) else { return nil }
        longest = max(longest, length)
      }
      sum += longest
      if sum > Self.limit { return nil }
    }
    return sum
  }
}
