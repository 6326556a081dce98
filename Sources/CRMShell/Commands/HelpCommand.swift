import CommandLanguage
import ImportModel
import Reporting

/// `help [COMMAND|TOPIC|SCRIPT]` and `help search WORD`
struct HelpCommand: ServiceCommand {
  private static let topic = Parameter<Word>.word(
    "topic", label: "COMMAND|TOPIC|SCRIPT", kind: .topic)
  private static let sought = Parameter<Word>.word("sought", label: "WORD", kind: .text)

  var declaration: Declaration {
    Declaration(
      "help", aliases: ["?"], chapter: .shell, summary: "what there is, and how it is used",
      details: [
        "help search WORD finds the commands, options and topics that say something of it, in words of other tools too.",
        "help SCRIPT, a name that ends in .crmsh or holds a /, shows what a script says of itself in the comments at its head, and what it takes.",
      ],
      syntax: .optional(
        .choice([
          .sequence([
            .keyword("search", flag: nil, summary: "what says something of a word"),
            Self.sought.syntax,
          ]),
          Self.topic.syntax,
        ])),
      examples: [
        CommandExample("help role", prints: "role ROLE [for SELECTOR] [--replace]"),
        CommandExample("help limits", prints: "Not done"),
        CommandExample("help search invite", prints: "import"),
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let parser = shell.registry.parser(at: context.source)
    if let sought = arguments[Self.sought] {
      guard let found = HelpSearch(shell.registry, for: sought.text) else {
        throw .refusal(.nothingInHelp(sought.text), at: sought.span)
      }
      return Reply(found.report)
    }
    guard let word = arguments[Self.topic] else { return Reply(overview(shell.registry)) }
    let name = lowercased(word.text)
    if let declaration = parser.declaration(named: name) {
      return Reply(HelpReport.report(parser.helpPage(for: declaration)))
    }
    if let topic = HelpTopics.topic(name) {
      return Reply(HelpReport.report(topic, context.fetched))
    }
    if Self.namesScript(word) { return Reply(try await shell.help(ofScript: word, in: context)) }
    let known = shell.registry.commands.map(\.declaration.name) + HelpTopics.all.map(\.name)
    let near = Suggestions.nearest(to: name, in: known)
    guard let found = HelpSearch(shell.registry, for: word.text), near.isEmpty || found.isMeant
    else { throw .refusal(.unknownName(.topic, word.text, suggestions: near), at: word.span) }
    return Reply(found.inPlace(of: word.text))
  }

  /// Whether it is the name of a file, not of a command or topic.
  private static func namesScript(_ word: Word) -> Bool {
    word.text.contains("/") || lowercased(word.text).hasSuffix(".crmsh")
  }

  private func overview(_ registry: CommandRegistry) -> Report {
    var blocks: [Block] = []
    var commands: [DataValue] = []
    for chapter in CommandChapter.allCases {
      blocks.append(.heading(Text(chapter.rawValue)))
      var facts: [Fact] = []
      for declaration in registry.commands.map(\.declaration) where declaration.chapter == chapter {
        facts.append(Fact(declaration.name, Text(declaration.summary)))
        commands.append([
          "name": .string(declaration.name), "usage": .string(declaration.usage),
          "summary": .string(declaration.summary), "chapter": .string(chapter.rawValue),
        ])
      }
      blocks += [.facts(facts), .blank]
    }
    let topics = HelpTopics.all.map(\.name).joined(separator: ", ")
    blocks.append(
      .sentence("help COMMAND tells more, help search WORD finds. Topics: \(topics)."))
    return Report(
      blocks, data: .array(commands),
      records: Table(flattening: .array(commands), key: "commands"))
  }
}
