import CommandLanguage
import ImportModel
import Reporting

/// `assign PROJECT,… [for SELECTOR]`
struct AssignCommand: EditingCommand {
  private static let projects = Parameter<[Word]>.names(
    "projects", label: "PROJECT", kind: .project)

  var declaration: Declaration {
    Declaration(
      "assign", chapter: .planning, summary: "stage people for projects",
      details: [
        "Projects add up. A new person is introduced to the portal by their first project.",
        "A project is meant by its exact name, its id, or a bare glob over the active projects; a name with a comma or a reserved word is quoted.",
      ],
      syntax: .sequence([Self.projects.syntax, StagingTarget.syntax]), requires: [.connected],
      examples: [
        CommandExample(
          given: ["connect sandbox", "select users where crm.role = \"Sales Manager\""],
          "assign Website, \"Mobile App\"", prints: "assigned to Website, Mobile App")
      ])
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    let names = NameResolver(portal: try context.connected().portal)
    let projects = try names.projects(arguments[Self.projects] ?? [])
    let target = try StagingTarget(arguments, session, context)
    let staged = projects.map { Staged($0.id, replaces: false, origin: context.origin) }
    let tally = session.plan.assign(staged, for: target.candidates)
    let listed = projects.map(\.name).joined(separator: ", ")
    return tally.reply(
      "\(target.count, "person", "people", .strong) assigned to \(listed)", target: target,
      plan: session.plan)
  }
}
