import CommandLanguage
import ImportModel
import Reporting

/// `alias [NAME='LINE'…]`
struct AliasCommand: ServiceCommand {
  private static let values = Parameter<[Assignment]>.assignments(
    "values", label: "NAME='LINE'", kind: .newName)

  var declaration: Declaration {
    Declaration(
      "alias", chapter: .shell, summary: "a short name for a line at the prompt; alone: list them",
      details: [
        "Written out where it is the first word of a command typed at the prompt, once, and never in a script; what stands behind it stays. The line is kept written out: in log, in the reasons of the plan, in what save writes. The name of a command can't be one.",
        "An alias lasts as long as the session; those in ~/.config/crmsh/startup.crmsh are there in every one.",
      ],
      syntax: .optional(Self.values.syntax), requires: [.terminalOrStartUp],
      examples: [
        CommandExample("alias mgrs='list users where crm.role ~ \"*Manager*\"'", prints: "mgrs"),
        CommandExample(given: ["alias st='status; count staged'"], "alias", prints: "count staged"),
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let values = arguments[Self.values] else { return Self.list(shell.aliases) }
    var aliases = shell.aliases
    for value in values {
      try VariableName.check(value.name)
      let name = lowercased(value.name.text)
      guard shell.registry.parser(at: .terminal).declaration(named: name) == nil else {
        throw .refusal(.aliasOfCommand(name), at: value.name.span)
      }
      aliases.set(name, to: try Self.line(value.value, shell))
    }
    shell.aliases = aliases
    if shell.isStartingUp { return Reply(Report()) }
    let told = values.map { lowercased($0.name.text) }
    let data = DataValue.array(told.map { Self.data($0, aliases) })
    return Reply(
      Report(
        told.map { .sentence("\($0) is \(aliases.lines[$0] ?? "")") }, data: data,
        records: Table(flattening: data, key: "aliases")))
  }

  /// The commands of a line without its comments, each one that there is.
  private static func line(_ word: Word, _ shell: isolated Interpreter) throws(Stop) -> String {
    let statements = try shell.statements(named: word)
    for statement in statements {
      let reading = shell.registry.parser(at: .terminal).reading(of: statement.source) { "$\($0)" }
      guard let read = reading.statements.first, read.declaration == nil else { continue }
      let first = read.tokens.first?.text ?? ""
      let names = shell.registry.commands.map(\.declaration.name)
      throw .syntax(
        SyntaxError(
          .unknownCommand(first, suggestions: Suggestions.nearest(to: first, in: names)),
          span: shell.place(
            of: Span(statement.span.lower, statement.span.lower + first.unicodeScalars.count),
            in: word.text, quoted: word)))
    }
    return statements.map(\.source).joined(separator: "; ")
  }

  private static func list(_ aliases: Aliases) -> Reply {
    guard !aliases.lines.isEmpty else {
      return Reply(Report([.sentence("There are no aliases.")], data: []))
    }
    return Reply(
      .table(
        Table(
          key: "aliases",
          columns: [Column("name"), Column("line", isFlexible: true, wraps: true)],
          rows: aliases.names.map { [.text($0), .text(aliases.lines[$0] ?? "")] })))
  }

  private static func data(_ name: String, _ aliases: Aliases) -> DataValue {
    ["name": .string(name), "line": .optional(aliases.lines[name])]
  }
}

extension Interpreter {
  /// The commands of a line that is given a name, in one line.
  fileprivate func statements(named word: Word) throws(Stop) -> [Statement] {
    guard !word.text.contains("\n") else {
      throw .syntax(
        SyntaxError(
          .badValue(found: "this", expected: "commands in one line", suggestions: []),
          span: word.span))
    }
    // Other names in it mean nothing: a line is written out once.
    return try statements(quoted: word, from: .commandLine)
  }
}
