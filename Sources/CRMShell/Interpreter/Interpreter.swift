import CommandLanguage
import ImportEngine
package import ImportModel
import Reporting

/// Runs lines: draft and commit. A line that fails or is cancelled leaves the session as it was.
package actor Interpreter {
  package let surroundings: Surroundings
  package let mode: RunMode
  package let registry: CommandRegistry

  package internal(set) var session = Session()
  package internal(set) var timeline = Timeline()
  package internal(set) var fetched: Fetched? {
    didSet {
      snapshots.isDue = true
      // It would hold all of a portal that is there no longer, until the next preview.
      lastPrepared = nil
    }
  }
  /// What of it was kept for later.
  var snapshots = SnapshotState()
  package internal(set) var services: ConnectedServices? { didSet { connections += 1 } }
  /// How often the connection became another one, or none.
  var connections = 0
  package internal(set) var settings: Settings {
    didSet { if let services { pace(services) } }
  }
  /// Variables by name, without their sign.
  package internal(set) var variables: [String: String] = [:]
  /// The people of the last list.
  package internal(set) var listed: [PersonID]?
  /// Lines of scripts that were to take people off the plan and failed, until the plan is imported
  /// or somebody types a line.
  var failedExclusions: [String] = []
  /// Whether anybody was staged since the connection was made.
  var hasStaged = false
  /// STATE by PLAN, as the last previews showed them: digest and the items behind it.
  var previews: [PlanDigest: PreviewedState] = [:]
  /// What the plan came to when it was last held against the portal: one view of it often follows another,
  /// and the import them.
  var lastPrepared: PreparedImport?
  /// How many calls of the run under way are done, for what else is told meanwhile; empty without one.
  var callsDone: Text = ""
  /// The line that made the connection, for `save`.
  var connectLine: String?
  /// What `connect` was asked for last, whether it came about or not, for `doctor`.
  var lastTried: Tried?
  /// Whether a command has printed something that the next one may not run into.
  var hasPrinted = false
  /// Whether a line was shown before it ran.
  var hasEchoed = false
  /// What stood above the lines that were run, for `save`.
  var comments = LineComments()
  /// The same of the line that made the connection.
  var connectComments: [String] = []
  /// What stands for lines at the prompt.
  package internal(set) var aliases = Aliases()
  /// The line of the prompt that is being run, as it was typed.
  var typedLine: String?
  /// Whether names in a line's quotes are written out: not where the line or its quotes came of one.
  var writesOut = true
  /// Whether the script being run is the start-up file.
  var isStartingUp = false
  /// The text whose commands are being run or checked, for the places of lines quoted in it.
  var running: RunningText?
  /// Set by `quit`.
  package internal(set) var wantsToQuit = false
  /// Scripts being run, outermost first.
  var scripts: [ScriptFrame] = []
  /// Where a text of standard input stopped, and how many of its own commands were not run.
  var unrunInput: (line: Int, count: Int)?
  /// Whether the last text that was run ended at something that nothing goes on after.
  package internal(set) var wasStopped = false
  /// How often words were typed at the prompt, for Tab.
  var wordUse = WordUse()
  /// What was prepared for the line editor of what was fetched and staged.
  var knownPeople: KnownPeople?
  /// What was last seen of the portal at the prompt, with what lines did since.
  var watched: WatchedPortal?
  /// The lines that `history` showed last, as it numbered them from 1, those it left out included.
  var numberedLines: [String]?
  /// Lines that `edit` ran since they were asked for.
  var editedLines: [EditedLine] = []
  /// Whether the line being run is one of `watch`.
  var isWatching = false
  /// Whether it was said that there is no pager.
  var saidPagerIsMissing = false
  /// The format that the line being run asks for itself.
  var format: OutputFormat?

  package init(
    surroundings: Surroundings, settings: Settings = Settings(), mode: RunMode = RunMode(),
    registry: CommandRegistry = .builtin
  ) {
    self.surroundings = surroundings
    self.settings = settings
    self.mode = mode
    self.registry = registry
  }

  /// What a preview showed of the portal.
  struct PreviewedState {
    let state: PlanDigest
    /// Told when it is asked for, which is seldom.
    let items: @Sendable () -> [Plan.StateItem]
  }

  /// Runs a text of one or many lines; stops at the first error unless told to go on. Returns the
  /// gravest exit code. `firstLine` is the place of the text in its source, from 1.
  package func execute(_ text: String, from source: LineSource, firstLine: Int = 1) async
    -> ExitCode
  {
    let outer = (writesOut, typedLine)
    defer { (writesOut, typedLine) = outer }
    var text = text
    if source.isTerminal {
      typedLine = text
      wordUse.note(text)
      let typed = text
      text = aliases.expanded(typed)
      writesOut = text == typed
    }
    guard let statements = await statements(of: text, from: source, firstLine: firstLine) else {
      return .usage
    }
    return await run(statements, of: RunningText(text, from: source, firstLine: firstLine))
  }

  /// The commands of a text whose blocks are closed; nil where they aren't, or it can't be split,
  /// which is told.
  func statements(of text: String, from source: LineSource, firstLine: Int) async -> [Statement]? {
    do throws(SyntaxError) {
      let statements = try Lexer(firstLine: firstLine).statements(of: text)
      if let fault = Blocks.faults(in: statements).first { throw fault }
      return statements
    } catch {
      let running = RunningText(text, from: source, firstLine: firstLine)
      await tell(.syntax(error), of: running, statement: nil)
      if source == .standardInput { unrunInput = (running.line(of: error.span.lower), 0) }
      return nil
    }
  }

  /// Runs one command that stands at a place of its source.
  func run(_ statement: Statement, at position: Int, from source: LineSource)
    async throws(Stop) -> ExitCode
  {
    guard !Task.isCancelled else { throw .interrupted }
    let parsed = try parse(statement, source)
    guard let command = registry[parsed.declaration.name] else {
      throw .syntax(
        SyntaxError(
          .unknownCommand(parsed.declaration.name, suggestions: []), span: statement.span))
    }
    if parsed.declaration.requirements.contains(.connected), fetched == nil {
      throw .refusal(.notConnected, at: nil)
    }
    if let refusal = refusedOffline(parsed.declaration) { throw .refusal(refusal) }
    if let refusal = misplaced(parsed.declaration, source) { throw .refusal(refusal) }
    format = parsed.arguments[GlobalOptions.format]
    if mode.echoesLines, !source.isTerminal { await echo(statement) }
    var context = context(for: parsed, at: position, from: source)
    try await prepare(&context, for: parsed)
    try checkRedirect(of: parsed, from: source)
    guard !Task.isCancelled else { throw .interrupted }
    let reply: Reply
    switch command {
    case let command as any EditingCommand:
      var draft = session
      reply = try command.edit(&draft, parsed.arguments, in: context)
      try await output(reply.report, of: parsed, from: source)
      if draft != session { commit(draft, context.origin, reply) }
    case let command as any ServiceCommand:
      reply = try await command.run(parsed.arguments, in: context, on: self)
      try await output(reply.report, of: parsed, from: source)
    default: reply = Reply(Report())
    }
    if let people = reply.listed { listed = people }
    await tellDifference(of: reply.report, at: position)
    await keepSnapshots()
    return reply.exit
  }

  /// Why a command is not for lines of a source; nil where it is.
  private func misplaced(_ declaration: Declaration, _ source: LineSource) -> Refusal? {
    guard !source.isTerminal else { return nil }
    let isOfStartUp = isStartingUp && scripts.count == 1
    if declaration.requirements.contains(.terminalOrStartUp), !isOfStartUp {
      return .terminalOrStartUpOnly(declaration.name)
    }
    return declaration.requirements.contains(.terminal) ? .terminalOnly(declaration.name) : nil
  }

  /// A script that goes on after a line that failed must not go on with people whom that line was to
  /// exchange or to leave out: after a `select` or `deselect` nobody is selected, and it is told; what would
  /// have taken people off the plan is noted, and the script imports nothing.
  func guardPeople(after statement: Statement, from source: LineSource) async {
    guard !source.isTerminal else { return }
    let verb = lowercased(statement.source.prefix { $0 != " " && $0 != "\t" })
    if ["drop", "unassign"].contains(verb), !session.plan.isEmpty {
      failedExclusions.append(statement.source)
    }
    guard ["select", "deselect"].contains(verb), let before = session.selection else { return }
    session.selection = Selection(
      rows: RowSet(capacity: before.rows.capacity), fields: [], origin: before.origin)
    guard !before.rows.isEmpty else { return }
    let told = Report([.notice(.warning, "nobody is selected any more, since this \(verb) failed")])
      .rendered(as: format ?? settings.format, style: style)
    // It belongs to the error, wherever a format puts its notices.
    await surroundings.console.show(
      RenderedOutput(standardError: told.standardOutput + told.standardError))
  }

  /// Refuses what would bring people in whom a line of a script was to leave out, and did not.
  func refuseFailedExclusions(in context: EditContext) throws(Stop) {
    guard !context.source.isTerminal, !failedExclusions.isEmpty else { return }
    throw .refusal(.failedExclusions(failedExclusions))
  }

  /// Reads a command with the variables as they are.
  func parse(_ statement: Statement, _ source: LineSource) throws(Stop) -> ParsedCommand {
    do throws(SyntaxError) {
      return try registry.parser(at: source).parse(statement) { variables[$0] }
    } catch {
      throw .syntax(error)
    }
  }

  /// What a command that is run now may look at.
  func context(for parsed: ParsedCommand, at position: Int, from source: LineSource)
    -> EditContext
  {
    var file: String?
    var hash: String?
    if case .script(let path, let scriptHash) = source { (file, hash) = (path, scriptHash) }
    let line = LineForReplay(listed: listed ?? [], directory: fetched?.directory)
      .rendering(parsed) { resolved($0, source) }
    var context = EditContext(
      fetched: fetched, settings: settings,
      origin: Origin(line: line, file: file, position: position, scriptHash: hash),
      source: source, listed: listed, now: surroundings.clock.wallSeconds,
      zones: surroundings.zones, timeline: timeline,
      isTerminal: source.isTerminal && surroundings.console.style.isTerminal)
    context.format = format ?? settings.format
    context.isRedirected = parsed.redirect != nil
    context.allowsUnknown = parsed.arguments.has(GlobalOptions.allowUnknown.name)
    return context
  }

  /// A line with its variables replaced; nil when it can't be read.
  private func resolved(_ line: String, _ source: LineSource) -> String? {
    do throws(SyntaxError) {
      guard let statement = try Lexer().statements(of: line).first else { return nil }
      return try registry.parser(at: source).parse(statement) { variables[$0] }.resolvedSource
    } catch {
      // The line was read once already: it stays as it was written.
      return nil
    }
  }

  /// Takes a draft as the session and remembers the step.
  func commit(_ draft: Session, _ origin: Origin, _ reply: Reply, run: Int? = nil) {
    if !draft.plan.isEmpty { hasStaged = true }
    timeline.append(
      TimelineStep(
        origin: origin, summary: reply.report.firstSentence, before: session, after: draft,
        run: run, comments: comments.take()))
    session = draft
  }
}
