import CRMShell
import ImportModel
import Reporting

/// Plays the steps of one transcript, and writes down what is seen.
struct TranscriptStage {
  /// A directive that nobody knows, or whose words are wrong.
  struct UnknownDirective: Error { let text: String }

  /// Another one with every restart.
  private(set) var scene: Scene
  var source: LineSource
  /// Lines so far, for places in standard input.
  private var line = 1

  /// The directives before the first line decide how the shell is started.
  init(_ steps: [Transcript.Step]) throws {
    var options = Scene.Options()
    for step in steps {
      guard case .directive(let word, let rest, _) = step else { break }
      options.apply(word, rest)
    }
    scene = try Scene(options)
    source = options.style.isTerminal ? .terminal : .standardInput
  }

  mutating func play(_ step: Transcript.Step) async throws -> [String] {
    switch step {
    case .line(let text):
      let exit = await scene.interpreter.execute(text, from: source, firstLine: line)
      let typed = text.split(separator: "\n", omittingEmptySubsequences: false)
      line += typed.count
      let echo = typed.enumerated().map { index, part in
        (index == 0 ? Transcript.prompt : Transcript.continuation) + part
      }
      return echo + seen() + (exit == .done ? [] : ["[exit \(exit.rawValue)]"])
    case .directive(let word, let rest, let content):
      let echo = ["@ \(word)\(rest.isEmpty ? "" : " ")\(rest)"] + content.map { "| \($0)" }
      return echo + (try await act(word, rest, content))
    }
  }

  private func seen() -> [String] {
    scene.console.takeEvents().flatMap { event -> [String] in
      switch event {
      case .output(let text): lines(of: text)
      case .error(let text): lines(of: text).map { "! \($0)" }
      case .question(let text, let answer?): ["? \(text)\(answer)"]
      case .question(let text, nil): ["? \(text)(end of input)"]
      case .surprise(let text): ["? \(text)(not expected)"]
      }
    }
  }

  private func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.split(separator: "\u{1B}", omittingEmptySubsequences: false).joined(separator: "␛")
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private mutating func act(_ word: String, _ rest: String, _ content: [String]) async throws
    -> [String]
  {
    switch word {
    case _ where Scene.Options.words.contains(word): return []
    case "answer": scene.console.expectQuestion(answer: rest)
    case "end-of-input": scene.console.expectQuestion(answer: nil)
    case "file", "unsafe-file":
      scene.files.put(
        content.map { $0 + "\n" }.joined(), at: "\(Scene.folder)/\(rest)",
        isUnsafe: word == "unsafe-file")
    case "show": return shown(rest)
    case "run", "check": return await script(rest, isOnlyRead: word == "check")
    case "lines": source = try source(named: rest)
    case "pass": scene.clock.advance(milliseconds: (Int64(rest) ?? 0) * 1000)
    case "sent": return await sent()
    case "saves": scene.editor.save(rest.isEmpty ? nil : rest)
    case "saves-nothing": scene.editor.leaveUnwritten()
    case "opened": return scene.editor.opened.flatMap { lines(of: $0).map { "| \($0)" } }
    case "interrupt-after": scene.clock.cutOff(after: Int(rest) ?? 0)
    case "start-up": return await startUp(rest)
    case "restart":
      await scene.interpreter.close()
      scene = Scene(restarting: scene, mode: RunMode(isOffline: rest == "offline"))
      line = 1
    default: try await others(word, rest)
    }
    return []
  }

  private func shown(_ name: String) -> [String] {
    scene.files.text(at: "\(Scene.folder)/\(name)").map { lines(of: $0).map { "| \($0)" } }
      ?? ["| (there is no such file)"]
  }

  /// Runs or checks a script as the process does with one named on its command line.
  private func script(_ words: String, isOnlyRead: Bool) async -> [String] {
    let words = words.split(separator: " ").map(String.init)
    let (name, given) = (words.first ?? "", Array(words.dropFirst()))
    let exit =
      isOnlyRead
      ? await scene.interpreter.checkScript(at: name, given: given)
      : await scene.interpreter.executeScript(at: name, given: given)
    return seen() + (exit == .done ? [] : ["[exit \(exit.rawValue)]"])
  }

  /// Runs the file that a shell at a terminal begins with.
  private func startUp(_ name: String) async -> [String] {
    let exit = await scene.interpreter.executeStartUp(at: name)
    return seen() + (exit == .done ? [] : ["[exit \(exit.rawValue)]"])
  }

  private func source(named name: String) throws -> LineSource {
    switch name {
    case "terminal": return .terminal
    case "-c": return .commandLine
    case "stdin": return .standardInput
    default: throw UnknownDirective(text: "lines \(name)")
    }
  }

  /// What the portal was sent so far.
  private func sent() async -> [String] {
    let (calls, mails) = (await scene.portal.sent.count, await scene.portal.mails.values)
    return ["(\(calls) write calls, \(mails.reduce(0, +)) invitation mails)"]
  }
}
