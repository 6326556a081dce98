import CommandLanguage
import Testing

struct SelectorTests {
  @Test(arguments: [
    "ana@x.com", "*@partner.com", "?@x.com", "%3-7", "%3", "users", "contacts", "people",
    "where a = 1", "users where a = 1 and b = 2", "account Acme", "account 'Acme Ltd'",
    "from leavers.csv", "from ~/hr.csv column Mail", "all", "none", "selected", "staged",
    "blocked", "failed", "failed in 12", "@managers", "users but @managers, from leavers.csv",
    "a@x, b@x but c@x but d@x", "users but (contacts but @x)", "(users, contacts), @x",
    "users where a = 1, contacts where b is empty", "(a*~)", "(a*\\)", "(a*\\), b@x",
  ])
  func `a selector reads and prints back`(line: String) throws {
    #expect(try Sample.selector(line)?.sourceForm == line)
  }

  @Test func `the parts are what they look like`() throws {
    #expect(
      try Sample.selector("USERS") == .kind(.users, isImplied: false, matching: nil, Span(7, 12)))
    #expect(try Sample.selector("%3-7") == .rows(3...7, Span(7, 11)))
    #expect(try Sample.selector("failed in last") == .failed(.last, Span(7, 21)))
    #expect(try Sample.selector("failed in 4") == .failed(.number(4, Span(17, 18)), Span(7, 18)))
    #expect(
      try Sample.selector("@m") == .saved(Word("m", span: Span(8, 9), isQuoted: false)))
    #expect(
      try Sample.selector("'*@x.com'")
        == .address(Word("*@x.com", span: Span(7, 16), isQuoted: true)))
    guard
      case .kind(.users, isImplied: true, matching: .some, _)? =
        try Sample.selector("where a = 1")
    else {
      Issue.record("a bare where means users")
      return
    }
  }

  @Test func `but is left-associative and binds less than the comma`() throws {
    guard
      case .difference(.difference(.union(let first), .all), .none)? =
        try Sample.selector("a@x, b@x but all but none")
    else {
      Issue.record("not ((a, b) but all) but none")
      return
    }
    #expect(first.count == 2)
  }

  @Test(arguments: [
    ("bob", SyntaxError.Kind.badSelector("bob", suggestions: []), Span(7, 10)),
    ("user", .badSelector("user", suggestions: ["users"]), Span(7, 11)),
    ("slected", .badSelector("slected", suggestions: ["selected"]), Span(7, 14)),
    ("'users'", .badSelector("users", suggestions: ["users"]), Span(7, 14)),
    ("%7-3", .badRows("%7-3"), Span(7, 11)), ("%0", .badRows("%0"), Span(7, 9)),
    ("%", .badRows("%"), Span(7, 8)), ("%1-2-3", .badRows("%1-2-3"), Span(7, 13)),
    ("%99999999999999999999", .badRows("%99999999999999999999"), Span(7, 28)),
    ("@", .badSavedName("@"), Span(7, 8)), ("@a@b", .badSavedName("@a@b"), Span(7, 11)),
    ("failed in x", .badRun("x"), Span(17, 18)),
    ("account where", .reservedWord("where"), Span(15, 20)),
    ("(users", .unclosedParenthesis, Span(7, 8)),
    ("(users, (all)", .unclosedParenthesis, Span(7, 8)),
  ])
  func `a wrong selector is told where it is`(
    line: String, kind: SyntaxError.Kind, span: Span
  ) {
    #expect(Sample.error(in: "select " + line) == SyntaxError(kind, span: span))
  }

  @Test func `only a kind takes where`() throws {
    #expect(Sample.error(in: "select (users) where a = 1")?.span == Span(15, 20))
    #expect(Sample.error(in: "select staged where a = 1")?.span == Span(14, 19))
    let listed = try #require(try Sample.parse("list (users) where a = 1").first)
    #expect(listed.arguments[Sample.people]?.sourceForm == "users")
    #expect(listed.arguments[Sample.filter]?.sourceForm == "a = 1")
  }

  @Test func `where binds to the nearest kind`() throws {
    let listed = try #require(try Sample.parse("list users where a = 1 by b desc").first)
    #expect(listed.arguments[Sample.people]?.sourceForm == "users where a = 1")
    #expect(listed.arguments[Sample.filter] == nil)
    #expect(listed.arguments.has("desc"))
  }

  @Test(arguments: ["(", "not (", "not "])
  func `nesting is bounded`(opening: String) {
    let line = "list projects where " + String(repeating: opening, count: 100_000) + "a = 1"
    #expect(Sample.error(in: line)?.kind == .tooDeeplyNested(limit: 64))
  }

  @Test func `a chain of but is bounded`() {
    let line = "select all" + String(repeating: " but none", count: 65)
    #expect(Sample.error(in: line)?.kind == .tooDeeplyNested(limit: 64))
    #expect(
      Sample.error(
        in: "select " + String(repeating: "(", count: 64)
          + "all" + String(repeating: ")", count: 64)) == nil)
  }

  @Test func `a list of many addresses is read in one go`() throws {
    let addresses = (1...20_000).map { "person\($0)@example.com" }
    let line = "select " + addresses.joined(separator: ", ")
    let command = try Sample.parse(line, abbreviations: true).first
    guard case .union(let parts)? = command?.arguments[Sample.people] else {
      Issue.record("a list of addresses is a union")
      return
    }
    #expect(parts.count == addresses.count)
  }
}
