import CommandLanguage
import Testing

struct SuggestionTests {
  static let words = [
    "select", "deselect", "set", "unset", "refresh", "resume", "report", "reset",
  ]

  @Test(arguments: [
    ("slect", ["select"]), ("SELECT", ["select", "deselect"]),
    ("re", ["refresh", "resume", "report"]),
    ("reste", ["reset"]), ("est", ["set"]), ("xyz", []), ("", []),
    ("rsm", []), ("rsum", ["resume"]),
    (String(repeating: "a", count: 100_000), []),
  ])
  func `the nearest words come first`(text: String, expected: [String]) {
    #expect(Suggestions.nearest(to: text, in: Self.words) == expected)
  }
}
