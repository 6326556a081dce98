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

  /// `kind`: the only one that the line can be about; somebody of both kinds is then taken as that
  /// one, and anybody else refused. Without it somebody of both is taken as what they are in the plan,
  /// else as a user.
  init(
    _ arguments: Arguments, _ session: Session, _ context: EditContext,
    of kind: PersonKind? = nil
  ) throws(Stop) {
    let resolver = try SelectorResolver(session, context)
    people = resolver.people
    let selector = arguments[Self.parameter]
    var found: Resolved
    if let selector {
      found = try resolver.resolve(selector).tellingNobody(selector)
    } else if let selection = session.selection {
      found = Resolved(rows: selection.rows, fields: selection.fields)
    } else {
      throw .refusal(.noSelection, at: nil)
    }
    let persons = PersonsOfRows(found.rows, people)
    guard let kind else {
      found.rows = persons.once
      resolved = found
      return
    }
    let others = persons.others(than: kind)
    guard others.isEmpty else {
      let isAnybodyLeft = !found.rows.intersection(people.directory.rows(of: kind)).isEmpty
      let whom = selector.map { "(\($0.sourceForm))" } ?? "selected"
      throw .refusal(
        kind == .user
          ? .contactsAmongUsers(
            others.count, selector: isAnybodyLeft ? "\(whom) but contacts" : "users where …")
          : .usersAmongContacts(
            others.count, selector: isAnybodyLeft ? "\(whom) but users" : "contacts where …"),
        at: selector?.span)
    }
    found.rows = found.rows.intersection(people.directory.rows(of: kind))
    resolved = found
  }

  /// Everybody meant, as candidates for the plan.
  var candidates: [PlanCandidate] {
    resolved.rows.compactMap { people.candidate(at: $0, fields: resolved.fields) }
  }

  /// Everybody meant, by id.
  var identifiers: Set<PersonID> {
    Set(resolved.rows.compactMap { people.directory.id(at: $0) })
  }

  var count: Int { people.directory.people(in: resolved.rows) }
}

/// Rows seen as people: a user and a contact of one address are one person.
struct PersonsOfRows {
  private let rows: RowSet
  private let people: JoinedPeople

  init(_ rows: RowSet, _ people: JoinedPeople) {
    self.rows = rows
    self.people = people
  }

  /// Everybody once: of two rows of a person the one in the plan, else the user.
  var once: RowSet {
    var result = rows
    for row in rows where people.directory.isTwin(row) {
      let users = self.users(like: row)
      guard !users.isEmpty else { continue }
      let isPlanned = people.planRow(at: row) != nil
      let usersPlanned = users.contains { people.planRow(at: $0) != nil }
      for other in isPlanned && !usersPlanned ? users : [row] { result.remove(other) }
    }
    return result
  }

  /// The rows of the other kind whose person isn't here as this one too.
  func others(than kind: PersonKind) -> [Int] {
    let others = rows.subtracting(people.directory.rows(of: kind))
    return others.filter { row in
      !people.directory.rows(of: row).contains {
        $0 != row && rows.contains($0) && people.directory.kind(at: $0) == kind
      }
    }
  }

  private func users(like contact: Int) -> [Int] {
    people.directory.rows(of: contact).filter {
      rows.contains($0) && people.directory.kind(at: $0) == .user
    }
  }
}

extension Directory {
  /// Every row that has the address of a row.
  fileprivate func rows(of row: Int) -> [Int] {
    EmailAddress(canonicalEmail(at: row)).map { rows(of: $0) } ?? [row]
  }
}

extension Plan.Tally {
  /// The report of a line that staged people: what it did, and where the plan stands now.
  func reply(_ done: Text, target: StagingTarget, plan: Plan, notes: [Block] = []) -> Reply {
    Reply(report(done, people: target.count, plan, target.resolved.notes + notes))
  }

  /// The same of a line that named people by a table of `rows` rows.
  func report(
    _ done: Text, people: Int, rows: Int? = nil, _ plan: Plan, _ notes: [Block]
  ) -> Report {
    var details: [Text] = []
    if staged > 0 { details.append("\(staged) new in the plan") }
    if overridden > 0 {
      details.append("\(overridden, "earlier value", "earlier values") overridden")
    }
    if people > 0, changed == 0 { details.append("nothing changed") }
    let extra: Text = details.isEmpty ? "" : " (\(details.joined(", ")))"
    let data: [DataValue.Member] =
      [DataValue.Member("people", .integer(people))]
      + (rows.map { [DataValue.Member("rows", .integer($0))] } ?? [])
      + [
        DataValue.Member("staged", .integer(staged)),
        DataValue.Member("changed", .integer(changed)),
        DataValue.Member("overridden", .integer(overridden)),
        DataValue.Member("plan", .integer(plan.rows.count)),
      ]
    return Report(
      [.sentence("\(done)\(extra). Plan: \(plan.rows.count, "person", "people").")] + notes,
      data: .object(data))
  }
}
