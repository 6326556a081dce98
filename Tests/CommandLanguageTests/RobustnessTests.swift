import CommandLanguage
import Testing

struct RobustnessTests {
  /// Reads, completes and explains a line in every way; the spans must lie within it.
  private func exercise(_ line: String, seed: UInt64) {
    let count = line.unicodeScalars.count
    var cursors = RandomSyntax(seed: seed)
    for abbreviations in [false, true] {
      if let error = Sample.error(in: line, abbreviations: abbreviations) {
        #expect(0 <= error.span.lower && error.span.upper <= count, "seed \(seed): \(line)")
        #expect(!error.message.isEmpty && error.hint?.isEmpty != true, "seed \(seed): \(line)")
      }
      let parser = Sample.parser(abbreviations: abbreviations)
      let cursor = cursors.below(count + 1)
      let expectations = parser.expectations(in: line, at: cursor)
      #expect(expectations.replacing.upper == cursor, "seed \(seed): \(line)")
    }
    _ = Lexer.needsMore(line)
  }

  @Test func `any order of words and signs is read or refused`() {
    for seed in 1...20_000 as ClosedRange<UInt64> {
      var random = RandomSyntax(seed: seed)
      exercise(random.tokenSoup(), seed: seed)
    }
  }

  @Test func `any text is read or refused`() {
    for seed in 1...20_000 as ClosedRange<UInt64> {
      var random = RandomSyntax(seed: seed)
      exercise(random.text(atMost: 40), seed: seed)
    }
  }

  @Test func `what can follow a line that was read is expected at every position`() throws {
    let line =
      "list users where crm.role = 'a b' and not c in (d, e)"
      + " by f desc limit 5 --format csv"
    _ = try Sample.parse(line)
    for cursor in 0...line.unicodeScalars.count {
      let items = Sample.parser().expectations(in: line, at: cursor).items
      #expect(!items.isEmpty, "cursor \(cursor)")
    }
  }
}
