import CommandLanguage
import Testing

/// Lines that belong together without a parenthesis or a backslash.
struct JoinedLinesTests {
  @Test(arguments: [
    "select users where crm.role = Engineer\nand crm.status = active",
    "select users where crm.role = Engineer and\n  crm.status = active",
    "select users where crm.role = Engineer and # both\n\n# of them\n  not\ncrm.status = active",
    "select users\n  where crm.role = Engineer # who\n  # and what\n  AND crm.status = active",
    "select a@x.com,\r\n b@x.com", "select users\nbut @managers", "role Dev\nfor staged",
    "select users where (a = 1)\nor (b = 2)", "select all\nas everybody",
    "if count staged = 0 and\ncount selected = 1", "assert count staged = 0\nor count staged = 1",
    "select users where a = 1\nand(b = 2)",
  ])
  func `a line goes on where more must follow, and where the next cannot begin a command`(
    text: String
  ) throws {
    let whole = text + "\nrole Dev\n"
    let statements = try Lexer().statements(of: whole)
    #expect(statements.map(\.source) == [text, "role Dev"])
    #expect(Lexer().recoveredStatements(of: whole).0.map(\.source) == [text, "role Dev"])
    let first = try #require(text.split(separator: "\n").first)
    let reads = Sample.parser().reading(of: whole) { _ in nil }
    #expect(reads.statements.count == 2, "\(first)")
  }

  @Test(arguments: [
    ("select users where a = 1 and", true), ("select users where a = 1 OR # c", true),
    ("select users where not", true), ("select a@x,", true), ("assign A,\n", true),
    ("select users where a = 1 and\n\n", true), ("assert not", true),
    ("select users where a = 1 and\nb = 2", false), ("select users where a = 1", false),
    ("select users where a = 'and'", false), ("select users where a = 1 'and'", false),
    // Words that are no more than words.
    ("echo this and", false), ("echo where you are and", false), ("help not", false),
    ("and", false),
    ("role Dev; and", false), ("# where and", false), ("select users where a = 1 and;", false),
  ])
  func `the prompt waits for the rest, and for nothing else`(text: String, expected: Bool) {
    #expect(Lexer.needsMore(text) == expected)
  }

  @Test(arguments: [
    "and crm.status = active", "select users;\nand crm.status = active",
    "echo where a and\nrole Dev", "role Dev\nandrea", "role Dev\nand-more", "role Dev\n'and' x",
    "role Dev\n$and", "select users\nif count staged = 0\nend", "select users\nlet a=1",
  ])
  func `all else begins a command of its own`(text: String) throws {
    let lines = text.split(separator: "\n").map { $0.split(separator: ";").joined() }
    #expect(try Lexer().statements(of: text).map(\.source) == lines)
  }

  @Test func `a word that goes on from nothing is told what it belongs to`() {
    let hint = Sample.error(in: "and crm.status = active")?.hint
    #expect(hint?.contains("goes on with what stands before it") == true)
  }
}
