import CommandLanguage
import ImportModel
import Reporting

/// `preview [people|matrix|calls|problems] [--fresh] [--html FILE]`, `preview revert RUN [--deactivate]`
struct PreviewCommand: ServiceCommand {
  private static let run = Parameter<RunReference>.run("run")

  private static let syntax: Syntax = .optional(
    .choice([
      .keyword("people", flag: "people", summary: "one row a person"),
      .keyword("matrix", flag: "matrix", summary: "people × projects"),
      .keyword("calls", flag: "calls", summary: "the calls import would send"),
      .keyword(
        "problems", flag: "problems", summary: "who is left out or kept, and the remedy"),
      .sequence([
        .keyword("revert", flag: "revert", summary: "what revert would undo of an import"),
        Self.run.syntax,
      ]),
    ]))

  var declaration: Declaration {
    Declaration(
      "preview", chapter: .importing,
      summary: "what import would do, against the portal; nothing is written",
      details: [
        "people (the default) is one row a person: + add, ~ change, > join, = keep, ! blocked. matrix is people × projects, in pages where the terminal is too narrow for all of them; for programs one row for each person in each project: person, project, change, profile. calls lists the calls, problems those who are left out or keep what they have, and what to do about them.",
        "revert RUN shows what revert would undo of a past import, and what it keeps and why; with --deactivate, what revert RUN --deactivate would do.",
        "--html FILE writes the whole preview as a page as well, whatever is shown: one file, mode 0600, without scripts and with nothing from elsewhere, for a browser, a phone or paper.",
        "The last line holds the plan's hash and the hash of what the portal says of it: import --expect-plan takes either.",
      ],
      syntax: Self.syntax,
      options: [
        OptionDeclaration("fresh", summary: "read the portal anew first"), PageFile.option,
        RunOptions.deactivate,
      ],
      requires: [.connected],
      examples: [
        CommandExample(
          given: [
            "connect sandbox", "role Manager for where crm.role = \"Sales Manager\"",
            "assign Website for staged",
          ],
          "preview", prints: "invitation mails"),
        CommandExample(
          given: [
            "connect sandbox", "role Manager for where crm.role = \"Sales Manager\"",
            "assign Website for staged",
          ],
          "preview matrix", prints: "Website"),
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let file = PageFile(arguments, context)
    try shell.check(file)
    let isDeactivating = arguments.has(RunOptions.deactivate.name)
    if arguments.has("revert") {
      return try await revert(arguments[Self.run] ?? .last, isDeactivating, file, shell)
    }
    guard !isDeactivating else {
      let option = RunOptions.deactivate.name
      throw .refusal(.optionOnly("--\(option)", form: "preview revert RUN --\(option)"))
    }
    let prepared = try await shell.prepareImport(fresh: arguments.has("fresh"))
    shell.remember(prepared)
    let gates = shell.fetched.map(Gates.notices) ?? []
    var preview = PreviewReport(prepared: prepared, gates: gates)
    preview.hasData = context.format.isOfData
    preview.width = context.isRedirected ? nil : shell.style.width
    preview.isInLongForm = context.format.isForPrograms || context.format == .vertical
    var report = preview.report(Self.view(arguments))
    if let file, let provenance = shell.provenance {
      let page = PreviewPage(
        prepared: prepared, report: preview, provenance: provenance)
      report.blocks.append(try shell.write(page.page, to: file))
    }
    return Reply(report)
  }

  private static func view(_ arguments: Arguments) -> PreviewReport.View {
    if arguments.has("matrix") { return .matrix }
    if arguments.has("calls") { return .calls }
    return arguments.has("problems") ? .problems : .people
  }

  private func revert(
    _ run: RunReference, _ isDeactivating: Bool, _ file: PageFile?, _ shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let prepared = try await shell.prepareRevert(
      of: try await shell.endedRun(run), isDeactivating: isDeactivating)
    shell.remember(prepared)
    var report = RevertReport(
      prepared: prepared, gates: shell.fetched.map(Gates.notices) ?? []
    ).report
    if let file, let provenance = shell.provenance {
      let page = RevertPage(prepared: prepared, report: report, provenance: provenance)
      report.blocks.append(try shell.write(page.page, to: file))
    }
    return Reply(report)
  }
}

extension Interpreter {
  /// Keeps what a preview showed, for `import` to compare with.
  func remember(_ prepared: PreparedImport) {
    let (staged, portal) = (prepared.staged, prepared.portal)
    previews[prepared.plan] = PreviewedState(state: prepared.state) {
      staged.stateItems(against: portal)
    }
  }
}
