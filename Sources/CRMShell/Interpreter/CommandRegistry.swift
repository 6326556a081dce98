package import CommandLanguage
package import Reporting

/// The options that every command takes.
package enum GlobalOptions {
  package static let format = Parameter<String>.oneOf(
    "format", label: "FORMAT", OutputFormat.allCases.map(\.rawValue)
  ).converted { OutputFormat(rawValue: $0) ?? .table }

  package static let force = OptionDeclaration(
    "force", summary: "let > write over a file, at a terminal", isOfOutput: true)

  package static let allowUnknown = OptionDeclaration(
    "allow-unknown", summary: "only warn of addresses in a list that CRM doesn't have",
    isOfSelectors: true)

  /// Every one of them.
  package static let all = [
    OptionDeclaration("format", summary: "how to print", parameter: format.erased), force,
    allowUnknown,
  ]
}

/// The commands, by name: one list.
package struct CommandRegistry: Sendable {
  package let commands: [any Command]
  private let byName: [String: any Command]
  private let terminalParser: CommandParser
  private let scriptParser: CommandParser

  package init(_ commands: [any Command]) {
    self.commands = commands
    byName = Dictionary(
      commands.map { ($0.declaration.name, $0) }, uniquingKeysWith: { first, _ in first })
    let declarations = commands.map(\.declaration)
    terminalParser = CommandParser(
      declarations: declarations, allowsAbbreviations: true, globalOptions: GlobalOptions.all,
      counted: CountCommand.inConditions, otherWords: ForeignWords.meanings)
    scriptParser = CommandParser(
      declarations: declarations, allowsAbbreviations: false, globalOptions: GlobalOptions.all,
      counted: CountCommand.inConditions, otherWords: ForeignWords.meanings)
  }

  package subscript(_ name: String) -> (any Command)? { byName[name] }

  /// The parser for lines of a source: words may be shortened at a terminal only.
  package func parser(at source: LineSource) -> CommandParser {
    source.isTerminal ? terminalParser : scriptParser
  }

  /// Every command there is, in the order of the overview.
  package static let builtin = CommandRegistry([
    LoginCommand(), LogoutCommand(), LoginsCommand(), ConnectCommand(), DisconnectCommand(),
    FetchCommand(), RefreshCommand(), StatusCommand(), DoctorCommand(),
    ListCommand(), CountCommand(), ShowCommand(), ExplainCommand(),
    SelectCommand(), DeselectCommand(),
    RoleCommand(), CustomerCommand(), ProfileCommand(), AssignCommand(), ApplyCommand(),
    UnassignCommand(),
    DropCommand(),
    ResetCommand(), AcceptCommand(), UndoCommand(), RedoCommand(), LogCommand(),
    PreviewCommand(), ImportCommand(), ResumeCommand(), AbandonCommand(), RetryCommand(),
    RevertCommand(), RunsCommand(), ReportCommand(),
    FormatCommand(), SetCommand(), UnsetCommand(), LetCommand(), EchoCommand(), IfCommand(),
    ElseCommand(), EndCommand(), AssertCommand(), ParamCommand(), OnErrorCommand(),
    SourceCommand(), SaveCommand(), TimeCommand(), WatchCommand(), AliasCommand(), UnaliasCommand(),
    HistoryCommand(), EditCommand(), HelpCommand(), QuitCommand(),
  ])
}
