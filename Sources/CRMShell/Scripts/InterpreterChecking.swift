import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

extension Interpreter {
  /// Reads lines without running any: tells everything that can be known to be wrong without a call.
  package func check(_ text: String, from source: LineSource) async -> ExitCode {
    var known = KnownAtCheck(settings)
    let exit = await check(RunningText(text, from: source), skipping: 0, &known)
    if exit == .done { await tellNothingFound(in: source.name ?? "", known) }
    return exit
  }

  /// The same for a script that the caller named on the command line; what it takes and is not given
  /// may be anything.
  package func checkScript(at path: String, given words: [String] = []) async -> ExitCode {
    var known = KnownAtCheck(settings)
    let scope = FileScope(base: surroundings.workingDirectory, confinedTo: nil)
    do throws(Stop) {
      let exit = try await checkScript(
        at: path, scope: scope, span: nil, given: GivenValue.all(words), mayLack: true, &known)
      if exit == .done { await tellNothingFound(in: path, known) }
      return exit
    } catch {
      await tell(error, "", .terminal, statement: nil)
      return DiagnosticWords.exitCode(of: error)
    }
  }

  private func tellNothingFound(in name: String, _ known: KnownAtCheck) async {
    let words: Text =
      "\(name): \(known.lines, "command", "commands") read, nothing wrong found without a call."
    await surroundings.console.show(
      Report(
        [.sentence(words)], data: ["checked": .string(name), "commands": .integer(known.lines)]
      ).rendered(as: settings.format, style: style))
  }

  /// Reads a script and what it names; errors in its own lines are told, others thrown.
  func checkScript(
    at path: String, scope: FileScope, span: Span?, given: [GivenValue], mayLack: Bool,
    _ known: inout KnownAtCheck
  ) async throws(Stop) -> ExitCode {
    let script = try openScript(at: path, scope: scope, span: span)
    scripts.append(ScriptFrame(path: script.path))
    defer { scripts.removeLast() }
    let source = LineSource.script(
      path: script.path, hash: surroundings.hash.digest(of: Array(script.text.utf8)))
    let statements = recovered(script.text, firstLine: 1).0
    let head: ScriptHead
    do throws(Stop) {
      head = try ScriptHead(
        of: statements, given: given, parser: registry.parser(at: source),
        variables: known.texts, known: known)
    } catch {
      await tell(error, script.text, source, statement: nil)
      return DiagnosticWords.exitCode(of: error)
    }
    try head.checkNames(given, of: path)
    try head.checkComplete(of: path, at: span, mayLack: mayLack)
    let outer = known.variables
    for name in head.names { known.variables[name] = .some(head.values[name]) }
    let exit = await check(
      RunningText(script.text, from: source), skipping: head.length, &known)
    for name in head.names { known.variables[name] = outer[name] }
    return exit
  }

  private func recovered(_ text: String, firstLine: Int) -> ([Statement], faults: [SyntaxError]) {
    Lexer(firstLine: firstLine).recoveredStatements(of: text) { registry[$0] != nil }
  }

  /// Reads every command of a text; returns the gravest exit code of what is wrong.
  private func check(_ text: RunningText, skipping head: Int, _ known: inout KnownAtCheck) async
    -> ExitCode
  {
    let (statements, unsplit) = recovered(text.text, firstLine: text.firstLine)
    // Lines that can't be split may be the ones that a block lacks.
    let blocks = unsplit.isEmpty ? Blocks.faults(in: statements) : []
    var found = (unsplit + blocks).map { (stop: Stop.syntax($0), statement: nil as Span?) }
    var exit = ExitCode.done
    let outer = running
    running = text
    defer { running = outer }
    known.lines += statements.count
    for (place, statement) in statements.enumerated() {
      if place >= head {
        let stops = await faults(of: statement, text.source, &known, &exit)
        found += stops.map { ($0, statement.span) }
      }
      known.follow(statement.blockWord)
    }
    let ordered = found.sorted {
      ($0.stop.span ?? $0.statement ?? Span(0, 0)).lower
        < ($1.stop.span ?? $1.statement ?? Span(0, 0)).lower
    }
    for (stop, statement) in ordered {
      await tell(stop, of: text, statement: statement)
      exit = exit.gravest(DiagnosticWords.exitCode(of: stop))
    }
    return exit
  }

  /// What is wrong with one command, and what it lets be known of those after it. A script it runs
  /// is read too: what is wrong there is told there, and comes into `exit`.
  private func faults(
    of statement: Statement, _ source: LineSource, _ known: inout KnownAtCheck,
    _ exit: inout ExitCode
  ) async -> [Stop] {
    var stops: [Stop] = []
    for (name, span) in statement.variables where !known.isSet(name) {
      stops.append(.syntax(SyntaxError(.unsetVariable(name), span: span)))
    }
    let checked: CheckedCommand?
    do throws(SyntaxError) {
      checked = try registry.parser(at: source).check(statement) { known.text(of: $0) }
    } catch {
      return stops + [.syntax(error)]
    }
    guard let checked else { return stops }
    let command = OfflineCommand(checked, source, known)
    stops += command.faults
    for (reference, span) in command.lists {
      do throws(FileFailure) {
        let addresses = try surroundings.lists.addresses(
          in: reference.path, column: reference.column, scope: scope(of: source))
        stops += command.faults(of: addresses, in: reference.path, at: span)
      } catch {
        stops.append(.file(error, at: span))
      }
    }
    if let stop = fault(ofTableOf: checked, source) { stops.append(stop) }
    exit = exit.gravest(await checkWhatRuns(by: command, source, &known, &stops))
    known.learn(from: checked)
    return stops
  }

  /// What is wrong with the file that a command applies, with the columns it names, or with rows.
  private func fault(ofTableOf command: CheckedCommand, _ source: LineSource) -> Stop? {
    guard let file = ApplyCommand.file(of: command.parsed), !command.isUnknown(file.span) else {
      return nil
    }
    do throws(Stop) {
      guard command.unknown.isEmpty else {
        _ = try ApplyCommand.columns(of: command.parsed)
        return nil
      }
      let sheet = try ApplyCommand.sheet(
        file, of: command.parsed, surroundings.lists, scope: scope(of: source))
      let problems = sheet.table.rows.compactMap(sheet.problem)
      guard problems.isEmpty else {
        throw .refusal(.rowsRefused(file: sheet.file, problems: problems), at: file.span)
      }
      return nil
    } catch {
      return error
    }
  }

  /// Reads the script and the line in quotes that a command runs; what is wrong there is told there.
  private func checkWhatRuns(
    by command: OfflineCommand, _ source: LineSource, _ known: inout KnownAtCheck,
    _ stops: inout [Stop]
  ) async -> ExitCode {
    var exit = ExitCode.done
    if let (file, values) = command.script {
      do throws(Stop) {
        exit = try await checkScript(
          at: file.text, scope: scope(of: source), span: file.span, given: values,
          mayLack: false, &known)
      } catch {
        stops.append(error)
      }
    }
    if command.runsUnknown { known.mayHaveSet = true }
    guard let line = command.quotedLine else { return exit }
    return exit.gravest(await check(text(quoted: line, from: source), skipping: 0, &known))
  }
}
