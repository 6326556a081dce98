import ImportEngine
import ImportModel
import Reporting

/// A preview as a page: everything that its views show, problems first.
struct PreviewPage {
  let prepared: PreparedImport
  let report: PreviewReport
  let provenance: PageProvenance

  var page: HTMLPage {
    let changes = prepared.assessment.changes
    let matrix = MatrixSections(matrix: ProjectMatrix(prepared))
    return HTMLPage(
      title: "Preview of \(changes.count, "person", "people") for portal \(prepared.portal.name)",
      lead: [.sentence("What an import would do. Nothing has been written."), .facts(facts)],
      tallies: ChangeKind.allCases.map { kind in
        HTMLPage.Tally(kind.rawValue, prepared.assessment.people(kind).count, kind.style)
      },
      sections: ([
        problems, consequences, matrix.matrixSection, matrix.projectSection,
        people(matrix.matrix), calls,
        provenance.record(
          of: prepared.portal, plan: prepared.plan.full, state: prepared.state.full),
      ] as [HTMLPage.Section?]).compactMap { $0 },
      footer: Text.pageFooter(version: provenance.user.version))
  }

  private var facts: [Fact] {
    let calls = prepared.calls
    return provenance.facts(of: prepared.portal) + [
      Fact(
        "calls",
        "\(calls.writes, "write call", "write calls"), about \(Text.duration(.seconds(calls.estimateSeconds)))"
      ),
      Fact(
        "mails",
        "\(calls.mails, "invitation mail", "invitation mails"), \(calls.notices, "notice", "notices") of a project joined"
      ),
    ]
  }

  private var problems: HTMLPage.Section {
    let problems = PreviewProblems(prepared)
    guard !problems.isEmpty else {
      return HTMLPage.Section(
        "problems", "Problems", report.gates + [.sentence("No problems.")])
    }
    var table = problems.table(hasRemedies: true)
    table.caption = "Who is left out, or keeps something that a line would have changed"
    return HTMLPage.Section("problems", "Problems", report.gates + [.table(table)])
  }

  private var consequences: HTMLPage.Section {
    HTMLPage.Section(
      "consequences", "Calls, mails and licences", report.consequences + licences)
  }

  /// What each kind of licence comes to.
  private var licences: [Block] {
    let counts = prepared.portal.licences.counts.sorted { $0.key < $1.key }
    guard !counts.isEmpty else { return [] }
    var table = Table(
      key: "licences",
      columns: [
        Column("kind"), Column("total", title: "in all", alignment: .trailing),
        Column("used", alignment: .trailing), Column("left", alignment: .trailing),
        Column("needed", alignment: .trailing), Column("after", alignment: .trailing),
      ], caption: "Licences of the portal, by Zoho's names of their kinds")
    for (kind, count) in counts {
      let needed = prepared.needed(ofLicence: kind)
      table.append([
        .text(kind), .number(count.total), .number(count.used),
        count.remaining.map { .number($0) } ?? "unlimited", .number(needed),
        count.remaining.map {
          .styled(String($0 - needed), $0 < needed ? .bad : .plain)
        } ?? "unlimited",
      ])
    }
    return [.table(table)]
  }

  private func people(_ matrix: ProjectMatrix) -> HTMLPage.Section {
    let changes = prepared.assessment.changes
    let names = PortalNames(prepared.portal)
    // The sign before a person says no more than the word of the change.
    let plain = PlanTable.table(changes, of: prepared.portal)
    let projects = plain.columns.firstIndex { $0.key == "projects" } ?? 0
    var origins = PageOrigins()
    var table = Table(
      key: "people", columns: Array(plain.columns.dropFirst()) + [Column("because")],
      caption: "Everybody of the plan; because: the numbers of the lines below")
    for ((change, cells), places) in zip(zip(changes, plain.rows), matrix.places) {
      var cells = cells
      cells[projects] = MatrixSections.projects(
        change.projects.map(names.project), places: places)
      table.append(cells.dropFirst() + [origins.cell(of: change.row.origins)])
    }
    return HTMLPage.Section(
      "people", "People", [.table(table)] + (origins.table.map { [.table($0)] } ?? []))
  }

  private var calls: HTMLPage.Section? {
    guard prepared.calls.writes > 0 else { return nil }
    var table = report.calls
    table.caption = "The calls that would be sent, in order, and the lists read to prove them"
    return HTMLPage.Section("calls", "Calls", [.table(table)])
  }
}

/// What undoing a run would do, as a page.
struct RevertPage {
  let prepared: PreparedRevert
  /// As the command tells it.
  let report: Report
  let provenance: PageProvenance

  var page: HTMLPage {
    HTMLPage(
      title: "Preview of undoing run \(prepared.run.run) for portal \(prepared.portal.name)",
      lead: [
        .sentence("What revert would undo, and what it would keep. Nothing has been written."),
        .facts(provenance.facts(of: prepared.portal)),
      ], tallies: [],
      sections: [
        HTMLPage.Section("undone", "Undone and kept", blocks),
        provenance.record(
          of: prepared.portal, plan: prepared.plan.full, state: prepared.state.full),
      ],
      footer: Text.pageFooter(version: provenance.user.version))
  }

  private var blocks: [Block] {
    report.blocks.map { block in
      guard case .table(var table) = block else { return block }
      table.caption =
        table.key == "customers" ? "Customers" : "What is undone for whom, and what they keep"
      return .table(table)
    }
  }
}

extension Text {
  /// The last line of every page.
  static func pageFooter(version: String) -> Text {
    "Written by crmsh \(version). This file names people: keep it out of the reach of others."
  }
}
