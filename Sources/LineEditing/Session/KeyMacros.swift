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
  /// Whether another key than Enter ends the line.
  private var hasOtherEnter = false

  /// Takes a binding in; why it is refused, and nothing taken then. A key that stands for a text must neither
  /// end the line, since nobody has looked at the command then, nor type for ever, or nearly so.
  mutating func refusal(of binding: EditrcBinding) -> LeftOutBinding.Reason? {
    guard binding.isReadable else { return .notUnderstood }
    switch binding.use {
    case .none: return nil
    case .function(let function):
      guard !KeyBindings.unsafeFunctions.contains(function) else { return .unsafeFunction }
      guard KeyBindings.acceptingFunctions.contains(function), !Self.isEnter(binding) else {
        return nil
      }
      // A text may hold that key, or lead to it.
      guard macros.isEmpty else { return .runs }
      hasOtherEnter = true
      return nil
    case .text(let text):
      // C1 controls stand for keys of ours, one of which is Enter.
      guard !hasOtherEnter, !text.contains(where: { Self.enters.contains($0) || $0.isC1 }) else {
        return .runs
      }
      return admit(binding, text) ? nil : .endless
    }
  }

  private static let enters: Set<Unicode.Scalar> = ["\n", "\r"]

  private static func isEnter(_ binding: EditrcBinding) -> Bool {
    guard !binding.isNamed, let key = binding.key, key.count == 1 else { return false }
    return enters.contains(key[0])
  }

  private mutating func admit(_ binding: EditrcBinding, _ text: [Unicode.Scalar]) -> Bool {
    macros.append(
      Macro(key: binding.isNamed ? ["\u{1B}"] : binding.key ?? [], text: text))
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

extension Unicode.Scalar {
  fileprivate var isC1: Bool { (0x80...0x9F).contains(value) }
}
