import CRMShell
import Dispatch
import FileSources
import Glibc
import ImportEngine
import ImportModel
import JournalStore
import LineEditing
import Reporting

/// One run of the shell, whichever way its lines come.
struct Process: Sendable {
  let options: ShellCommand
  private let signals = Signals()
  private let console: TerminalConsole

  init(options: ShellCommand) {
    self.options = options
    let secretModes = PlainModes(.secret)
    console = TerminalConsole(raw: options.raw, secretModes: secretModes)
    signals.use(secretModes)
  }

  /// Runs to the end and returns the exit code.
  func run() async -> Int32 {
    let source = signals.listen()
    defer { source?.cancel() }
    let settings: Settings
    do throws(Refusal) { settings = try options.settings() } catch {
      return await refuse(error)
    }
    let interpreter = Interpreter(
      surroundings: surroundings(), settings: settings,
      mode: RunMode(
        isDryRun: options.dryRun, asksNothing: options.noInput,
        echoesLines: options.echo, isOffline: options.offline))
    let code = await (options.check ? check(on: interpreter) : run(on: interpreter))
    await interpreter.close()
    if let reason = console.failure {
      await console.show(
        RenderedOutput(standardError: ProcessOutput.lost(because: reason) + "\n"))
      // What became of people outranks a lost text: nothing else is left of the report.
      let isOfPeople = code != .done && code != .usage
      return signals.exitCode ?? (isOfPeople ? code : .failure).rawValue
    }
    return signals.exitCode ?? code.rawValue
  }

  private func run(on interpreter: Interpreter) async -> CRMShell.ExitCode {
    var code = CRMShell.ExitCode.done
    if let login = options.login {
      code = await execute("connect \(Interpreter.quoted(login))", .commandLine, interpreter)
      guard code == .done else { return code }
    }
    let hasLines = options.lines != nil || !options.script.isEmpty
    if let lines = options.lines {
      code = code.gravest(await execute(lines, .commandLine, interpreter))
    }
    let wasStopped = await interpreter.wasStopped
    let goesOn = options.keepGoing ? !wasStopped : code == .done
    if let script = options.script.first, goesOn {
      let given = Array(options.script.dropFirst())
      code = code.gravest(
        await signals.cancellable { await interpreter.executeScript(at: script, given: given) })
    }
    if hasLines, !options.interactive { return code }
    if await interpreter.wantsToQuit { return code }
    return isatty(STDIN_FILENO) == 1
      ? await Prompt(signals, console, interpreter, options).run(after: code)
      : code.gravest(await runStandardInput(interpreter))
  }

  /// Reads the lines without running them.
  private func check(on interpreter: Interpreter) async -> CRMShell.ExitCode {
    var code = CRMShell.ExitCode.done
    if let lines = options.lines {
      code = await interpreter.check(lines, from: .commandLine)
    }
    if let script = options.script.first {
      let given = Array(options.script.dropFirst())
      code = code.gravest(await interpreter.checkScript(at: script, given: given))
    }
    return code
  }

  private func execute(
    _ text: String, _ source: LineSource, _ interpreter: Interpreter
  ) async -> CRMShell.ExitCode {
    await signals.cancellable { await interpreter.execute(text, from: source) }
  }

  /// Runs standard input line by line, as it comes, up to the first error.
  private func runStandardInput(_ interpreter: Interpreter) async -> CRMShell.ExitCode {
    let reader = PlainLineReader()
    var code = CRMShell.ExitCode.done
    let gathered = GatheredLines()
    var line = 0
    var first = 1
    do throws(LineReadFailure) {
      while let next = try await reader.next() {
        line += 1
        guard let text = gathered.add(next) else { continue }
        let start = first
        first = line + 1
        let result = await signals.cancellable {
          await interpreter.execute(text, from: .standardInput, firstLine: start)
        }
        code = code.gravest(result)
        let wasStopped = await interpreter.wasStopped
        let goesOn = await interpreter.settings.continuesOnError && !wasStopped
        if result != .done, !goesOn {
          await interpreter.tellUnread(await StandardInputRest.text(of: reader))
          return code
        }
        if await interpreter.wantsToQuit { return code }
      }
    } catch {
      let (words, code) = ReadingWords.words(of: error)
      await console.show(
        RenderedOutput(standardError: "error: standard input can't be read: \(words)\n"))
      return code
    }
    let rest = gathered.take()
    if !rest.isEmpty {
      let start = first
      let result = await signals.cancellable {
        await interpreter.execute(rest, from: .standardInput, firstLine: start)
      }
      code = code.gravest(result)
    }
    return code
  }

  private func refuse(_ refusal: Refusal) async -> Int32 {
    let diagnostic = DiagnosticWords.diagnostic(of: .refusal(refusal), at: nil, excerpt: nil)
    await console.show(RenderedOutput(standardError: diagnostic.rendered()))
    return CRMShell.ExitCode.usage.rawValue
  }

  private func surroundings() -> Surroundings {
    let home = ProcessSetup.home
    let clock = SystemClock()
    let stateDirectory = ProcessSetup.stateDirectory(options.state)
    let signIn = KeptSignIns(
      directory: ProcessSetup.configurationDirectory, home: home, clock: clock,
      randomness: SystemRandomness())
    let snapshots = FileSnapshots(directory: stateDirectory)
    let online = ZohoConnector(
      stateDirectory: stateDirectory, lockDirectory: ProcessSetup.stateDirectory(nil),
      signIn: signIn, clock: clock,
      randomness: SystemRandomness())
    let connector: any Connector =
      if options.offline { OfflineConnector(online: online, snapshots: snapshots) } else { online }
    return Surroundings(
      connector: connector,
      signIn: signIn, console: console, clock: clock, zones: SystemTimeZones(), hash: SHA256(),
      lists: CSVPersonSource(home: home), files: LocalFiles(home: home),
      history: HistoryFolder(directory: stateDirectory), snapshots: snapshots,
      editor: ExternalEditor(outside: signals.outside),
      pager: PagerProgram(outside: signals.outside),
      user: Operator(
        osUser: ProcessSetup.userName, host: ProcessSetup.hostName, version: Crmsh.version),
      workingDirectory: ProcessSetup.workingDirectory,
      allowedDirectories: options.allowDir.map(ProcessSetup.absolute),
      stateDirectory: stateDirectory, interrupts: signals.interrupts,
      giveBack: { ProcessSetup.giveBack() })
  }
}
