import CommandLanguage
import Testing

struct AbbreviationTests {
  @Test(arguments: [
    ("ro Dev f users", "role", "users"), ("sel use", "select", "users"),
    ("sel use w a = 1 an b is e", "select", "users where a = 1 and b is empty"),
    ("select a us", "select", nil),
    ("sel stag bu sele", "select", "staged but selected"),
    ("assign A f fai i 3", "assign", "failed in 3"),
  ])
  func `commands and keywords are written out at a terminal`(
    line: String, command: String, people: String?
  ) throws {
    guard let people else {
      #expect(Sample.error(in: line, abbreviations: true) != nil)
      return
    }
    let parsed = try #require(try Sample.parse(line, abbreviations: true).first)
    #expect(parsed.declaration.name == command)
    #expect(parsed.arguments[Sample.people]?.sourceForm == people)
    #expect(Sample.error(in: line) != nil)
  }

  @Test(arguments: [
    (
      "s users",
      SyntaxError.Kind.ambiguousCommand(
        "s", candidates: ["select", "set", "status", "source"])
    ),
    ("imp --yes", .shortenedCommand("imp", command: "import")),
    ("select s", .ambiguousKeyword("s", candidates: ["selected", "staged"])),
    ("'role' Dev", .unexpectedWord(found: "role", expected: ["a command"], usage: "", quoted: nil)),
    // One or two letters mean nobody, least of all everybody.
    ("select p", .badSelector("p", suggestions: ["people"])),
    ("role Dev for us", .badSelector("us", suggestions: ["users"])),
    ("select users but al", .badSelector("al", suggestions: ["all"])),
    ("select 'us'", .badSelector("us", suggestions: ["users"])),
  ])
  func `what could be several things is refused`(line: String, kind: SyntaxError.Kind) {
    #expect(Sample.error(in: line, abbreviations: true)?.kind == kind)
  }

  @Test func `an exact name, and a name where one may stand, win`() throws {
    #expect(try Sample.parse("set a=1", abbreviations: true)[0].declaration.name == "set")
    let login = try Sample.parse("connect sand", abbreviations: true)[0]
    #expect(login.arguments[Sample.login]?.text == "sand")
    #expect(try Sample.parse("?", abbreviations: true)[0].declaration.name == "status")
  }
}
