import CommandLanguage
import ImportModel

/// The lines of a script that `save` writes. Its own comments begin with a sign each, so that they are
/// written anew when the script was sourced and is saved again.
struct SavedScript {
  private(set) var lines: [String] = []

  /// Before what a line reported.
  static let told = "#= "
  /// Before a fact of the session.
  static let fact = "#: "
  /// Before what the portal said of an item of the plan.
  static let then = fact + "then "

  /// Writes a fact of the session.
  mutating func state(_ words: String) { lines.append(Self.fact + Self.oneLine(words)) }

  /// Writes what the portal says of the items of a plan.
  mutating func state(_ items: [Plan.StateItem]) {
    lines += items.map { Self.then + Self.line(of: $0) }
  }

  /// Writes comments of people.
  mutating func add(_ comments: [String]) { lines += comments }

  /// Writes a command below its comments and what it reported.
  mutating func add(_ line: String, _ comments: [String] = [], told: String = "") {
    lines += comments
    if !told.isEmpty { lines.append(Self.told + Self.oneLine(told)) }
    // As it was typed; of a command over several lines each is one of the script.
    lines += line.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  var text: String { lines.map { $0 + "\n" }.joined() }

  /// A text that ends no comment: control characters, which names may hold, become blanks.
  static func oneLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let ends = scalar.properties.generalCategory == .control || scalar == "\u{2028}"
      line.append(ends || scalar == "\u{2029}" ? " " : scalar)
    }
    return String(line).trimmingBlanks()
  }

  /// What differs between the items that a script was saved with and those of now; nothing where it
  /// was saved without.
  static func differences(of items: [Plan.StateItem], from script: String) -> [String] {
    let then = Self.items(in: script)
    guard !then.isEmpty else { return [] }
    return items.filter { !then.contains(line(of: $0)[...]) }.map { item in
      let name = oneLine(item.name) + ": "
      let before = then.filter { $0.hasPrefix(name) }
      guard let only = before.first, before.count == 1 else {
        return "\(item.name): is \(item.value)"
      }
      return "\(item.name): was \(only.dropFirst(name.count)), is \(item.value)"
    }
  }

  /// What is in one of the plans alone, the one that a script was saved with and that of now; nothing
  /// where it was saved without.
  static func otherItems(_ items: [Plan.StateItem], from script: String) -> [String] {
    let then = Self.items(in: script).map {
      $0.prefix(upTo: $0.firstRange(of: ": ")?.lowerBound ?? $0.endIndex)
    }
    guard !then.isEmpty else { return [] }
    let now = items.map { oneLine($0.name) }
    let (before, after) = (Set(then), Set(now.map { $0[...] }))
    return before.subtracting(after).sorted().map { "\($0): not planned any more" }
      + now.filter { !before.contains($0[...]) }.map { "\($0): was not planned" }
  }

  /// What the portal said of the items of a plan when a script was saved.
  private static func items(in script: String) -> Set<Substring> {
    Set(
      script.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(Self.then) }
        .map { $0.dropFirst(Self.then.count) })
  }

  private static func line(of item: Plan.StateItem) -> String {
    oneLine("\(item.name): \(item.value)")
  }
}
