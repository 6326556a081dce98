import CommandLanguage
import Testing

struct RoundTripTests {
  @Test(arguments: [
    ("Dev", "Dev"), ("Sales Manager", "'Sales Manager'"), ("O'Brien", "O'Brien"),
    ("O'Brien Ltd", "\"O'Brien Ltd\""), ("where", "'where'"), ("all", "'all'"), ("", "''"),
    ("--x", "'--x'"), ("*", "'*'"), ("@m", "'@m'"), ("%3", "'%3'"), ("$v", "'$v'"), ("$5", "$5"),
    ("a\nb", "\"a\\nb\""), ("#1", "'#1'"), ("a#1", "a#1"), ("a@x.com", "a@x.com"),
    ("~/x", "~/x"), ("x~", "'x~'"), ("a\u{A0}b", "'a\u{A0}b'"),
  ])
  func `a text is quoted only where it must be`(text: String, form: String) {
    #expect(Word.sourceForm(of: text) == form)
  }

  @Test func `a word that is a keyword at its place can be quoted`() {
    #expect(Word.sourceForm(of: "Auto", unlike: ["auto"]) == "'Auto'")
    #expect(Word("where", span: Span(0, 0), isQuoted: true).sourceForm == "'where'")
    #expect(Word("*x", span: Span(0, 0), isQuoted: false).sourceForm == "*x")
  }

  @Test(arguments: 1...2000 as ClosedRange<UInt64>)
  func `any text reads back as itself`(seed: UInt64) throws {
    var random = RandomSyntax(seed: seed)
    let text = random.text(atMost: 12)
    let words = try Sample.words(Word.sourceForm(of: text) + " end")
    #expect(
      words.map { Array($0.text.unicodeScalars) } == [
        Array(text.unicodeScalars), Array("end".unicodeScalars),
      ])
  }

  @Test(arguments: 1...1000 as ClosedRange<UInt64>)
  func `any filter and any selector read back as themselves`(seed: UInt64) throws {
    var random = RandomSyntax(seed: seed)
    let filter = random.filter(depth: 4)
    #expect(try Sample.filter(filter.sourceForm)?.erased == filter.erased)
    let selector = random.selector(depth: 4)
    #expect(try Sample.selector(selector.sourceForm)?.erased == selector.erased)
  }
}
