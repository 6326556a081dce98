import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `report [RUN]`
struct ReportCommand: ServiceCommand {
  private static let reference = Parameter<RunReference>.run("run")

  var declaration: Declaration {
    Declaration(
      "report", chapter: .importing,
      summary: "one import in full: who, why, what was sent, what the server said",
      syntax: .optional(Self.reference.syntax),
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
    let journal = try await shell.journal()
    let report = try await shell.report(of: arguments[Self.reference] ?? .last, in: journal)
    let summary = report.summary
    let holder: PortalHolder =
      summary.endedAt == nil ? try await shell.holder(of: summary.context.key, journal) : .nobody
    return ReportedRun(report: report, holder: holder).reply
  }
}
