import CommandLanguage
import ImportModel
import Reporting

/// `quit`
struct QuitCommand: ServiceCommand {
  var declaration: Declaration {
    Declaration(
      "quit", aliases: ["exit"], chapter: .shell,
      summary: "leave crmsh; a staged plan is gone then",
      examples: [CommandExample("quit", prints: "")])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let staged = shell.session.plan.rows.count
    if staged > 0, context.isTerminal, !shell.mode.asksNothing {
      let answer = await shell.surroundings.console.ask(
        "\(staged, "person is", "people are") staged and would be forgotten. Type yes to leave: ")
      guard let answer, lowercased(answer.trimmingBlanks()) == "yes" else {
        return Reply(.sentence("Still here; save FILE keeps the session as a script."))
      }
    }
    shell.wantsToQuit = true
    return Reply(Report())
  }
}
