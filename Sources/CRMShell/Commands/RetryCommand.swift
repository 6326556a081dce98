import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `retry [RUN]`
struct RetryCommand: ServiceCommand {
  private static let run = Parameter<RunReference>.run("run")

  var declaration: Declaration {
    Declaration(
      "retry", chapter: .importing,
      summary: "stage the rejected and not-sent people of an import again, as they were planned",
      details: [
        "By CRM id, with the role, customer, profiles and projects that the journal keeps of them; nothing is sent before import. A customer that customer auto took holds only as long as CRM names the account.",
        "Without RUN: the last one of this portal. People in conflict or unresolved are looked at first: list failed in RUN.",
      ],
      syntax: .optional(Self.run.syntax), requires: [.connected])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let fetched = try context.connected()
    let reference = arguments[Self.run] ?? .last
    let run = try await shell.resumption(of: reference)
    try run.refuseRevert()
    let report = try await shell.report(of: reference, in: try await shell.journal())
    let number = run.run
    try await shell.refuseOpen(run)
    let left = report.people.filter { [.rejected, .notSent].contains($0.result?.result) }
    guard !left.isEmpty else {
      let others = report.people.count { [.conflict, .unresolved].contains($0.result?.result) }
      throw .refusal(.nobodyLeft(run: number, others: others))
    }
    var draft = shell.session
    let restaging = Restaging(run: run, fetched: fetched, origin: context.origin)
    let restaged = restaging.stage(left.map(\.planned), into: &draft)
    let reply = reply(number, restaged, draft.plan)
    shell.commit(draft, context.origin, reply)
    return reply
  }

  private func reply(_ run: Int, _ restaged: Restaged, _ plan: Plan) -> Reply {
    let (staged, gone, doubtful) = (restaged.staged, restaged.gone, restaged.doubtful)
    var blocks: [Block] = [
      .sentence(
        "\(staged, "person", "people") of run \(run) staged again as planned then. Plan: \(plan.rows.count, "person", "people")."
      )
    ]
    if !gone.isEmpty {
      blocks.append(
        .notice(
          .warning,
          "\(gone.count, "person is", "people are") not among those fetched now: \(gone.joined(separator: ", "))"
        ))
    }
    if !doubtful.isEmpty {
      blocks.append(
        .notice(
          .warning,
          "\(doubtful.count, "person goes", "people go") to a customer whose name is not that of their CRM account: \(doubtful.prefix(8).joined(separator: ", "))\(doubtful.count > 8 ? " and others" : ""); look at preview"
        ))
    }
    return Reply(
      Report(
        blocks,
        data: [
          "run": .integer(run), "staged": .integer(staged), "missing": .strings(gone),
          "plan": .integer(plan.rows.count),
        ]))
  }
}

extension Interpreter {
  /// The key of the connected portal.
  func currentKey() throws(Stop) -> PortalKey {
    guard let services, let portal = fetched?.portal else { throw .refusal(.notConnected) }
    return portalKey(services, portal)
  }
}

/// What came of staging people of a run again.
private struct Restaged {
  let staged: Int
  /// The names of those who were not fetched.
  let gone: [String]
  /// Of those whose customer may not be that of their account any more.
  let doubtful: [String]
}

/// Puts people of a run back into the plan as the journal keeps them.
private struct Restaging {
  let run: RunResumption
  let fetched: Fetched
  let origin: Origin

  /// Stages people as far as they were fetched.
  func stage(_ people: [JournalPerson], into draft: inout Session) -> Restaged {
    let joined = JoinedPeople(
      directory: fetched.directory, portal: fetched.portal, plan: draft.plan)
    let changed = Set(
      run.items.lazy.filter { $0.before != .absent && $0.before != $0.planned }.map(\.item))
    var (gone, doubtful): ([String], [String]) = ([], [])
    var staged = 0
    for person in people {
      let row = fetched.directory.rows().first { fetched.directory.id(at: $0) == person.id }
      guard let row, let candidate = joined.candidate(at: row, fields: []) else {
        gone.append(person.emailText ?? person.name)
        continue
      }
      stage(person, candidate, changed, &draft.plan)
      if isDoubtful(person, candidate) { doubtful.append(person.emailText ?? person.name) }
      staged += 1
    }
    return Restaged(staged: staged, gone: gone, doubtful: doubtful)
  }

  /// Whether somebody goes to a customer whose name is not that of their account, and no line of the run
  /// says that this was meant.
  private func isDoubtful(_ person: JournalPerson, _ candidate: PlanCandidate) -> Bool {
    guard let customer = person.customer.flatMap({ CustomerName($0.name) }),
      !person.origins.contains(where: { CustomerCommand.isLine($0.line) })
    else { return false }
    return candidate.person.account.flatMap { CustomerName($0.name) } != customer
  }

  private func stage(
    _ person: JournalPerson, _ candidate: PlanCandidate, _ changed: Set<Item>, _ plan: inout Plan
  ) {
    let email = person.emailText.flatMap { EmailAddress($0) }
    func isReplaced(_ item: (EmailAddress) -> Item) -> Bool {
      email.map { changed.contains(item($0)) } ?? false
    }
    if let role = person.role.flatMap({ RoleID($0.id) }) {
      _ = plan.stage(
        Staged(role, replaces: isReplaced { .role($0) }, origin: origin), for: [candidate])
    }
    if let customer = person.customer, let choice = choice(customer, of: person) {
      _ = plan.stage(
        customers: [person.id: Staged(choice, replaces: false, origin: origin)], for: [candidate])
    }
    if let profile = person.profile.flatMap({ ProfileID($0.id) }) {
      _ = plan.stage(
        Staged(profile, replaces: isReplaced { .profile($0, nil) }, origin: origin), in: [],
        for: [candidate])
    }
    for assignment in person.projects {
      guard let project = ProjectID(assignment.project.id) else { continue }
      _ = plan.assign([Staged(project, replaces: false, origin: origin)], for: [candidate])
      guard let profile = assignment.profile.flatMap({ ProfileID($0.id) }),
        assignment.profile?.id != person.profile?.id
      else { continue }
      _ = plan.stage(
        Staged(profile, replaces: isReplaced { .profile($0, project) }, origin: origin),
        in: [project], for: [candidate])
    }
  }

  /// The customer as it was planned; one that was taken from an account for as long only as CRM names that.
  private func choice(_ customer: NamedValue, of person: JournalPerson) -> CustomerChoice? {
    if person.origins.contains(where: { CustomerCommand.isAutomatic(line: $0.line) }),
      let name = CustomerName(customer.name)
    {
      return .ofAccount(name, nil)
    }
    if let id = CustomerID(customer.id) { return .existing(id) }
    return CustomerName(customer.name).map { .named($0) }
  }
}
