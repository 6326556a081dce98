/// What a `bind` of `~/.editrc` asks for, as libedit reads its words: of a flag only the first letter counts,
/// and none behind the key.
struct EditrcBinding {
  /// Nil for a switch of mode.
  let key: [Unicode.Scalar]?
  /// Whether the key is given by the name of an arrow key.
  let isNamed: Bool
  let use: Use

  enum Use: Hashable {
    /// The key stands for a text, which is read as if it were typed.
    case text([Unicode.Scalar])
    /// The key stands for a function.
    case function(String)
    /// The key is let go, or only shown, or another mode's keys are taken.
    case none
  }

  /// Whether libedit can read both words: it goes past the end of one that ends in `\U+…`.
  let isReadable: Bool

  /// Reads the words behind `bind`; nil where they bind nothing, and ask for a list.
  init?(_ words: some Collection<String>) {
    var rest = Array(words)[...]
    var flags: Set<Character> = []
    var isMode = false
    while !isMode, let word = rest.first, word.hasPrefix("-") {
      rest.removeFirst()
      guard let flag = word.dropFirst().first else { continue }
      if flag == "l" { return nil }
      isMode = flag == "v" || flag == "e"
      flags.insert(flag)
    }
    isNamed = flags.contains("k")
    guard !isMode else {
      (key, use, isReadable) = (nil, .none, true)
      return
    }
    guard let name = rest.popFirst() else { return nil }
    key = EditrcWords.scalars(of: name)
    let value = flags.contains("r") ? nil : rest.first
    isReadable = ![name, value ?? ""].contains { $0.contains("\\U+") }
    use =
      switch value {
      case nil: .none
      case let value? where flags.contains("s"): .text(EditrcWords.scalars(of: value))
      case let value?: .function(value)
      }
  }
}
