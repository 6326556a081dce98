import CommandLanguage
import ImportModel
import Reporting

/// `unset NAME`
struct UnsetCommand: ServiceCommand {
  static let name = Parameter<Word>.word("name", label: "NAME", kind: .setting)

  var declaration: Declaration {
    Declaration(
      "unset", chapter: .shell, summary: "put a setting back to its default, or forget a variable",
      syntax: Self.name.syntax,
      examples: [CommandExample(given: ["set batch=20"], "unset batch", prints: "batch is 50")])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let word = arguments[Self.name] else { return Reply(Report()) }
    if shell.variables.removeValue(forKey: word.text) != nil {
      return Reply(.sentence("$\(word.text) is forgotten.", data: ["variable": .string(word.text)]))
    }
    do throws(Refusal) {
      try shell.settings.unset(word.text)
    } catch {
      throw .refusal(error, at: word.span)
    }
    let value = Settings.declared(word.text).map { shell.settings.value(of: $0) } ?? ""
    return Reply(
      .sentence(
        "\(lowercased(word.text)) is \(value).",
        data: ["name": .string(lowercased(word.text)), "value": .string(value)]))
  }
}
