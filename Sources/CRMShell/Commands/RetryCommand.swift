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
        "By CRM id, with the role, customer, profiles and projects that the journal keeps of them; nothing is sent before import.",
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
    let (staged, gone) = restaging.stage(left.map(\.planned), into: &draft)
    let reply = reply(number, staged, gone, draft.plan)
    shell.commit(draft, context.origin, reply)
    return reply
  }

  private func reply(_ run: Int, _ staged: Int, _ gone: [String], _ plan: Plan) -> Reply {
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

/// Puts people of a run back into the plan as the journal keeps them.
private struct Restaging {
  let run: RunResumption
  let fetched: Fetched
  let origin: Origin

  /// How many were staged, and the names of those who were not fetched.
  func stage(_ people: [JournalPerson], into draft: inout Session) -> (Int, gone: [String]) {
    let joined = JoinedPeople(
      directory: fetched.directory, portal: fetched.portal, plan: draft.plan)
    let changed = Set(
      run.items.lazy.filter { $0.before != .absent && $0.before != $0.planned }.map(\.item))
    var gone: [String] = []
    var staged = 0
    for person in people {
      let row = fetched.directory.rows().first { fetched.directory.id(at: $0) == person.id }
      guard let row, let candidate = joined.candidate(at: row, fields: []) else {
        gone.append(person.emailText ?? person.name)
        continue
      }
      stage(person, candidate, changed, &draft.plan)
      staged += 1
    }
    return (staged, gone)
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
    if let customer = person.customer, let choice = choice(customer) {
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

  private func choice(_ customer: NamedValue) -> CustomerChoice? {
    if let id = CustomerID(customer.id) { return .existing(id) }
    return CustomerName(customer.name).map { .named($0) }
  }
}
