import CommandLanguage
import ImportEngine
import ImportModel

extension Interpreter {
  /// How deep scripts may call each other.
  static var scriptLimit: Int { 8 }

  /// Runs a script file with the values it is given; returns its gravest exit code.
  func runScript(
    at path: String, scope: FileScope, span: Span? = nil, given: [GivenValue] = []
  ) async throws(Stop) -> ExitCode {
    let script = try openScript(at: path, scope: scope, span: span)
    if scripts.isEmpty { comments.begin() }
    scripts.append(ScriptFrame(path: script.path))
    let outerFormat = format
    defer {
      scripts.removeLast()
      format = outerFormat
    }
    let hash = surroundings.hash.digest(of: Array(script.text.utf8))
    let source = LineSource.script(path: script.path, hash: hash)
    guard let statements = await statements(of: script.text, from: source, firstLine: 1) else {
      return .usage
    }
    let head: ScriptHead
    do throws(Stop) {
      head = try ScriptHead(
        of: statements, given: given, parser: registry.parser(at: source), variables: variables)
    } catch {
      await tell(error, script.text, source, statement: nil)
      return DiagnosticWords.exitCode(of: error)
    }
    try head.checkNames(given, of: path)
    try head.checkComplete(of: path, at: span)
    // What a script is given is its own; what it sets itself stays.
    let before = variables
    for (name, value) in head.values { variables[name] = value }
    defer { for name in head.names { variables[name] = before[name] } }
    return await run(
      statements.dropFirst(head.length), of: RunningText(script.text, from: source))
  }

  /// The text of a script that may be run here.
  func openScript(at path: String, scope: FileScope, span: Span?) throws(Stop) -> ScriptText {
    let script: ScriptText
    do throws(FileFailure) {
      script = try surroundings.files.script(at: path, scope: scope)
    } catch {
      throw .file(error, at: span)
    }
    guard !scripts.contains(where: { $0.path == script.path }) else {
      throw .refusal(.loop(path), at: span)
    }
    guard scripts.count < Self.scriptLimit else {
      throw .refusal(.tooDeep(Self.scriptLimit), at: span)
    }
    return script
  }

  /// Runs the file that a shell at a terminal begins with.
  package func executeStartUp(at path: String) async -> ExitCode {
    isStartingUp = true
    defer { isStartingUp = false }
    return await executeScript(at: path)
  }

  /// Runs a script that the caller named on the command line, with its words `NAME=VALUE`.
  package func executeScript(at path: String, given words: [String] = []) async -> ExitCode {
    do throws(Stop) {
      return try await runScript(
        at: path, scope: FileScope(base: surroundings.workingDirectory, confinedTo: nil),
        given: GivenValue.all(words))
    } catch {
      await tell(error, "", .terminal, statement: nil)
      return DiagnosticWords.exitCode(of: error)
    }
  }
}
