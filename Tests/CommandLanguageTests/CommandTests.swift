import CommandLanguage
import Testing

struct CommandTests {
  static let roleUsage = "role ROLE [for SELECTOR] [--replace]"
  static let quoting = "a name of several words is quoted: "

  @Test func `names, keywords, options and redirections reach their keys`() throws {
    let line = "assign Website, 'App 2' for users; import --yes --reason='why not' --format = csv"
    let commands = try Sample.parse(line + " >> log.txt")
    #expect(commands.map(\.declaration.name) == ["assign", "import"])
    #expect(commands[0].arguments[Sample.projects]?.map(\.text) == ["Website", "App 2"])
    #expect(commands[0].arguments[Sample.people]?.sourceForm == "users")
    #expect(commands[1].arguments.has("yes"))
    #expect(!commands[1].arguments.has("replace"))
    #expect(commands[1].arguments[Sample.reason] == "why not")
    #expect(commands[1].arguments[Sample.format] == "csv")
    #expect(commands[1].redirect?.appends == true)
    #expect(commands[1].source.hasPrefix("import --yes"))
  }

  @Test func `a keyword wins over a name unless the name is quoted`() throws {
    #expect(try Sample.parse("customer auto")[0].arguments.has("auto"))
    #expect(try Sample.parse("customer 'auto'")[0].arguments[Sample.customer]?.text == "auto")
    #expect(try Sample.parse("CONNECT Sandbox --portal P")[0].arguments.has("sandbox"))
    #expect(try Sample.parse("connect prod")[0].arguments[Sample.login]?.text == "prod")
  }

  @Test func `assignments take single words`() throws {
    let line = "set rate=95/120s since = -30d on-error=stop empty='' p='a b'"
    let given = try #require(try Sample.parse(line)[0].arguments[Sample.settings])
    #expect(given.map(\.name.text) == ["rate", "since", "on-error", "empty", "p"])
    #expect(given.map(\.value.text) == ["95/120s", "-30d", "stop", "", "a b"])
    #expect(try Sample.parse("set")[0].arguments[Sample.settings] == nil)
  }

  @Test func `the parts of list are read in order`() throws {
    let line = "list projects where a = 1 by crm.b desc limit 10 columns a, crm.b"
    let arguments = try Sample.parse(line)[0].arguments
    #expect(arguments.has("projects"))
    #expect(arguments[Sample.filter]?.sourceForm == "a = 1")
    #expect(arguments[Sample.order]?.parts == ["crm", "b"])
    #expect(arguments[Sample.limit] == 10)
    #expect(arguments[Sample.columns]?.map(\.sourceForm) == ["a", "crm.b"])
    let bare = try Sample.parse("list limit 5")[0].arguments
    #expect(bare[Sample.limit] == 5 && bare[Sample.people] == nil)
  }

  @Test func `a variable set by an earlier command is seen by a later one`() throws {
    let statements = try Lexer().statements(of: "set a=1; echo $a")
    let command = try Sample.parser().parse(statements[1]) { $0 == "a" ? "one" : nil }
    #expect(command.arguments[Sample.text]?.map(\.text) == ["one"])
  }

  @Test(arguments: [
    ("slect users", SyntaxError.Kind.unknownCommand("slect", suggestions: ["select"]), Span(0, 5)),
    ("role where", .reservedWord("where"), Span(5, 10)),
    ("customer from", .reservedWord("from"), Span(9, 13)),
    ("import --yess", .unknownOption("yess", suggestions: ["yes"]), Span(7, 13)),
    ("import --yes --yes", .duplicateOption("yes"), Span(13, 18)),
    ("import --yes=on", .optionTakesNoValue("yes"), Span(7, 12)),
    ("import --reason", .optionNeedsValue("reason", label: "TEXT"), Span(7, 15)),
    ("import --reason --yes", .optionNeedsValue("reason", label: "TEXT"), Span(7, 15)),
    (
      "list limit 0",
      .badValue(found: "0", expected: "a whole number from 1 to 1000", suggestions: []),
      Span(11, 12)
    ),
    (
      "import --expect-people many",
      .badValue(found: "many", expected: "a whole number from 0 on", suggestions: []),
      Span(23, 27)
    ),
    (
      "status --format cvs",
      .badValue(found: "cvs", expected: "table, csv or json", suggestions: ["csv"]), Span(16, 19)
    ),
    (
      "role",
      .missing(expected: ["ROLE"], usage: "role ROLE [for SELECTOR] [--replace]"), Span(4, 4)
    ),
    (
      "select",
      .missing(
        expected: ["add", "keep", "who is meant"], usage: "select [add|keep] SELECTOR [as NAME]"),
      Span(6, 6)
    ),
  ])
  func `a wrong command is told where it is`(line: String, kind: SyntaxError.Kind, span: Span) {
    #expect(Sample.error(in: line) == SyntaxError(kind, span: span))
  }

  @Test(arguments: [
    ("role Dev replace", "did you mean --replace?"),
    (
      "role --replace Dev",
      "options come after the arguments, before > FILE: " + CommandTests.roleUsage
    ),
    ("role Dev --replace for users", "put --replace at the end: " + CommandTests.roleUsage),
    ("role Sales Manager for users", CommandTests.quoting + "'Sales Manager'"),
    ("role Dev fro users", "did you mean for?"),
    ("role Dev fro (users)", "did you mean for?"),
    ("role Sales Form for users", CommandTests.quoting + "'Sales Form'"),
    ("role Sales Form", CommandTests.quoting + "'Sales Form'"),
    ("role Team \"Lead\" for users", CommandTests.quoting + "'Team Lead'"),
    (
      "assign Research and Development for users",
      CommandTests.quoting + "'Research and Development'"
    ),
    ("select where crm.role = Head of Sales", CommandTests.quoting + "'Head of Sales'"),
    ("select where crm.role = x adn crm.b = y", "did you mean and?"),
    ("sel users", "did you mean select or set?"),
    ("frobnicate", "help lists the commands"),
    (
      "select bob",
      "write an e-mail address, or where and a filter, "
        + "e.g. where last_name = Smith"
    ),
    ("set a=~/x", "~ stands alone: put a blank before and after it"),
    ("select where role is 'Sales Rep'", "= compares with a value: = 'Sales Rep'"),
    ("select where role is not Dev", "!= compares with a value: != Dev"),
    ("echo a, b", "the form is: echo [WORD…]"),
    ("role", "the form is: " + CommandTests.roleUsage),
  ])
  func `a hint says what to type`(line: String, hint: String) {
    #expect(Sample.error(in: line)?.hint == hint)
  }

  @Test(arguments: [
    ("role Dev fro users", "\"fro\" does not fit here: expected \"for\""),
    ("select", "missing at the end: \"add\", \"keep\" or who is meant"),
    ("role Dev xyz:", "\"xyz:\" does not fit here: expected \"for\""),
    ("echo a\u{A0}", "an invisible character, U+00A0 (no-break space), stands outside quotes"),
    ("list projects where", "missing at the end: a field, \"not\" or \"(\""),
  ])
  func `a message is exact`(line: String, message: String) throws {
    let error = try #require(Sample.error(in: line))
    #expect(error.message == message)
  }

  @Test func `a usage line and a help page come from the declaration`() throws {
    #expect(
      Sample.list.usage
        == "list [projects|roles|SELECTOR] [where EXPR] [by FIELD [desc]] [limit N]"
        + " [columns FIELD,…]")
    let parser = Sample.parser()
    let page = parser.helpPage(for: try #require(parser.declaration(named: "IMPORT")))
    #expect(page.usage == "import [--yes] [--reason TEXT] [--expect-people N]")
    #expect(page.options.map(\.form).last == "--format F")
    let select = CommandParser(
      declarations: [], allowsAbbreviations: false,
      globalOptions: [OptionDeclaration("loose", summary: "of lists", isOfSelectors: true)])
    #expect(select.helpPage(for: Sample.list).options.map(\.form).last == "--loose")
    let importing = try #require(parser.declaration(named: "IMPORT"))
    #expect(!select.helpPage(for: importing).options.map(\.form).contains("--loose"))
  }
}
