import ImportEngine
import ImportModel
import Reporting

/// One run in full: who, why, what was sent, what the server said, what the read-backs showed.
struct ReportedRun {
  let report: RunReport
  /// Who holds its portal; asked of a run without an end only.
  let holder: PortalHolder

  var summary: RunSummary { report.summary }

  /// Whether a process is at work on it.
  private var isUnderWay: Bool { if case .process = holder { true } else { false } }

  /// What came of it.
  var verdict: Text {
    isUnderWay
      ? Text(RunWords.underWay.shown, .warning)
      : Text(summary.word ?? "unfinished", summary.exitCode == 0 ? .good : .bad)
  }

  /// The same for programs.
  var verdictCode: String { isUnderWay ? RunWords.underWay.code : verdict.raw }

  var reply: Reply {
    let customers = ReportedCustomers(report).table.map { [Block.table($0)] } ?? []
    let calls = ReportedCalls(report).table.map { [Block.table($0)] } ?? []
    let codes = ServerCode.table(explaining: report).map { [Block.blank, .table($0)] } ?? []
    return Reply(
      Report(
        [.facts(facts)] + customers + calls + [.table(people)] + codes + next,
        records: ReportedRecords(self).table))
  }

  private var facts: [Fact] {
    var facts = [
      Fact("run", "\(summary.run)", data: .integer(summary.run)),
      Fact("verdict", Text(verdict.raw), data: .string(verdictCode)),
      Fact("portal", "\(summary.context.portalName) (\(summary.context.key.portal.text))"),
      Fact("address", Text(summary.context.key.baseURL)),
      Fact("started", Text(time: summary.startedAt)),
      ended,
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
    return facts
  }

  /// When it ended; programs read `never` of a run without an end, see the schema.
  var ended: Fact {
    summary.endedAt.map { Fact("ended", Text(time: $0)) }
      ?? Fact("ended", "not yet", data: "never")
  }

  /// What to type where the run has no end.
  var next: [Block] {
    guard summary.endedAt == nil else { return [] }
    return [OpenRun(run: summary.run, startedAt: summary.startedAt, holder: holder).notice]
  }

  private var people: Table {
    let hasClients = report.people.contains { $0.planned.id.kind == .contact }
    var table = Table(
      key: "people",
      columns: ([
        Column("email", title: "e-mail", isFlexible: true, shortest: 26),
        Column("name", priority: 2, isFlexible: true),
        Column("change"), Column("role", priority: 1, isFlexible: true),
        hasClients ? Column("customer", priority: 1, isFlexible: true) : nil,
        Column("projects", priority: 1, isFlexible: true), Column("result"),
        Column("message", isFlexible: true, shortest: 20, wraps: true),
        Column("because", priority: 3, isFlexible: true, shortest: 20, wraps: true),
      ] as [Column?]).compactMap { $0 })
    for person in report.people {
      let planned = person.planned
      let customer = hasClients ? [Cell(planned.customer?.name)] : []
      table.append(
        [
          Cell(planned.emailText), .text(planned.name),
          .text(RunWords.change(planned, isRevert: summary.revertOf != nil)),
          Cell(person.role?.name),
        ] + customer + [
          .list(planned.projects.map(\.project.name)),
          RunWords.result(of: person),
          message(of: person), .list(planned.origins.map { PlanWords.place($0).raw }),
        ])
    }
    return table
  }

  /// What came of a person, in the server's words where it said no.
  func message(of person: ReportedPerson) -> Cell {
    guard let result = person.result else { return Cell(RunWords.progress(of: person)) }
    return RunWords.told(result.code, result.message)
  }
}

/// The calls of a run, in the order they were recorded.
struct ReportedCalls {
  private let calls: [ReportedCall]

  init(_ report: RunReport) {
    var seen: Set<Int> = []
    calls = report.people.flatMap(\.calls)
      .filter { seen.insert($0.intent.number).inserted }
      .sorted { $0.intent.number < $1.intent.number }
  }

  /// One row a call; nil where none was recorded.
  var table: Table? {
    guard !calls.isEmpty else { return nil }
    let hasCustomers = calls.contains { $0.intent.customer != nil }
    var table = Table(
      key: "calls",
      columns: ([
        Column("call", alignment: .trailing), Column("what"),
        hasCustomers ? Column("customer", priority: 1, isFlexible: true) : nil,
        Column("project", isFlexible: true), Column("people", alignment: .trailing),
        Column("at", priority: 2), Column("answer"),
        Column("message", priority: 1, isFlexible: true, shortest: 20, wraps: true),
        Column("read_back", priority: 1, isFlexible: true, wraps: true),
      ] as [Column?]).compactMap { $0 })
    for call in calls {
      let intent = call.intent
      let customer = hasCustomers ? [Cell(intent.customer?.name)] : []
      table.append(
        [.number(intent.number), .text(intent.kind.rawValue)] + customer + [
          Cell(intent.project?.name), .number(intent.people.count),
          .time(TimeText.iso8601(intent.at)), answer(of: call), Cell(message(of: call)),
          Cell(readBack(of: call)),
        ])
    }
    return table
  }

  private func answer(of call: ReportedCall) -> Cell {
    switch call.outcome?.state {
    case .applied: .styled("applied", .good)
    case .refused: .styled("refused", .bad)
    case .turnedAway: .word("turned-away", shown: "turned away", .plain)
    case .unknown: .styled("unknown", .bad)
    case nil: .word("none", shown: "no answer", .bad)
    }
  }

  private func message(of call: ReportedCall) -> String? {
    guard let outcome = call.outcome else { return nil }
    let words = [outcome.code, outcome.message].filter { !$0.isEmpty }
    return words.isEmpty ? nil : words.joined(separator: ": ")
  }

  /// What the last read-back of a call showed, by how many of its people.
  private func readBack(of call: ReportedCall) -> String? {
    guard let last = call.findings.last else { return nil }
    return SettlementRecord.State.allCases.compactMap { state in
      let count = last.findings.count { $0.state == state }
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }.joined(separator: ", ")
  }
}
