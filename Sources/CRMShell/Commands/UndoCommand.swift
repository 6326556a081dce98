import CommandLanguage
import ImportModel
import Reporting

/// `undo [N]`
struct UndoCommand: ServiceCommand {
  private static let steps = Parameter<Int>.number("steps", label: "N", range: 1...1000)

  var declaration: Declaration {
    Declaration(
      "undo", chapter: .planning, summary: "take back the last steps of selection and plan",
      details: [
        "Touches the session alone, never the portal. What was imported can't be taken back by it."
      ],
      syntax: .optional(Self.steps.syntax),
      examples: [
        CommandExample(
          given: ["connect sandbox", "select all"], "undo", prints: "Took back: select all")
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    do throws(Refusal) {
      let (session, steps) = try shell.timeline.undo(arguments[Self.steps] ?? 1)
      shell.session = session
      return shell.timelineReply("Took back", steps)
    } catch {
      throw .refusal(error)
    }
  }
}

extension Interpreter {
  /// What `undo` and `redo` say: the lines, and where the session stands now.
  func timelineReply(_ verb: Text, _ steps: [TimelineStep]) -> Reply {
    let lines = steps.map(\.origin.line)
    let selected = session.selection?.count ?? 0
    let data: DataValue = [
      "lines": .strings(lines), "selected": .integer(selected),
      "plan": .integer(session.plan.rows.count),
    ]
    return Reply(
      Report(
        lines.map { .sentence("\(verb): \($0)") } + [
          .sentence("Now \(selected) selected, \(session.plan.rows.count) in the plan.")
        ], data: data))
  }
}
