import CommandLanguage
import ImportModel
import Reporting

/// `redo [N]`
struct RedoCommand: ServiceCommand {
  private static let steps = Parameter<Int>.number("steps", label: "N", range: 1...1000)

  var declaration: Declaration {
    Declaration(
      "redo", chapter: .planning, summary: "do again what undo took back",
      syntax: .optional(Self.steps.syntax),
      examples: [
        CommandExample(
          given: ["connect sandbox", "select all", "undo"], "redo", prints: "Did again: select all")
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    do throws(Refusal) {
      let (session, steps) = try shell.timeline.redo(arguments[Self.steps] ?? 1)
      shell.session = session
      return shell.timelineReply("Did again", steps)
    } catch {
      throw .refusal(error)
    }
  }
}
