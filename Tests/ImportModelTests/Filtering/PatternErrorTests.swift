import ImportModel
import Testing

struct PatternErrorTests {
  @Test(
    arguments: [
      ("a(b", .unclosedGroup, 1), ("é(", .unclosedGroup, 1), ("a)", .unopenedGroup, 1),
      ("x[a-", .unclosedClass, 1), ("[a", .unclosedClass, 0), ("[]", .emptyClass, 0),
      ("[^]", .emptyClass, 0), ("[z-a]", .badRange, 1), (#"[a-\d]"#, .badRange, 1),
      ("*a", .nothingToRepeat, 0), ("a|+", .nothingToRepeat, 2),
      ("(?)", .unsupported(.inlineFlags), 0),
      ("^*", .nothingToRepeat, 1), ("a**", .nothingToRepeat, 2), ("a{2}{3}", .nothingToRepeat, 4),
      ("a{", .badCount, 1), ("a{x}", .badCount, 1), ("a{,3}", .badCount, 1),
      ("a{3,2}", .badCount, 1), ("a{2,3", .badCount, 1), (#"ab\"#, .badEscape, 2),
      (#"\q"#, .badEscape, 0), (#"\0"#, .badEscape, 0),
    ] as [(String, PatternError.Kind, Int)])
  func `a fault is named with its place`(source: String, kind: PatternError.Kind, offset: Int) {
    #expect(throws: PatternError(kind, at: offset)) { try Pattern(source) }
  }

  @Test(
    arguments: [
      ("a(?=b)", .lookaround, 1), ("(?!b)", .lookaround, 0), ("(?<=b)", .lookaround, 0),
      ("(?<!b)", .lookaround, 0), ("(?<n>b)", .namedGroup, 0), ("(?P<n>b)", .namedGroup, 0),
      ("(?>b)", .atomicGroup, 0), ("(?i)b", .inlineFlags, 0), (#"(a)\1"#, .backreference, 3),
      ("a*?", .lazyQuantifier, 2), ("a{2}?", .lazyQuantifier, 4), ("a++", .possessiveQuantifier, 2),
      (#"\bword"#, .wordBoundary, 0), (#"\p{L}"#, .unicodeProperty, 0),
      ("[[:alpha:]]", .namedClass, 1),
    ] as [(String, PatternError.Feature, Int)])
  func `what other engines know is refused by name`(
    source: String, feature: PatternError.Feature, offset: Int
  ) {
    #expect(throws: PatternError(.unsupported(feature), at: offset)) { try Pattern(source) }
  }

  @Test(arguments: [
    "a{10001}", "(a{200}){200}", "((((){100}){100}){100}){100}", "a{5000}b{5000}",
    String(repeating: "a", count: 10_000), "a{99999999999999999999}",
  ])
  func `a pattern that would grow too large is refused`(source: String) {
    let error = #expect(throws: PatternError.self) { try Pattern(source) }
    #expect(error?.kind == .tooLarge(limit: 10_000))
  }

  @Test func `the largest pattern has ten thousand instructions`() throws {
    #expect(try Pattern("a{9999}").instructionCount == 10_000)
    #expect(try Pattern(String(repeating: "a", count: 9_999)).instructionCount == 10_000)
  }

  @Test func `groups nest a hundred deep and no deeper`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
    }
    #expect(try Pattern(nested(100)).matches("a"))
    #expect(throws: PatternError(.tooDeep(limit: 100), at: 100)) { try Pattern(nested(101)) }
    #expect(throws: PatternError(.tooDeep(limit: 100), at: 100)) { try Pattern(nested(9_000 / 2)) }
  }
}
