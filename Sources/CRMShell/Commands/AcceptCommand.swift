import CommandLanguage
import ImportModel
import Reporting

/// `accept SELECTOR`
struct AcceptCommand: EditingCommand {
  private static let selector = Parameter<SelectorSyntax>.selector("selector")

  var declaration: Declaration {
    Declaration(
      "accept", chapter: .planning, summary: "let people in whose address looks like another one",
      details: [
        "An address with letters of another script that look like Latin ones is blocked as confusable-email until it is accepted."
      ],
      syntax: Self.selector.syntax, requires: [.connected],
      examples: [
        CommandExample(
          given: ["connect sandbox", "role Employee for all"], "accept staged", prints: "accepted")
      ])
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    let resolver = try SelectorResolver(session, context)
    guard let selector = arguments[Self.selector] else { throw .refusal(.noSelection) }
    let resolved = try resolver.resolve(selector)
    let looksAlike = resolved.rows.filter {
      resolver.people.change(at: $0)?.blocked.contains(.confusableEmail) == true
    }
    let people = looksAlike.compactMap { resolver.fetched.directory.id(at: $0) }
    let accepted = session.plan.accept(Set(people))
    return Reply(
      Report(
        [.sentence("\(accepted, "look-alike address", "look-alike addresses", .strong) accepted.")]
          + resolved.notes,
        data: ["accepted": .integer(accepted)]))
  }
}
