import CommandLanguage
import ImportModel
import Reporting

/// `format F`
struct FormatCommand: ServiceCommand {
  private static let format = Parameter<String>.oneOf(
    "to", label: "FORMAT", OutputFormat.allCases.map(\.rawValue))

  var declaration: Declaration {
    Declaration(
      "format", chapter: .shell, summary: "how reports are printed from now on",
      details: ["For one line only: --format FORMAT on any command."],
      syntax: Self.format.syntax,
      examples: [CommandExample("format json", prints: "\"format\":\"json\"")])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let format = arguments[Self.format] ?? OutputFormat.table.rawValue
    do throws(Refusal) {
      try shell.settings.set("format", to: format, origin: .line)
    } catch {
      throw .refusal(error)
    }
    return Reply(.sentence("Reports are printed as \(format).", data: ["format": .string(format)]))
  }
}
