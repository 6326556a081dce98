/// A regular expression that takes time in proportion to text length × pattern size.
///
/// It knows literals, `.`, classes (`[a-z]`, `[^…]`, `\d \w \s` and their opposites), groups,
/// `| * + ? {m} {m,} {m,n}`, and `^ $` for the ends of the text. `.` is any scalar, `\d` is 0 to 9,
/// `\w` is letters, marks and digits of any script and the underscore. A match may lie anywhere in
/// the text. Case is ignored: the pattern is folded here, the text by the caller.
package struct Pattern: Hashable, Sendable {
  /// As it was written.
  package let source: String
  private let program: PatternProgram
  /// ASCII that every folded text it matches holds; empty where there is none.
  let requiredText: [UInt8]

  /// Compiles the source, or tells what is wrong with it and where.
  package init(_ source: String) throws(PatternError) {
    var parser = PatternParser(source)
    let node = try parser.parse()
    program = PatternProgram(node)
    requiredText = node.requiredText
    self.source = source
  }

  /// Whether the pattern occurs in a text that `lowercased(_:)` has folded.
  package func matches(_ text: String) -> Bool {
    var matcher = PatternMatcher(program)
    return matcher.matches(text)
  }

  /// The instructions it was compiled to.
  package var instructionCount: Int { program.instructions.count }

  /// How many instructions a search looks at: at most a small multiple of
  /// `instructionCount` × (scalars of the text + 1).
  package func steps(matching text: String) -> Int {
    var matcher = PatternMatcher(program)
    _ = matcher.matches(text)
    return matcher.steps
  }

  package static func == (lhs: Self, rhs: Self) -> Bool { lhs.source == rhs.source }

  package func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
