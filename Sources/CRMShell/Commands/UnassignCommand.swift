import CommandLanguage
import ImportModel
import Reporting

/// `unassign PROJECT,… [for SELECTOR]`
struct UnassignCommand: EditingCommand {
  private static let projects = Parameter<[Word]>.names(
    "projects", label: "PROJECT", kind: .project)

  var declaration: Declaration {
    Declaration(
      "unassign", chapter: .planning, summary: "take projects off people's rows of the plan",
      details: ["Touches the plan alone: nobody leaves a project of the portal by it."],
      syntax: .sequence([Self.projects.syntax, StagingTarget.syntax]), requires: [.connected],
      examples: [
        CommandExample(
          given: ["connect sandbox", "select all", "assign Website, Onboarding"],
          "unassign Onboarding", prints: "taken off the plan")
      ])
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    let names = NameResolver(portal: try context.connected().portal)
    let projects = try names.projects(
      arguments[Self.projects] ?? [], ofAnyStatus: true)
    let target = try StagingTarget(arguments, session, context)
    let removed = session.plan.unassign(Set(projects.map(\.id)), for: target.identifiers)
    let data: DataValue = ["removed": .integer(removed), "plan": .integer(session.plan.rows.count)]
    return Reply(
      Report(
        [
          .sentence(
            "\(removed, "assignment", "assignments", .strong) taken off the plan; the portal is left as it is."
          )
        ] + target.resolved.notes, data: data))
  }
}
