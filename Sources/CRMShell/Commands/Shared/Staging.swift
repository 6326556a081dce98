import CommandLanguage
import ImportModel
import Reporting

/// Whom a plan command means: those named by `for`, else the selection.
struct StagingTarget {
  let people: JoinedPeople
  let resolved: Resolved

  static let parameter = Parameter<SelectorSyntax>.selector("for")

  /// The `for SELECTOR` part of a form.
  static let syntax = Syntax.optional(
    .sequence([
      .keyword("for", flag: nil, summary: "whom, if not the selection"), parameter.syntax,
    ]))

  init(_ arguments: Arguments, _ session: Session, _ context: EditContext) throws(Stop) {
    let resolver = try SelectorResolver(session, context)
    people = resolver.people
    if let selector = arguments[Self.parameter] {
      resolved = try resolver.resolve(selector)
    } else if let selection = session.selection {
      resolved = Resolved(rows: selection.rows, fields: selection.fields)
    } else {
      throw .refusal(.noSelection, at: nil)
    }
  }

  /// Everybody meant, as candidates for the plan.
  var candidates: [PlanCandidate] {
    resolved.rows.compactMap { people.candidate(at: $0, fields: resolved.fields) }
  }

  /// Everybody meant, by id.
  var identifiers: Set<PersonID> {
    Set(resolved.rows.compactMap { people.directory.id(at: $0).map { .user($0) } })
  }

  var count: Int { resolved.rows.count }
}

extension Plan.Tally {
  /// The report of a line that staged people: what it did, and where the plan stands now.
  func reply(_ done: Text, target: StagingTarget, plan: Plan, notes: [Block] = []) -> Reply {
    var details: [Text] = []
    if staged > 0 { details.append("\(staged) new in the plan") }
    if overridden > 0 {
      details.append("\(overridden, "earlier value", "earlier values") overridden")
    }
    if target.count > 0, changed == 0 { details.append("nothing changed") }
    let extra: Text = details.isEmpty ? "" : " (\(details.joined(", ")))"
    let data: DataValue = [
      "people": .integer(target.count), "staged": .integer(staged), "changed": .integer(changed),
      "overridden": .integer(overridden), "plan": .integer(plan.rows.count),
    ]
    return Reply(
      Report(
        [.sentence("\(done)\(extra). Plan: \(plan.rows.count, "person", "people").")]
          + target.resolved.notes + notes,
        data: data))
  }
}
