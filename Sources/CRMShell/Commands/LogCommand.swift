import CommandLanguage
import ImportModel
import Reporting

/// `log`
struct LogCommand: EditingCommand {
  var declaration: Declaration {
    Declaration(
      "log", chapter: .planning, summary: "the steps of selection and plan, each with its line",
      examples: [
        CommandExample(given: ["connect sandbox", "select all"], "log", prints: "select all")
      ])
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    var table = Table(
      key: "steps",
      columns: [
        Column("step", alignment: .trailing), Column("state"), Column("line", isFlexible: true),
        Column("result", priority: 1, isFlexible: true),
      ])
    let timeline = context.timeline
    for (index, step) in timeline.steps.enumerated() {
      let state = index < timeline.position ? "done" : "undone"
      table.append([
        .number(timeline.number - timeline.position + index + 1), .text(state),
        .text(context.format.isForPrograms ? step.origin.line : step.origin.shortLine),
        .text(step.summary),
      ])
    }
    if table.rows.isEmpty { return Reply(Report([.sentence("No steps yet.")], data: [])) }
    return Reply(.table(table))
  }
}
