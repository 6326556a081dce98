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
    let reported = try await shell.reported(arguments[Self.reference] ?? .last, in: journal)
    var reply = reported.reply
    if let file {
      let page = RunPage(
        reported: reported, chain: try await shell.chain(of: journal),
        mails: try await shell.mails(of: reported.summary.run, in: journal),
        written: shell.surroundings.clock.wallSeconds, version: shell.surroundings.user.version)
      reply.report.blocks.append(try shell.write(page.page, to: file))
    }
    return reply
  }
}

extension Interpreter {
  /// A past run in full, and who is at work on it where it has no end.
  fileprivate func reported(
    _ run: RunReference, in journal: any RunJournal
  ) async throws(Stop) -> ReportedRun {
    let report = try await report(of: run, in: journal)
    let summary = report.summary
    guard summary.endedAt == nil else { return ReportedRun(report: report, holder: .nobody) }
    let holder = await journal.holder(of: summary.context.key)
    do throws(JournalFailure) {
      // It may have come to its end before it was asked who holds the portal.
      let newest = try await journal.report(summary.run)
      return ReportedRun(report: newest, holder: newest.summary.endedAt == nil ? holder : .nobody)
    } catch {
      throw Stop(error)
    }
  }
}
