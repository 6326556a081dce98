import CommandLanguage

/// Made-up commands that use every kind of form.
enum Sample {
  /// The keys the tests read arguments with.
  static let role = Parameter<Word>.word("role", label: "ROLE", kind: .role)
  static let people = Parameter<SelectorSyntax>.selector("for")
  static let projects = Parameter<[Word]>.names("projects", label: "PROJECT", kind: .project)
  static let savedAs = Parameter<Word>.word("as", label: "NAME", kind: .newName)
  static let filter = Parameter<FilterSyntax>.filter("where")
  static let order = Parameter<FieldSyntax>.field("by")
  static let limit = Parameter<Int>.number("limit", label: "N", range: 1...1000)
  static let columns = Parameter<[FieldSyntax]>.fields("columns")
  static let reason = Parameter<String>.text("reason", label: "TEXT")
  static let most = Parameter<Int>.number("expect-people", label: "N", range: 0...Int.max)
  static let settings = Parameter<[Assignment]>.assignments("settings", kind: .setting)
  static let login = Parameter<Word>.word("login", label: "NAME", kind: .login)
  static let portal = Parameter<Word>.word("portal", label: "P", kind: .portal)
  static let text = Parameter<[Word]>.words("text", label: "WORD")
  static let customer = Parameter<Word>.word("customer", label: "NAME", kind: .customer)
  static let format = Parameter<String>.oneOf("format", label: "F", ["table", "csv", "json"])

  static let forPeople = Syntax.optional(
    .sequence([.keyword("for", flag: nil, summary: "these people"), people.syntax]))

  static func named(_ keyword: String, _ slot: Syntax) -> Syntax {
    .optional(.sequence([.keyword(keyword, flag: nil, summary: "its \(keyword)"), slot]))
  }

  /// Mimics the richest form there is.
  static let list = Declaration(
    "list", chapter: .looking, summary: "Prints a table",
    syntax: .sequence([
      .optional(
        .choice([
          .keyword("projects", flag: "projects", summary: "projects"),
          .keyword("roles", flag: "roles", summary: "roles"), people.syntax,
        ])),
      named("where", filter.syntax),
      .optional(
        .sequence([
          .keyword("by", flag: nil, summary: "order"), order.syntax,
          .optional(.keyword("desc", flag: "desc", summary: "largest first")),
        ])),
      named("limit", limit.syntax), named("columns", columns.syntax),
    ]))

  static let declarations: [Declaration] = [
    Declaration(
      "role", chapter: .planning, summary: "Gives a role",
      syntax: .sequence([role.syntax, forPeople]),
      options: [OptionDeclaration("replace", summary: "instead of the one they have")]),
    Declaration(
      "assign", chapter: .planning, summary: "Stages for projects",
      syntax: .sequence([projects.syntax, forPeople])),
    Declaration(
      "select", chapter: .selecting, summary: "Selects people",
      syntax: .sequence([
        .optional(
          .choice([
            .keyword("add", flag: "add", summary: "joins"),
            .keyword("keep", flag: "keep", summary: "intersects"),
          ])),
        people.syntax, named("as", savedAs.syntax),
      ])),
    list,
    Declaration(
      "import", chapter: .importing, summary: "Imports",
      options: [
        OptionDeclaration("yes", summary: "do not ask"),
        OptionDeclaration("reason", summary: "why", parameter: reason.erased),
        OptionDeclaration("expect-people", summary: "how many", parameter: most.erased),
      ], allowsAbbreviation: false),
    Declaration(
      "set", chapter: .shell, summary: "Changes settings", syntax: .optional(settings.syntax)),
    Declaration(
      "connect", chapter: .connection, summary: "Connects",
      syntax: .choice([
        .keyword("sandbox", flag: "sandbox", summary: "a world to try things in"), login.syntax,
      ]),
      options: [OptionDeclaration("portal", summary: "which one", parameter: portal.erased)]),
    Declaration(
      "customer", chapter: .planning, summary: "Gives a customer",
      syntax: .choice([
        .keyword("auto", flag: "auto", summary: "the CRM account"), customer.syntax,
      ])),
    Declaration(
      "echo", chapter: .shell, summary: "Prints words", syntax: .optional(text.syntax)),
    Declaration("status", aliases: ["?"], chapter: .looking, summary: "Where I am"),
    Declaration("source", chapter: .shell, summary: "Runs a file"),
  ]

  /// A parser of the made-up commands.
  static func parser(abbreviations: Bool = false) -> CommandParser {
    CommandParser(
      declarations: declarations, allowsAbbreviations: abbreviations,
      globalOptions: [OptionDeclaration("format", summary: "how", parameter: format.erased)])
  }

  /// The commands of a line, read with the variables given.
  static func parse(
    _ line: String, abbreviations: Bool = false, variables: [String: String] = [:]
  ) throws(SyntaxError) -> [ParsedCommand] {
    var commands: [ParsedCommand] = []
    for statement in try Lexer().statements(of: line) {
      commands.append(
        try parser(abbreviations: abbreviations).parse(statement) { variables[$0] })
    }
    return commands
  }

  /// What is wrong with a line, or nil.
  static func error(in line: String, abbreviations: Bool = false) -> SyntaxError? {
    do throws(SyntaxError) {
      _ = try parse(line, abbreviations: abbreviations)
      return nil
    } catch {
      return error
    }
  }

  /// The words of `echo LINE`.
  static func words(_ line: String, variables: [String: String] = [:]) throws -> [Word] {
    let command = try parse("echo " + line, variables: variables).first
    return command?.arguments[text] ?? []
  }

  /// The selector of `select LINE`, printed back.
  static func selector(_ line: String) throws -> SelectorSyntax? {
    try parse("select " + line).first?.arguments[people]
  }

  /// The filter of `list projects where LINE`.
  static func filter(_ line: String) throws -> FilterSyntax? {
    try parse("list projects where " + line).first?.arguments[filter]
  }
}
