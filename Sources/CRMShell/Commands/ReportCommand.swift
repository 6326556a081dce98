import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `report [RUN] [--html FILE]`
struct ReportCommand: ServiceCommand {
  private static let reference = Parameter<RunReference>.run("run")

  var declaration: Declaration {
    Declaration(
      "report", chapter: .importing,
      summary: "one import in full: who, why, what was sent, what the server said",
      details: [
        "As csv and tsv it is one table: a row for each person in each of their projects, with the facts of the run in every row; the calls and Zoho's codes are in the other formats.",
        "--html FILE writes it as a page as well: one file, mode 0600, without scripts and with nothing from elsewhere, for a browser, a phone or paper.",
      ],
      syntax: .optional(Self.reference.syntax), options: [PageFile.option],
      examples: [
        CommandExample(
          given: [
            "connect sandbox",
            "role Manager for where crm.role = \"Sales Manager\" and portal.status = absent",
            "assign Website for staged", "drop blocked", "import --yes",
          ],
          "report", prints: "applied")
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let file = PageFile(arguments, context)
    try shell.check(file)
    let journal = try await shell.journal()
    let report = try await shell.report(of: arguments[Self.reference] ?? .last, in: journal)
    let summary = report.summary
    let holder: PortalHolder =
      summary.endedAt == nil ? try await shell.holder(of: summary.context.key, journal) : .nobody
    let reported = ReportedRun(report: report, holder: holder)
    var reply = reported.reply
    if let file {
      let page = RunPage(
        reported: reported, chain: try await shell.chain(of: journal),
        mails: try await shell.mails(of: summary.run, in: journal),
        written: shell.surroundings.clock.wallSeconds, version: shell.surroundings.user.version)
      reply.report.blocks.append(try shell.write(page.page, to: file))
    }
    return reply
  }
}
