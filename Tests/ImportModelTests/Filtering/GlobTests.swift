import ImportModel
import Testing

struct GlobTests {
  @Test(arguments: [
    ("*@partner.com", "ana@partner.com", true), ("*@partner.com", "ana@partner.com.es", false),
    ("ana", "ana", true), ("ana", "anas", false), ("a?a", "ana", true), ("a?a", "aa", false),
    ("*", "", true), ("?", "", false), ("", "", true), ("", "a", false), ("**a**", "bab", true),
    ("a*b*c", "aXbXbXc", true), ("a*b*c", "aXbX", false), ("*?", "", false), ("*?", "é", true),
    (#"a\*"#, #"a\b"#, true), (#"a\*"#, "a*", false), ("[ab]", "a", false), ("[ab]", "[ab]", true),
    ("SALES*", "Sales Team", true), ("É*", "école", true), ("*.*", "a*b.c", true),
  ])
  func `a glob matches the whole value`(source: String, text: String, expected: Bool) {
    #expect(Glob(source).matches(lowercased(text)) == expected)
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `globs agree with matching by definition`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let glob = Self.random("ab*?", longest: 6, by: &generator)
      let text = Self.random("ab", longest: 8, by: &generator)
      #expect(
        Glob(String(glob)).matches(String(text)) == Self.covers(glob[...], text[...]),
        "seed \(seed): \(String(glob)) on \(String(text))")
    }
  }

  private static func random(
    _ alphabet: String, longest: Int, by generator: inout SeededGenerator
  ) -> [Character] {
    (0..<Int.random(in: 0...longest, using: &generator)).compactMap { _ in
      alphabet.randomElement(using: &generator)
    }
  }

  private static func covers(_ glob: ArraySlice<Character>, _ text: ArraySlice<Character>)
    -> Bool
  {
    guard let first = glob.first else { return text.isEmpty }
    if first == "*" {
      return covers(glob.dropFirst(), text) || !text.isEmpty && covers(glob, text.dropFirst())
    }
    guard let scalar = text.first, first == "?" || first == scalar else { return false }
    return covers(glob.dropFirst(), text.dropFirst())
  }
}
