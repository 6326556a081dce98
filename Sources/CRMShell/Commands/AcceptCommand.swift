import CommandLanguage
import ImportModel
import Reporting

/// `accept SELECTOR`
struct AcceptCommand: EditingCommand {
  private static let selector = Parameter<SelectorSyntax>.selector("selector")

  var declaration: Declaration {
    Declaration(
      "accept", chapter: .planning,
      summary: "let people in whose address or kind in CRM is suspicious",
      details: [
        "An address with letters of another script that look like Latin ones is blocked as confusable-email until it is accepted.",
        "So is a CRM user who need not be one of your own people (crm-user-type: of support, of the client portal, a lite user, a sandbox developer, or of a kind that is not known), and one of whom CRM doesn't tell whether they confirmed their account (crm-confirmation-unknown). Bots are never let in.",
        "What is accepted is what blocks at the moment: somebody who is blocked for another of these reasons later is blocked again.",
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
    var people: [BlockReason: Set<PersonID>] = [:]
    for row in resolved.rows {
      guard let id = resolver.fetched.directory.id(at: row) else { continue }
      for reason in resolver.people.change(at: row)?.blocked ?? [] where reason.canBeAccepted {
        people[reason, default: []].insert(id)
      }
    }
    var sentences: [Block] = []
    for reason in BlockReason.allCases {
      guard let accepted = people[reason] else { continue }
      let count = session.plan.accept(accepted, despite: reason)
      sentences.append(.sentence(Self.sentence(count, reason)))
    }
    if sentences.isEmpty {
      sentences = [.sentence("Nobody was accepted: nothing that can be accepted blocks them.")]
    }
    let all = people.values.reduce(into: Set()) { $0.formUnion($1) }
    return Reply(
      Report(sentences + resolved.notes, data: ["accepted": .integer(all.count)]))
  }

  private static func sentence(_ count: Int, _ reason: BlockReason) -> Text {
    switch reason {
    case .crmUserType:
      "\(count, "CRM user", "CRM users", .strong) of another kind than colleagues accepted."
    case .crmConfirmationUnknown:
      "\(count, "CRM user", "CRM users", .strong) accepted, though CRM doesn't tell whether they confirmed."
    default: "\(count, "look-alike address", "look-alike addresses", .strong) accepted."
    }
  }
}
