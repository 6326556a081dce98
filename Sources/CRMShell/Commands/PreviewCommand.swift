import CommandLanguage
import ImportModel
import Reporting

/// `preview [people|calls|problems] [--fresh]`, `preview revert RUN [--deactivate]`
struct PreviewCommand: ServiceCommand {
  private static let run = Parameter<RunReference>.run("run")

  var declaration: Declaration {
    Declaration(
      "preview", chapter: .importing,
      summary: "what import would do, against the portal; nothing is written",
      details: [
        "people (the default) is one row a person: + add, ~ change, > join, = keep, ! blocked. calls lists the calls, problems those left out and what to do about them.",
        "revert RUN shows what revert would undo of a past import, and what it keeps and why; with --deactivate, what revert RUN --deactivate would do.",
        "The last line holds the plan's hash and the hash of what the portal says of it: import --expect-plan takes either.",
      ],
      syntax: .optional(
        .choice([
          .keyword("people", flag: "people", summary: "one row a person"),
          .keyword("calls", flag: "calls", summary: "the calls import would send"),
          .keyword("problems", flag: "problems", summary: "who is left out, and the remedy"),
          .sequence([
            .keyword("revert", flag: "revert", summary: "what revert would undo of an import"),
            Self.run.syntax,
          ]),
        ])),
      options: [
        OptionDeclaration("fresh", summary: "read the portal anew first"), RunOptions.deactivate,
      ],
      requires: [.connected],
      examples: [
        CommandExample(
          given: [
            "connect sandbox", "role Manager for where crm.role = \"Sales Manager\"",
            "assign Website for staged",
          ],
          "preview", prints: "invitation mails")
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let isDeactivating = arguments.has(RunOptions.deactivate.name)
    if arguments.has("revert") {
      return try await revert(arguments[Self.run] ?? .last, isDeactivating, shell)
    }
    guard !isDeactivating else {
      let option = RunOptions.deactivate.name
      throw .refusal(.optionOnly("--\(option)", form: "preview revert RUN --\(option)"))
    }
    let prepared = try await shell.prepareImport(fresh: arguments.has("fresh"))
    shell.remember(prepared)
    let gates = shell.fetched.map(Gates.notices) ?? []
    let view: PreviewReport.View =
      arguments.has("calls") ? .calls : arguments.has("problems") ? .problems : .people
    return Reply(PreviewReport(prepared: prepared, gates: gates).report(view))
  }

  private func revert(
    _ run: RunReference, _ isDeactivating: Bool, _ shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let prepared = try await shell.prepareRevert(
      of: try await shell.endedRun(run), isDeactivating: isDeactivating)
    shell.remember(prepared)
    return Reply(
      RevertReport(prepared: prepared, gates: shell.fetched.map(Gates.notices) ?? []).report)
  }
}

extension Interpreter {
  /// Keeps what a preview showed, for `import` to compare with.
  func remember(_ prepared: PreparedImport) {
    previews[prepared.plan] = PreviewedState(state: prepared.state, items: prepared.items)
  }
}
