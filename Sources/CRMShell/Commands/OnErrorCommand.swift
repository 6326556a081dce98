import CommandLanguage
import ImportModel
import Reporting

/// `on-error stop|continue`
struct OnErrorCommand: ServiceCommand {
  private static let choice = Parameter<String>.oneOf(
    "choice", label: "stop|continue", ["stop", "continue"])

  var declaration: Declaration {
    Declaration(
      "on-error", chapter: .shell, summary: "whether this script stops at an error or goes on",
      details: [
        "Holds from here to the end of the script it stands in, and for the scripts that one runs; elsewhere it is set on-error=…. Where it goes on, a select or deselect that failed leaves nobody selected, and says so; after a drop or unassign that failed the script imports nothing. A failed assert stops a script all the same."
      ],
      syntax: Self.choice.syntax, examples: [CommandExample("on-error continue", prints: "")],
      hasOutput: false)
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let choice = arguments[Self.choice] else { return Reply(Report()) }
    guard shell.scripts.isEmpty else {
      shell.scripts[shell.scripts.count - 1].continuesOnError = choice == "continue"
      return Reply(Report())
    }
    do throws(Refusal) {
      try shell.settings.set("on-error", to: choice, origin: .line)
    } catch {
      throw .refusal(error)
    }
    return Reply(Report())
  }
}
