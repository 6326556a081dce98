import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `source FILE [NAME=VALUE…]`
struct SourceCommand: ServiceCommand {
  private static let file = Parameter<Word>.word("file", label: "FILE", kind: .script)
  private static let values = Parameter<[Assignment]>.assignments("values", kind: .variable)

  var declaration: Declaration {
    Declaration(
      "source", chapter: .shell, summary: "run a script in this session",
      details: [
        "A script must belong to you or root and not be writable by others; it stops at its first error. NAME=VALUE sets variables for it."
      ],
      syntax: .sequence([Self.file.syntax, .optional(Self.values.syntax)]))
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let file = arguments[Self.file] else { return Reply(Report()) }
    // The variables given to a script are its own; what it sets itself stays.
    let before = shell.variables
    let given = (arguments[Self.values] ?? []).map { ($0.name.text, $0.value.text) }
    for (name, value) in given { shell.variables[name] = value }
    defer { for (name, _) in given { shell.variables[name] = before[name] } }
    let code = try await shell.runScript(
      at: file.text, scope: shell.scope(of: context.source), span: file.span)
    guard code == .done || code == .partial else { throw .told(code) }
    return Reply(Report(), exit: code)
  }
}

extension Interpreter {
  /// How deep scripts may call each other.
  static var scriptLimit: Int { 8 }

  /// Runs a script file; returns its gravest exit code.
  func runScript(at path: String, scope: FileScope, span: Span? = nil)
    async throws(Stop) -> ExitCode
  {
    let script: ScriptText
    do throws(FileFailure) {
      script = try surroundings.files.script(at: path, scope: scope)
    } catch {
      throw .file(error, at: span)
    }
    guard !scripts.contains(script.path) else { throw .refusal(.loop(path), at: span) }
    guard scripts.count < Self.scriptLimit else {
      throw .refusal(.tooDeep(Self.scriptLimit), at: span)
    }
    scripts.append(script.path)
    let outerFormat = format
    defer {
      scripts.removeLast()
      format = outerFormat
    }
    let hash = surroundings.hash.digest(of: Array(script.text.utf8))
    return await execute(script.text, from: .script(path: script.path, hash: hash))
  }

  /// Runs a script that the caller named on the command line.
  package func executeScript(at path: String) async -> ExitCode {
    do throws(Stop) {
      return try await runScript(
        at: path, scope: FileScope(base: surroundings.workingDirectory, confinedTo: nil))
    } catch {
      await tell(error, "", .terminal, statement: nil)
      return DiagnosticWords.exitCode(of: error)
    }
  }
}
