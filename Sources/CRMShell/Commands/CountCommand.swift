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

  /// How many of what a count found.
  struct Found {
    let number: Int
    let one: String
    let many: String
    let notes: [Block]
  }

  /// What `count` in a condition is read as: neither order nor columns mean anything there.
  static let inConditions = Declaration(
    "count", chapter: .looking, summary: "how many people or things there are",
    syntax: ListForm.countedSyntax)

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let found = try await Self.count(arguments, in: context, on: shell)
    return Reply(
      Report(
        [.sentence("\(found.number, found.one, found.many)")] + found.notes,
        data: ["count": .integer(found.number)],
        records: Table(
          key: "count", columns: [Column("count", alignment: .trailing)],
          rows: [[.number(found.number)]])))
  }

  /// Counts what the arguments mean.
  static func count(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Found {
    guard let thing = ListForm.thing(arguments) else {
      let found = try ListForm.people(arguments, shell.session, context)
      return Found(number: found.rows.count, one: "person", many: "people", notes: found.notes)
    }
    let (one, many) = Self.nouns[thing] ?? (thing, thing)
    let list = try await ListCommand().run(arguments, in: context, on: shell)
    for case .table(let table) in list.report.blocks {
      return Found(number: table.rows.count, one: one, many: many, notes: [])
    }
    return Found(number: 0, one: one, many: many, notes: [])
  }

  /// What the rows of a thing's table are.
  private static let nouns: [String: (String, String)] = [
    "projects": ("project", "projects"), "roles": ("role", "roles"),
    "profiles": ("profile", "profiles"), "portals": ("portal", "portals"),
    "portal": ("person in the portal", "people in the portal"),
    "plan": ("person in the plan", "people in the plan"), "runs": ("run", "runs"),
    "licences": ("kind of licence", "kinds of licences"),
  ]
}
