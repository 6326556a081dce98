import CommandLanguage
import ImportModel
import Reporting

/// `drop SELECTOR`
struct DropCommand: EditingCommand {
  private static let selector = Parameter<SelectorSyntax>.selector("selector")

  var declaration: Declaration {
    Declaration(
      "drop", chapter: .planning, summary: "take people off the plan",
      details: ["Touches the plan alone. drop blocked leaves those who can be imported."],
      syntax: Self.selector.syntax, requires: [.connected],
      examples: [
        CommandExample(
          given: ["connect sandbox", "role Employee for all"], "drop blocked",
          prints: "off the plan")
      ], allowsAbbreviation: false)
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    let resolver = try SelectorResolver(session, context)
    guard let selector = arguments[Self.selector] else { throw .refusal(.noSelection) }
    let resolved = try resolver.resolve(selector)
    let people = resolved.rows.compactMap { resolver.fetched.directory.id(at: $0) }
    let dropped = session.plan.drop(Set(people))
    let left = session.plan.rows.count
    return Reply(
      Report(
        [.sentence("\(dropped, "person", "people", .strong) off the plan; \(left) left in it.")]
          + resolved.notes,
        data: ["dropped": .integer(dropped), "plan": .integer(left)]))
  }
}
