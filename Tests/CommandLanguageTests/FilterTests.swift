import CommandLanguage
import Testing

struct FilterTests {
  @Test(arguments: [
    "a = 1", "a != 'x y'", "a < 1", "a <= 1", "a > 2026-01-01", "a >= -30d", "a ~ *x*",
    "a =~ '^x|y'", "crm.role = 'Sales Manager'", "a in (b, 'c d', e)", "a not in (b)",
    "a is empty", "a is not empty", "not a = 1", "not not a = 1", "a = 1 and b = 2 and c = 3",
    "(a = 1 or b = 2) and c = 3", "not (a = 1 and b = 2)", "a = ''", "a = 'where'",
  ])
  func `a filter reads and prints back`(line: String) throws {
    #expect(try Sample.filter(line)?.sourceForm == line)
  }

  @Test func `keywords are read in any case`() throws {
    let filter = try Sample.filter("NOT a IS NOT EMPTY OR b NOT IN (c) Or d Is Empty")
    #expect(filter?.sourceForm == "not a is not empty or b not in (c) or d is empty")
  }

  @Test func `a test covers its words`() throws {
    let field = FieldSyntax(parts: ["crm", "role"], span: Span(20, 28))
    let value = Word("CEO", span: Span(31, 36), isQuoted: true)
    #expect(
      try Sample.filter("crm.role = 'CEO'")
        == .test(field, .compare(.equal, value), Span(20, 36)))
  }

  @Test func `after a field greater-than compares, after a value it redirects`() throws {
    let command = try #require(try Sample.parse("list where a > 5 > out.csv").first)
    #expect(command.arguments[Sample.people]?.sourceForm == "where a > 5")
    #expect(command.redirect?.file.text == "out.csv")
    #expect(command.redirect?.appends == false)
    #expect(command.redirect?.span == Span(17, 26))
  }

  @Test func `mixing and with or prints both readings`() {
    let error = Sample.error(in: "list projects where a = 1 and b = 2 or c = 'x y'")
    let readings = ["(a = 1 and b = 2) or c = 'x y'", "a = 1 and (b = 2 or c = 'x y')"]
    #expect(error == SyntaxError(.mixedAndOr(readings: readings), span: Span(36, 38)))
    #expect(error?.hint == "write \(readings[0]), or \(readings[1])")
  }

  @Test(arguments: [
    ("a = where", SyntaxError.Kind.reservedWord("where"), Span(24, 29)),
    ("from = 1", .reservedWord("from"), Span(20, 24)),
    ("'a' = 1", .badField("a"), Span(20, 23)),
    ("a..b = 1", .badField("a..b"), Span(20, 24)),
    ("1a = 1", .badField("1a"), Span(20, 22)),
    ("a in (b", .unclosedParenthesis, Span(25, 26)),
  ])
  func `a wrong filter is told where it is`(
    line: String, kind: SyntaxError.Kind, span: Span
  ) {
    #expect(Sample.error(in: "list projects where " + line) == SyntaxError(kind, span: span))
  }

  @Test(arguments: [
    ("a", Span(21, 21)), ("a =", Span(23, 23)), ("a b", Span(22, 23)), ("a = 1 and", Span(29, 29)),
    ("a is full", Span(25, 29)), ("a in b", Span(25, 26)), ("a not b", Span(26, 27)),
    ("a ~*x", Span(22, 25)), ("a = = 1", Span(24, 25)), ("a in ()", Span(26, 27)),
    ("a = 1 b = 2", Span(26, 27)),
  ])
  func `what does not fit is pointed at`(line: String, span: Span) {
    #expect(Sample.error(in: "list projects where " + line)?.span == span)
  }

  @Test func `a value of two words and a glued tilde have their hints`() {
    let twoWords = Sample.error(in: "list projects where a = Sales Manager")
    #expect(twoWords?.hint == "a name of several words is quoted: 'Sales Manager'")
    let glued = Sample.error(in: "list projects where a ~*x")
    #expect(glued?.hint == "~ stands alone: put a blank before and after it")
  }
}
