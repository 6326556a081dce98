import CommandLanguage
import ImportModel
import Reporting

/// `disconnect [--discard]`
struct DisconnectCommand: ServiceCommand {
  var declaration: Declaration {
    Declaration(
      "disconnect", chapter: .connection, summary: "let go of the connection",
      options: [OptionDeclaration("discard", summary: "also when people are staged")],
      requires: [.connected],
      examples: [CommandExample(given: ["connect sandbox"], "disconnect", prints: "Disconnected")])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let staged = shell.session.plan.rows.count
    guard staged == 0 || arguments.has("discard") else {
      throw .refusal(.alreadyConnected(staged: staged))
    }
    let name = try context.connected().portal.name
    await shell.disconnect()
    return Reply(.sentence("Disconnected from \(name).", data: ["disconnected": .string(name)]))
  }
}
