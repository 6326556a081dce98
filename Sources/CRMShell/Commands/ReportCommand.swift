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
    var facts = [
      Fact("run", "\(summary.run)", data: .integer(summary.run)),
      Fact("verdict", Text(summary.word ?? "unfinished")),
      Fact("portal", "\(summary.context.portalName) (\(summary.context.key.portal.text))"),
      Fact("started", Text(TimeText.iso8601(summary.startedAt))),
      Fact("ended", Text(summary.endedAt.map(TimeText.iso8601) ?? "never")),
      Fact(
        "by", "\(summary.context.crmCaller), \(summary.context.osUser) on \(summary.context.host)"),
      Fact("crmsh", Text(summary.context.version), key: "version"),
      Fact(
        "plan",
        "\(summary.planDigest.prefix(12).description)-\(report.stateDigest.prefix(12).description)"),
      Fact("writes", "\(summary.writes)", data: .integer(summary.writes)),
    ]
    if let reverted = summary.revertOf {
      facts.append(Fact("reverts", "run \(reverted)", data: .integer(reverted)))
    }
    if let reason = summary.reason { facts.append(Fact("reason", Text(reason))) }
    let customers = ReportedCustomers(report).table.map { [Block.table($0)] } ?? []
    let codes = ServerCode.table(explaining: report).map { [Block.blank, .table($0)] } ?? []
    return Reply(Report([.facts(facts)] + customers + [.table(table(report))] + codes))
  }

  private func table(_ report: RunReport) -> Table {
    let hasClients = report.people.contains { $0.planned.id.kind == .contact }
    var table = Table(
      key: "people",
      columns: ([
        Column("email", title: "e-mail", isFlexible: true, shortest: 26),
        Column("name", priority: 2, isFlexible: true),
        Column("change"), Column("role", priority: 1, isFlexible: true),
        hasClients ? Column("customer", priority: 1, isFlexible: true) : nil,
        Column("projects", priority: 1, isFlexible: true), Column("result"),
        Column("message", isFlexible: true), Column("because", priority: 3, isFlexible: true),
      ] as [Column?]).compactMap { $0 })
    for person in report.people {
      let planned = person.planned
      let words = [person.result?.code.map(RunWords.code), person.result?.message].compactMap { $0 }
      let customer = hasClients ? [Cell(planned.customer?.name)] : []
      table.append(
        [
          Cell(planned.emailText), .text(planned.name), .text(planned.change.rawValue),
          Cell(planned.role?.name),
        ] + customer + [
          .list(planned.projects.map(\.project.name)),
          .styled(
            person.result.map { $0.result.rawValue } ?? "unfinished",
            person.result?.result.isAsPlanned == true ? .good : .bad),
          Cell(words.isEmpty ? nil : words.joined(separator: ": ")),
          .list(planned.origins.map { PlanWords.place($0).raw }),
        ])
    }
    return table
  }
}
