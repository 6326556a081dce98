import CommandLanguage
import ImportModel
import Reporting

/// `reset`
struct ResetCommand: EditingCommand {
  var declaration: Declaration {
    Declaration(
      "reset", chapter: .planning, summary: "empty the plan; the selection stays",
      details: ["undo brings the plan back."],
      examples: [
        CommandExample(
          given: ["connect sandbox", "role Employee for all"], "reset", prints: "The plan is empty")
      ], allowsAbbreviation: false)
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    let dropped = session.plan.rows.count
    session.plan = Plan()
    return Reply(
      Report(
        [.sentence("The plan is empty; \(dropped, "person", "people") taken off it.")],
        data: ["dropped": .integer(dropped), "plan": 0]))
  }
}
