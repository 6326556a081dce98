import CCrash
import CRMShell
import CommandLanguage
import FileSources
import Glibc
import ImportEngine
import LineEditing
import Reporting
import Synchronization

/// The shell at a terminal: reads lines with the editor, or plainly where none can be edited.
struct Prompt: Sendable {
  private let signals: Signals
  private let console: TerminalConsole
  private let interpreter: Interpreter
  private let options: ShellCommand
  /// What the editor asks for candidates; made anew before each line.
  private let assistant: AssistantBox

  init(
    _ signals: Signals, _ console: TerminalConsole, _ interpreter: Interpreter,
    _ options: ShellCommand
  ) {
    self.signals = signals
    self.console = console
    self.interpreter = interpreter
    self.options = options
    assistant = AssistantBox()
  }

  /// Runs until `quit` or the end of input. What is typed has no exit code; `code` is that of the
  /// lines run before.
  func run(after code: CRMShell.ExitCode) async -> CRMShell.ExitCode {
    crash_restores(STDIN_FILENO)
    await runStartupFile()
    guard LineEditor.isUsable() else { return await runPlain(after: code) }
    var history = PromptHistory(
      in: ProcessSetup.stateDirectory(options.state), at: await interpreter.historyPlace)
    let editor: LineEditor
    do throws(LineEditorFailure) {
      let registry = await interpreter.registry
      editor = try LineEditor(
        options: await editing(history),
        shouldRecord: { [assistant] in registry.mayKeep(assistant.aliases.expanded($0)) },
        assistant: { [assistant] in assistant.current })
    } catch {
      return await runPlain(after: code)
    }
    if !history.isKept {
      await say(
        "lines are not kept: \(history.directory) can't be had, or others may write to it")
    }
    await tellFindings(of: editor)
    await history.count(editor.keptLines, interpreter)
    console.use(editor)
    signals.use(editor)
    if code == .done, options.lines == nil, options.script.isEmpty {
      await say("crmsh \(Crmsh.version). Type help, or connect sandbox to try it; Tab completes.")
    }
    await loop(editor, history)
    await editor.close()
    return code
  }

  private func editing(_ history: PromptHistory) async -> LineEditorOptions {
    let settings = await interpreter.settings
    var editing = LineEditorOptions(historyFile: history.file)
    editing.historySize = settings.historySize
    editing.editingMode = settings.editingMode == .vi ? .vi : .emacs
    // Whoever wants no colours still wants to tell a hint from the line: it is dimmed.
    editing.usesColours = console.style.colour
    editing.usesUnicode = console.style.unicode
    editing.cutsRows = LineEditorOptions.cutsRows(in: ProcessSetup.environment)
    editing.keepsErased = LineEditorOptions.keepsErased(in: ProcessSetup.environment)
    // A key pressed by habit must not say yes for somebody.
    editing.suggests = { !$0.split(whereSeparator: \.isWhitespace).contains("--yes") }
    let program = ExternalEditor(outside: signals.outside)
    editing.edit = { program.edit($0, limit: $1) }
    editing.accepted = { [signals] in signals.lineEnded() }
    return editing
  }

  /// What an editor found at its start that it goes on without.
  private func tellFindings(of editor: LineEditor) async {
    await tell(editor.keptLines.failure)
    for binding in editor.leftOutBindings {
      await say("left out of ~/.editrc, since \(binding.words): \(binding.line)")
    }
  }

  private func loop(_ editor: LineEditor, _ history: PromptHistory) async {
    var history = history
    while signals.exitCode == nil {
      await tell(await history.follow(interpreter, editor))
      assistant.set(
        await interpreter.assistant(files: PathNames.matching), await interpreter.aliases)
      let prompt = await interpreter.prompt()
      let watch = PromptWatch(interpreter: interpreter, console: console, editor: editor)
      let right = await watch.begin()
      let watching = Task { await watch.run(showing: right) }
      signals.awaitLine()
      let input = await editor.readLine(
        prompt: StyleSheet(colour: console.style.colour).render(prompt),
        decoration: await decoration(right))
      watching.cancel()
      signals.lineEnded()
      switch input {
      case .interrupted: continue
      case .lost: return signals.terminalLost()
      case .endOfInput:
        guard signals.exitCode == nil else { return }
        _ = await execute("quit")
      case .line(let text):
        let code = await execute(text)
        let edited = await interpreter.takeEditedLines()
        // The code is that of the line that was edited, where there is one.
        editor.finished(code: code.rawValue, ran: code != .usage || !edited.isEmpty)
        for line in edited { editor.keep(line.text, ran: line.ran) }
      }
      if await interpreter.wantsToQuit { return }
    }
  }

  private func decoration(_ right: String) async -> LineDecoration {
    let settings = await interpreter.settings
    return LineDecoration(
      right: right, hints: settings.showsHints, highlight: settings.highlights)
  }

  /// A terminal that can't move its cursor: the same lines without editing.
  private func runPlain(after code: CRMShell.ExitCode) async -> CRMShell.ExitCode {
    let reader = PlainLineReader()
    let modes = PlainModes { [signals] in signals.lineEnded() }
    console.use(reader, modes) { [signals] in signals.interruptTyped() }
    signals.use(modes)
    let gathered = GatheredLines()
    giveUp(gathered)
    while signals.exitCode == nil {
      let prompt =
        if let prompt = gathered.prompt { prompt } else { await interpreter.prompt().plain }
      signals.awaitLine()
      modes.begin()
      await console.show(RenderedOutput(standardOutput: prompt))
      let line: String
      do throws(LineReadFailure) {
        switch try await reader.next(with: modes) {
        case .line(let next): line = next
        case .interrupted:
          await endRow(of: gathered)
          continue
        case .lost:
          signals.terminalLost()
          return code
        case .endOfInput:
          await endRow(of: gathered)
          return code
        }
      } catch .notUTF8 {
        await say("that line is no UTF-8, and was left out")
        continue
      } catch {
        await say("the terminal can't be read: \(ReadingWords.words(of: error).0)")
        return .failure
      }
      guard let text = gathered.add(line) else { continue }
      _ = await execute(text)
      if await interpreter.wantsToQuit { break }
    }
    return code
  }

  /// `^C` while a plain line is waited for gives up what was gathered, and shows the prompt again.
  private func giveUp(_ gathered: GatheredLines) {
    signals.whenIdle { [console, interpreter] in
      _ = gathered.take()
      Task { await console.show(RenderedOutput(standardOutput: "\n" + interpreter.prompt().plain)) }
    }
  }

  /// Leaves the row of a prompt that nothing was entered at, and what was gathered before.
  private func endRow(of gathered: GatheredLines) async {
    _ = gathered.take()
    await console.show(RenderedOutput(standardOutput: "\n"))
  }

  private func execute(_ text: String) async -> CRMShell.ExitCode {
    await signals.cancellable { await interpreter.execute(text, from: .terminal) }
  }

  private func runStartupFile() async {
    let file = "\(ProcessSetup.configurationDirectory)/startup.crmsh"
    guard access(file, F_OK) == 0 else { return }
    _ = await signals.cancellable { await interpreter.executeStartUp(at: file) }
  }

  private func tell(_ failure: HistoryFailure?) async {
    if let failure { await say("lines are not kept: \(failure.words)") }
  }

  private func say(_ text: Text) async {
    let lines = Report.sentence(text).rendered(as: .table, style: console.style)
    await console.show(RenderedOutput(standardError: lines.standardOutput))
  }
}

/// The assistant for the line being typed; the editing thread reads it.
final class AssistantBox: Sendable {
  private let box: Mutex<((any LineAssistant)?, Aliases)> = Mutex((nil, Aliases()))

  func set(_ assistant: any LineAssistant, _ aliases: Aliases) {
    box.withLock { $0 = (assistant, aliases) }
  }

  var current: any LineAssistant { box.withLock { $0.0 } ?? NoAssistant() }

  /// What stands for lines while the line is typed.
  var aliases: Aliases { box.withLock { $0.1 } }
}

/// What is asked before there is a session: it knows nothing.
private struct NoAssistant: LineAssistant {
  func completion(
    of line: String, at cursor: Int, isCancelled: () -> Bool
  ) -> LineCompletion {
    LineCompletion(replacing: Span(cursor, cursor), candidates: [])
  }

  func needsMore(_ text: String) -> Bool { Interpreter.continuation(of: text) != nil }
}
