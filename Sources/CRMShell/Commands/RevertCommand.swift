import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `revert RUN [--deactivate] [--yes] [--reason TEXT] [--expect-portal ID] [--expect-people N] [--wait]`
struct RevertCommand: ServiceCommand {
  private static let run = Parameter<RunReference>.run("run")

  var declaration: Declaration {
    Declaration(
      "revert", chapter: .importing,
      summary: "undo what an import made, and nothing that others changed since",
      details: [
        "Undone is what the server's answer proved to be the run's doing and what still is as the run left it: memberships, links of customers, profiles, roles, people who are still invited and in no other project, customers left empty. Everything else is kept and named, with the reason; preview revert RUN shows it. Mails stay sent.",
        "--deactivate: whoever would be taken out of the portal stays there, deactivated, and leaves the projects all the same; for a portal that takes nobody out. import then leaves them out, as portal-inactive. Nobody is deactivated without it.",
        "It is a run of its own: it asks as import does, resume goes on with it, and its exit codes are those of import. A second time nothing is left to do.",
      ],
      syntax: Self.run.syntax,
      options: [RunOptions.deactivate] + RunOptions.answers + RunOptions.expectations
        + [RunOptions.wait],
      requires: [.connected, .online],
      examples: [
        CommandExample(
          given: [
            "connect sandbox",
            "role Manager for where crm.role = \"Sales Manager\" and portal.status = absent",
            "assign Website for staged", "drop blocked", "import --yes",
          ],
          "revert last --yes", prints: "Verdict: done")
      ], allowsAbbreviation: false)
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    try RunOptions.checkPortal(arguments, context)
    let reference = arguments[Self.run] ?? .last
    guard !shell.mode.isDryRun else {
      try await shell.refuseUnfinished(isHeld: false)
      return try await reverting(reference, arguments, context, shell)
    }
    let hold = try await shell.holdPortal()
    do throws(Stop) {
      try await shell.refuseUnfinished(isHeld: true)
      let reply = try await reverting(reference, arguments, context, shell)
      await hold.release()
      return reply
    } catch {
      await hold.release()
      throw error
    }
  }

  /// From the fresh read to the verdict, with the portal held.
  private func reverting(
    _ reference: RunReference, _ arguments: Arguments, _ context: EditContext,
    _ shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let before = await shell.services?.requestCount() ?? 0
    let run = try await shell.endedRun(reference)
    let waits = arguments.has("wait")
    let isDeactivating = arguments.has(RunOptions.deactivate.name)
    var prepared = try await shell.sittingOut(waits) { shell throws(Stop) in
      try await shell.prepareRevert(of: run, isDeactivating: isDeactivating)
    }
    let preview = RevertReport(
      prepared: prepared, gates: shell.fetched.map(Gates.notices) ?? []
    ).report
    if prepared.revert.isEmpty {
      let requests = (await shell.services?.requestCount() ?? before) - before
      return nothingToDo(prepared, preview, requests: requests)
    }
    if let expected = arguments[RunOptions.people], expected != prepared.written {
      throw .refusal(.peopleMismatch(expected: expected, actual: prepared.written))
    }
    let shown = shell.previews[prepared.plan]
    let stale = staleItems(shown, prepared)
    let gate = shell.fetched.flatMap { Gates.shut($0).first }
    if shell.mode.isDryRun { return dryRun(preview, gate, stale) }
    if let gate { throw .refusal(.gate(gate)) }
    guard stale.isEmpty else { throw .refusal(prepared.stale(stale)) }
    if shown == nil {
      await shell.showBefore(preview, in: context)
      shell.remember(prepared)
    }
    if !arguments.has("wait") {
      try await shell.refuseLockedOut(prepared.calls, prepared.line)
    }
    prepared = try await agreed(prepared, arguments, context, shell)
    return try await shell.runRevert(
      prepared, reason: arguments[RunOptions.reason], origin: context.origin,
      requestsBefore: before,
      isAgreed: arguments.has("yes"), waits: waits)
  }

  /// What differs from what the last preview of it showed; nothing where there was none.
  private func staleItems(_ shown: Interpreter.PreviewedState?, _ prepared: PreparedRevert)
    -> [String]
  {
    guard let shown, shown.state != prepared.state else { return [] }
    return shown.differences(to: prepared.revert.stateItems)
  }

  /// Asks; the portal is looked at again when the answer took long.
  private func agreed(
    _ prepared: PreparedRevert, _ arguments: Arguments, _ context: EditContext,
    _ shell: isolated Interpreter
  ) async throws(Stop) -> PreparedRevert {
    let asked = shell.surroundings.clock.wallSeconds
    try await shell.confirm(stake(prepared), arguments, context)
    guard shell.surroundings.clock.wallSeconds - asked > RunOptions.patience else {
      return prepared
    }
    let now = try await shell.sittingOut(arguments.has("wait")) { shell throws(Stop) in
      try await shell.prepareRevert(
        of: prepared.run, isDeactivating: prepared.revert.isDeactivating)
    }
    guard now.state == prepared.state else {
      throw .refusal(prepared.stale(["it was read again after the answer"]))
    }
    return now
  }

  private func stake(_ prepared: PreparedRevert) -> Interpreter.Stake {
    let calls = prepared.calls
    let removed = calls.calls.count { $0.kind == .removeFromPortal }
    let deactivated = calls.calls.count { $0.kind == .deactivate }
    let deleted = calls.calls.count { $0.kind == .deleteCustomer }
    let customers: Text = deleted == 0 ? "" : ", \(deleted, "customer", "customers") deleted"
    let people: Text =
      removed > 0
      ? ", \(removed, "of them", "of them") taken out of the portal"
      : deactivated > 0 ? ", \(deactivated, "of them", "of them") deactivated in it" : ""
    return Interpreter.Stake(
      people: prepared.written, portal: prepared.portal,
      grantsAdministration: prepared.grantsAdministration, verb: "revert",
      consequence:
        "In portal \(prepared.portal.name, .strong): run \(prepared.run.run) undone for \(prepared.written, "person", "people")\(people)\(customers); \(prepared.mailsSent, "mail stays", "mails stay") sent; \(calls.writes, "write call", "write calls"), about \(Text.duration(.seconds(calls.estimateSeconds)))."
    )
  }

  /// A run of which nothing is left to undo is undone: no run is opened for it.
  private func nothingToDo(
    _ prepared: PreparedRevert, _ preview: Report, requests: Int
  ) -> Reply {
    Reply(
      Report(
        preview.blocks,
        data: [
          "schema": 1, "run": nil, "plan": .string(prepared.plan.full), "verdict": "done",
          "exit_code": 0,
          "people": .array(
            prepared.revert.people.map { person in
              [
                "email": .optional(person.emailText), "result": "kept", "code": "kept",
                "message": .string(person.matched.joined(separator: "; ")),
              ]
            }),
          "requests": .integer(requests), "writes": 0, "seconds": 0,
        ]))
  }

  private func dryRun(_ preview: Report, _ gate: Gate?, _ stale: [String]) -> Reply {
    var report = preview
    report.append(.sentence("Dry run: nothing was sent."))
    if let gate { report.append(.notice(.problem, GateWords.words(of: gate).message)) }
    if !stale.isEmpty {
      let words = RefusalWords.words(of: .stale(stale))
      report.append(.notice(.problem, words.message))
      for detail in words.details { report.append(.sentence("  " + detail)) }
    }
    return Reply(report, exit: gate != nil || !stale.isEmpty ? .refused : .done)
  }
}
