import CommandLanguage
import ImportModel
import Reporting

/// `deselect SELECTOR`
struct DeselectCommand: EditingCommand {
  private static let selector = Parameter<SelectorSyntax>.selector("selector")

  var declaration: Declaration {
    Declaration(
      "deselect", chapter: .selecting, summary: "take people away from the selection",
      syntax: Self.selector.syntax, requires: [.connected],
      examples: [
        CommandExample(
          given: ["connect sandbox", "select all"], "deselect users where city is empty",
          prints: "selected (before:")
      ])
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    let resolver = try SelectorResolver(session, context)
    guard let selector = arguments[Self.selector], let before = session.selection else {
      throw .refusal(.noSelection)
    }
    let resolved = try resolver.resolve(selector)
    let rows = before.rows.subtracting(resolved.rows)
    session.selection = Selection(rows: rows, fields: before.fields, origin: context.origin)
    let sentence: Text =
      "\(rows.count, "person", "people", .strong) selected (before: \(before.rows.count))."
    let data: DataValue = [
      "selected": .integer(rows.count), "before": .integer(before.rows.count),
    ]
    return Reply(Report([.sentence(sentence)] + resolved.notes, data: data))
  }
}
