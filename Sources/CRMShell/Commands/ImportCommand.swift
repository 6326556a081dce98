import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `import [--yes] [--reason TEXT] [--expect-plan HASH] [--expect-portal ID] [--expect-people N]
/// [--no-notify] [--wait]`
struct ImportCommand: ServiceCommand {
  private static let plan = Parameter<String>.text("expect-plan", label: "HASH")

  var declaration: Declaration {
    Declaration(
      "import", chapter: .importing,
      summary: "carry out the plan: preview, ask, write, read back, verdict",
      details: [
        "Writes to those who change; people who are as planned cost no call. Blocked people are left out, named, and make the exit code 3.",
        "Exit code 0 means that the portal was read back and holds what was planned.",
        "Nobody staged, or an empty plan, is nothing to do: 0 writes, exit code 0.",
        "At a terminal it asks for the number of people written to; a script needs --yes, and where an administrator profile is granted or the portal is protected also --expect-portal and --expect-people.",
      ],
      options: RunOptions.answers + [
        OptionDeclaration(
          "expect-plan", summary: "refuse any other plan (PLAN or PLAN-STATE of a preview)",
          parameter: Self.plan.erased)
      ] + RunOptions.expectations + [
        OptionDeclaration("no-notify", summary: "send no invitation mails"), RunOptions.wait,
      ],
      requires: [.connected, .online],
      examples: [
        CommandExample(
          given: [
            "connect sandbox",
            "role Manager for where crm.role = \"Sales Manager\" and portal.status = absent",
            "assign Website for staged", "drop blocked",
          ],
          "import --yes", prints: "Verdict: done")
      ], allowsAbbreviation: false)
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    try RunOptions.checkPortal(arguments, context)
    await shell.tellChangedWorld()
    if shell.session.plan.isEmpty {
      try await shell.refuseUnfinished(isHeld: false)
      return try nothingToDo(arguments, context, shell)
    }
    try shell.refuseFailedExclusions(in: context)
    guard !shell.mode.isDryRun else {
      try await shell.refuseUnfinished(isHeld: false)
      return try await importing(arguments, context, shell)
    }
    let hold = try await shell.holdPortal()
    do throws(Stop) {
      try await shell.refuseUnfinished(isHeld: true)
      let reply = try await importing(arguments, context, shell)
      await hold.release()
      shell.surroundings.giveBack()
      return reply
    } catch {
      await hold.release()
      throw error
    }
  }

  /// From the fresh read to the verdict, with the portal held.
  private func importing(
    _ arguments: Arguments, _ context: EditContext, _ shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let before = await shell.services?.requestCount() ?? 0
    switch try await agreed(arguments, context, shell) {
    case .dryRun(let reply): return reply
    case .agreed(let agreed):
      return try await shell.runImport(
        agreed, reason: arguments[RunOptions.reason], origin: context.origin,
        requestsBefore: before, isAgreed: arguments.has("yes"), waits: arguments.has("wait"))
    }
  }

  private enum Agreement {
    case dryRun(Reply)
    case agreed(AgreedImport)
  }

  /// From the fresh read to the answer. What only a preview needs ends here, before the run begins.
  private func agreed(
    _ arguments: Arguments, _ context: EditContext, _ shell: isolated Interpreter
  ) async throws(Stop) -> Agreement {
    let notify: EngineSettings.Notify? = arguments.has("no-notify") ? .off : nil
    let waits = arguments.has("wait")
    var prepared = try await shell.sittingOut(waits) { shell throws(Stop) in
      try await shell.prepareImport(fresh: true, notify: notify)
    }
    try check(arguments, prepared, shell)
    await shell.tellChangedPortal(prepared)
    let preview = PreviewReport(
      prepared: prepared, gates: shell.fetched.map(Gates.notices) ?? [])
    let shown = shell.previews[prepared.plan]
    let stale = staleItems(shown, prepared)
    if shell.mode.isDryRun {
      return .dryRun(dryRun(preview, prepared, gate: shutGate(shell, prepared), stale: stale))
    }
    if let gate = shutGate(shell, prepared) { throw .refusal(.gate(gate)) }
    guard stale.isEmpty else { throw .refusal(.stale(stale)) }
    if shown == nil {
      await shell.showBefore(preview.report(.people), in: context)
      shell.remember(prepared)
    }
    if !arguments.has("wait") { try await shell.refuseLockedOut(prepared.calls, "import") }
    let asked = shell.surroundings.clock.wallSeconds
    try await shell.confirm(prepared, arguments, context)
    if shell.surroundings.clock.wallSeconds - asked > RunOptions.patience {
      let agreed = prepared
      prepared = try await shell.sittingOut(waits) { shell throws(Stop) in
        try await shell.lookAgain(at: agreed, notify: notify)
      }
    }
    return .agreed(AgreedImport(prepared))
  }

  /// An empty plan is done before it begins; no run is opened for it. Where nobody was ever staged,
  /// whoever expected a plan or people did not get what they reviewed.
  private func nothingToDo(
    _ arguments: Arguments, _ context: EditContext, _ shell: isolated Interpreter
  ) throws(Stop) -> Reply {
    var blocks: [Block] = [.sentence("The plan is empty: nothing to import, nothing was sent.")]
    if !shell.hasStaged {
      if let expected = arguments[Self.plan] {
        let portal = try context.connected().portal.id
        let digest = shell.session.plan.digest(in: portal, by: shell.surroundings.hash)
        throw .refusal(
          .planMismatch(expected: expected, actual: digest.short, differences: []))
      }
      if let expected = arguments[RunOptions.people], expected > 0 {
        throw .refusal(.peopleMismatch(expected: expected, actual: 0))
      }
      blocks = [.sentence("Nobody is staged: nothing to import, nothing was sent.")]
      if context.isTerminal { blocks.append(.notice(.note, RefusalWords.wayToStage)) }
    }
    return Reply(
      Report(
        blocks,
        data: [
          "schema": 1, "run": nil, "plan": nil, "verdict": "done", "exit_code": 0, "people": [],
          "requests": 0, "writes": 0, "seconds": 0,
        ]))
  }

  private func check(
    _ arguments: Arguments, _ prepared: PreparedImport, _ shell: isolated Interpreter
  ) throws(Stop) {
    if let expected = arguments[Self.plan] {
      try expect(lowercased(expected), prepared, shell)
    }
    let written = prepared.assessment.written.count
    if let expected = arguments[RunOptions.people], expected != written, written > 0 {
      throw .refusal(.peopleMismatch(expected: expected, actual: written))
    }
  }

  /// PLAN must be equal; STATE too, unless nothing is left to do.
  private func expect(
    _ hash: String, _ prepared: PreparedImport, _ shell: isolated Interpreter
  ) throws(Stop) {
    let parts = hash.split(separator: "-").map(String.init)
    let isPlan = parts.first.map { $0.count >= 12 && prepared.plan.full.hasPrefix($0) } ?? false
    let isState =
      parts.count < 2 || parts[1].count >= 12 && prepared.state.full.hasPrefix(parts[1])
    guard isPlan, isState || prepared.assessment.written.isEmpty else {
      let script = shell.running?.text ?? ""
      let differences =
        isPlan
        ? SavedScript.differences(of: prepared.items, from: script)
        : shell.comments.saved.planDifferences(from: prepared)
          + SavedScript.otherItems(prepared.items, from: script)
          + shell.comments.saved.differences.map(\.words)
      throw .refusal(
        .planMismatch(expected: hash, actual: prepared.hashes, differences: differences))
    }
  }

  /// What differs from what the last preview of this plan showed; nothing when there was none, or
  /// when nothing is left to do.
  private func staleItems(_ shown: Interpreter.PreviewedState?, _ prepared: PreparedImport)
    -> [String]
  {
    guard let shown, shown.state != prepared.state, !prepared.assessment.written.isEmpty else {
      return []
    }
    return shown.differences(to: prepared.items)
  }

  private func shutGate(_ shell: isolated Interpreter, _ prepared: PreparedImport) -> Gate? {
    shell.fetched.flatMap { Gates.shut($0).first }
      ?? Gates.licences(prepared.assessment, prepared.portal)
  }

  private func dryRun(
    _ preview: PreviewReport, _ prepared: PreparedImport, gate: Gate?, stale: [String]
  ) -> Reply {
    var report = preview.report(.people)
    report.append(.sentence("Dry run: nothing was sent."))
    if let gate { report.append(.notice(.problem, GateWords.words(of: gate).message)) }
    if !stale.isEmpty {
      let words = RefusalWords.words(of: .stale(stale))
      report.append(.notice(.problem, words.message))
      for detail in words.details { report.append(.sentence("  " + detail)) }
    }
    let isBlocked = prepared.assessment.count(of: .blocked) > 0
    let exit: ExitCode = gate != nil || !stale.isEmpty ? .refused : isBlocked ? .partial : .done
    return Reply(report, exit: exit)
  }
}
