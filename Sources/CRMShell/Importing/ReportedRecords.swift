import ImportEngine
import ImportModel
import Reporting

/// A run as one table, for CSV and TSV: one row for each person in each of their projects, the facts of
/// the run in every row. Whoever is in no project has one row.
struct ReportedRecords {
  private let reported: ReportedRun

  init(_ reported: ReportedRun) { self.reported = reported }

  private var report: RunReport { reported.report }
  private var summary: RunSummary { report.summary }

  private static let columns = [
    Column("run", alignment: .trailing), Column("verdict"), Column("portal"), Column("portal_id"),
    Column("started"), Column("ended"), Column("by"), Column("plan"), Column("reverts"),
    Column("reason"), Column("email"), Column("name"), Column("kind"), Column("change"),
    Column("role"), Column("customer"), Column("project"), Column("project_id"), Column("profile"),
    Column("outcome"), Column("result"), Column("code"), Column("message"), Column("because"),
  ]

  var table: Table {
    var table = Table(key: "outcomes", columns: Self.columns)
    let (facts, names) = (facts, projectNames)
    for person in report.people {
      let (before, after) = (cells(before: person), cells(after: person))
      let marks = RunMarks(person).all
      for (project, mark) in marks {
        // For programs a word is one: `not_added`.
        let word = String(mark.word.map { $0 == " " ? "_" : $0 })
        table.append(
          facts + before + [
            .text(names[project] ?? project), .text(project), Cell(mark.profile), .text(word),
          ] + after)
      }
      if marks.isEmpty { table.append(facts + before + [.empty, .empty, .empty, .empty] + after) }
    }
    return table
  }

  private var facts: [Cell] {
    let context = summary.context
    return [
      .number(summary.run), .text(reported.verdictCode), .text(context.portalName),
      .text(context.key.portal.text), .time(TimeText.iso8601(summary.startedAt)),
      summary.endedAt.map { .time(TimeText.iso8601($0)) } ?? .empty, .text(context.crmCaller),
      .text("\(summary.planDigest.prefix(12))-\(report.stateDigest.prefix(12))"),
      Cell(summary.revertOf), Cell(summary.reason),
    ]
  }

  private func cells(before person: ReportedPerson) -> [Cell] {
    let planned = person.planned
    return [
      Cell(planned.emailText), .text(planned.name), .text(planned.id.kind.rawValue),
      .text(RunWords.change(planned, isRevert: summary.revertOf != nil)), Cell(person.role?.name),
      Cell(planned.customer?.name),
    ]
  }

  private func cells(after person: ReportedPerson) -> [Cell] {
    let result = person.result
    return [
      .text((result?.result ?? person.expected)?.rawValue ?? "unfinished"), Cell(result?.code),
      Cell(result == nil ? RunWords.progress(of: person) : result?.message),
      .list(person.planned.origins.map { PlanWords.place($0).raw }),
    ]
  }

  /// What the projects of the run are called.
  private var projectNames: [String: String] {
    let planned = report.people.lazy.flatMap(\.planned.projects).map(\.project)
    let called = report.people.lazy.flatMap(\.calls).compactMap(\.intent.project)
    var names: [String: String] = [:]
    for project in called { names[project.id] = project.name }
    for project in planned { names[project.id] = project.name }
    return names
  }
}
