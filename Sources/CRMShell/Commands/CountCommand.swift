import CommandLanguage
import ImportModel
import Reporting

/// `count …`: the form of `list`, but only how many.
struct CountCommand: ServiceCommand {
  var declaration: Declaration {
    Declaration(
      "count", chapter: .looking, summary: "how many people or things a list would show",
      syntax: ListForm.syntax,
      examples: [
        CommandExample(
          given: ["connect sandbox"], "count users where portal.status = absent", prints: "people")
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let thing = ListForm.thing(arguments) else {
      let found = try ListForm.people(arguments, shell.session, context)
      return reply(found.rows.count, "person", "people", notes: found.notes)
    }
    let (one, many) = Self.nouns[thing] ?? (thing, thing)
    let list = try await ListCommand().run(arguments, in: context, on: shell)
    for case .table(let table) in list.report.blocks {
      return reply(table.rows.count, one, many, notes: [])
    }
    return reply(0, one, many, notes: [])
  }

  /// What the rows of a thing's table are.
  private static let nouns: [String: (String, String)] = [
    "projects": ("project", "projects"), "roles": ("role", "roles"),
    "profiles": ("profile", "profiles"), "portals": ("portal", "portals"),
    "portal": ("person in the portal", "people in the portal"),
    "plan": ("person in the plan", "people in the plan"), "runs": ("run", "runs"),
    "licences": ("kind of licence", "kinds of licences"),
  ]

  private func reply(_ count: Int, _ one: String, _ many: String, notes: [Block]) -> Reply {
    Reply(
      Report([.sentence("\(count, one, many)")] + notes, data: ["count": .integer(count)]))
  }
}
