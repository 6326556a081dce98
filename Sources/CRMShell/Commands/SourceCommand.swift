import CommandLanguage
import ImportModel
import Reporting

/// `source FILE [NAME=VALUE…]`
struct SourceCommand: ServiceCommand {
  static let file = Parameter<Word>.word("file", label: "FILE", kind: .script)
  static let values = Parameter<[Assignment]>.assignments("values", kind: .variable)

  var declaration: Declaration {
    Declaration(
      "source", chapter: .shell, summary: "run a script in this session",
      details: [
        "A script must belong to you or root and not be writable by others; it stops at its first error and says how many lines were not run. NAME=VALUE sets variables for it: those it declares by param, or any if it declares none. They are its own, other variables that it sets stay."
      ],
      syntax: .sequence([Self.file.syntax, .optional(Self.values.syntax)]))
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let file = arguments[Self.file] else { return Reply(Report()) }
    let code = try await shell.runScript(
      at: file.text, scope: shell.scope(of: context.source), span: file.span,
      given: GivenValue.all(arguments[Self.values] ?? []))
    guard code == .done || code == .partial else { throw .told(code) }
    return Reply(Report(), exit: code)
  }
}
