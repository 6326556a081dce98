import ImportEngine
import ImportModel
import Reporting

/// A run as a page: who, when and why, what was planned, sent, answered and read back, problems first.
struct RunPage {
  let reported: ReportedRun
  let chain: ChainVerdict
  /// Invitations that the run asked Zoho for, in calls that were applied.
  let mails: Int
  /// Seconds since 1970.
  let written: Int64
  /// crmsh's own version.
  let version: String

  private var report: RunReport { reported.report }
  private var summary: RunSummary { report.summary }

  var page: HTMLPage {
    let matrix = MatrixSections(matrix: ProjectMatrix(report))
    return HTMLPage(
      title: title,
      lead: [.sentence("Verdict: \(verdict)"), .facts(facts)] + reported.next, tallies: tallies,
      sections: ([
        problems, codes, matrix.matrixSection, matrix.projectSection, people(matrix.matrix),
        customers, calls, audit, record,
      ] as [HTMLPage.Section?]).compactMap { $0 },
      footer: Text.pageFooter(version: version))
  }

  private var title: Text {
    summary.revertOf.map {
      "Run \(summary.run), which undid run \($0), in portal \(summary.context.portalName)"
    } ?? "Run \(summary.run) in portal \(summary.context.portalName)"
  }

  private var verdict: Text {
    let code: Text = summary.exitCode.map { ", exit code \($0)" } ?? ""
    return reported.verdict + code
  }

  private var facts: [Fact] {
    let context = summary.context
    return [
      Fact("started", Text(time: summary.startedAt)),
      reported.ended,
      Fact("by", "\(context.crmCaller), \(context.osUser) on \(context.host)"),
      Fact("portal", "\(context.portalName, .strong) (\(context.key.portal.text))"),
      Fact("reason", summary.reason.map { Text($0) } ?? Text("none given", .dim)),
      Fact("calls", "\(summary.writes, "write call", "write calls") sent"),
      Fact("mails", "\(mails, "person", "people") invited by mail, as far as the server answered"),
      Fact("new people", newcomers),
    ]
  }

  /// What ties the page to the run and to where it was made.
  private var record: HTMLPage.Section {
    let context = summary.context
    return HTMLPage.Section(
      "record", "Of this page",
      [
        .facts([
          Fact("written", Text(time: written)), Fact("crmsh", Text(context.version)),
          Fact("server", Text(context.key.baseURL)), Fact("sign-in", Text(context.key.account)),
          Fact("plan", Text(summary.planDigest)), Fact("state", Text(report.stateDigest)),
        ])
      ])
  }

  /// Those who took a licence, as the final read-back showed; an unfinished run has none.
  private var newcomers: Text {
    let joined = report.people.flatMap(\.items).filter { item in
      if case .member = item.snapshot.item {
        item.snapshot.before == .absent && item.after == .present
      } else {
        false
      }
    }.compactMap(\.snapshot.item.email)
    let clients = Set(
      report.people.filter { $0.planned.id.kind == .contact }.compactMap(\.planned.canonicalEmail))
    let asClients = joined.count { clients.contains($0.canonical) }
    return
      "\(joined.count - asClients, "portal user", "portal users") and \(asClients, "client user", "client users") that the portal did not have before, each with a licence"
  }

  private var tallies: [HTMLPage.Tally] {
    guard summary.endedAt != nil else {
      return [HTMLPage.Tally("people", report.people.count)]
    }
    return PersonOutcome.allCases.flatMap { outcome in
      let people = report.people.filter { $0.result?.result == outcome }
      return Dictionary(grouping: people) { RunWords.words(outcome, isBegun: $0.isBegun) }
        .sorted { $0.key < $1.key }
        .map { HTMLPage.Tally($0.key, $0.value.count, outcome.isAsPlanned ? .good : .bad) }
    }
  }

  private var problems: HTMLPage.Section {
    var table = Table(
      key: "problems",
      columns: [
        Column("email", title: "e-mail", isFlexible: true), Column("name", isFlexible: true),
        Column("result"), Column("message", isFlexible: true), Column("remedy", isFlexible: true),
      ], caption: "Who is not as asked for")
    for person in report.people
    where person.result.map({ !$0.isAsAsked }) ?? (person.expected != .kept) {
      table.append([
        Cell(person.planned.emailText), .text(person.planned.name), result(of: person),
        reported.message(of: person), Cell(remedy(for: person)),
      ])
    }
    return HTMLPage.Section(
      "problems", "Problems",
      table.rows.isEmpty ? [.sentence("Everybody is as asked for.")] : [.table(table)])
  }

  private func result(of person: ReportedPerson) -> Cell {
    RunWords.result(of: person)
  }

  /// What to do about somebody who is not as planned; of a run without an end the page's first notice
  /// tells it.
  private func remedy(for person: ReportedPerson) -> String? {
    if let undone = summary.revertOf, person.result != nil {
      return "revert \(undone) undoes what is left of it"
    }
    switch person.result?.result {
    case .blocked:
      return person.planned.blocked.map { remedy($0, for: person.planned).raw }
        .joined(separator: "; ")
    case .rejected:
      return
        "mend what the server names, or leave them out; retry \(summary.run) stages them again"
    case .notSent: return "retry \(summary.run) stages them again as they were planned"
    case .conflict, .unresolved:
      return
        "explain \(person.planned.emailText ?? "E-MAIL") in \(summary.run) tells all that is known"
    case .applied, .adopted, .kept, nil:
      guard person.result?.keepsAsOwner != true else {
        return "leave the portal's owner out of the line that gives it"
      }
      return person.result?.keepsOwn == true
        ? "--replace on the line that gives it changes it" : nil
    }
  }

  private func remedy(_ reason: BlockReason, for person: JournalPerson) -> Text {
    guard reason == .confusableEmail, let email = person.canonicalEmail else {
      return RemedyWords(portal: nil).remedy(reason, of: nil)
    }
    return LookalikeWords.remedy(
      of: email, among: report.people.compactMap(\.planned.canonicalEmail))
  }

  private func people(_ matrix: ProjectMatrix) -> HTMLPage.Section {
    let hasClients = report.people.contains { $0.planned.id.kind == .contact }
    var origins = PageOrigins()
    var table = Table(
      key: "people",
      columns: ([
        Column("email", title: "e-mail", isFlexible: true), Column("name", isFlexible: true),
        Column("change"), Column("role", isFlexible: true),
        hasClients ? Column("customer", isFlexible: true) : nil,
        Column("projects", isFlexible: true), Column("result"),
        Column("message", isFlexible: true), Column("because"),
      ] as [Column?]).compactMap { $0 },
      caption: "Everybody of the plan; because: the numbers of the lines below")
    for (person, places) in zip(report.people, matrix.places) {
      let planned = person.planned
      table.append(
        [
          Cell(planned.emailText), .text(planned.name),
          .text(RunWords.change(planned, isRevert: summary.revertOf != nil)),
          Cell(person.role?.name),
        ] + (hasClients ? [Cell(planned.customer?.name)] : []) + [
          MatrixSections.projects(planned.projects.map(\.project.name), places: places),
          result(of: person), reported.message(of: person),
          origins.cell(of: planned.origins),
        ])
    }
    return HTMLPage.Section(
      "people", "People", [.table(table)] + (origins.table.map { [.table($0)] } ?? []))
  }

  private var codes: HTMLPage.Section? {
    ServerCode.table(explaining: report).map {
      HTMLPage.Section("codes", "Codes of Zoho's servers", [.table($0)])
    }
  }

  private var customers: HTMLPage.Section? {
    guard var table = ReportedCustomers(report).table else { return nil }
    table.caption = "What was done to customers"
    return HTMLPage.Section("customers", "Customers", [.table(table)])
  }

  private var calls: HTMLPage.Section? {
    guard var table = ReportedCalls(report).table else { return nil }
    table.caption = "The calls of the run, in the order they were recorded"
    return HTMLPage.Section("calls", "Calls", [.table(table)])
  }

  private var audit: HTMLPage.Section {
    HTMLPage.Section(
      "audit", "Audit log", ChainWords.reply(chain, neighbours: []).report.blocks)
  }
}
