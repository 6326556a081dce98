import ImportEngine
import ImportModel
import Reporting

extension Examination {
  /// Every line, in the order of the checks.
  var findings: [Finding] {
    ConnectionFindings(examination: self).all + ScopeFindings(examination: self).all
      + CRMFindings(crm: crm).all + PortalFindings(examination: self).all
      + StandingFindings(examination: self).all + LocalFindings(local: local).all
  }

  /// The lines as a report: a table, then in full what failed and what is not known.
  var reply: Reply {
    let findings = findings
    let exit = findings.reduce(ExitCode.done) { $0.gravest($1.exit) }
    var blocks: [Block] = [.table(Self.table(findings))]
    if let endpoints { blocks += [.blank, .table(endpoints)] }
    let notices = findings.compactMap(Self.notice)
    if !notices.isEmpty { blocks += [.blank] + notices }
    let counts = Finding.State.allCases.map { state in
      (state, findings.count { $0.state == state })
    }
    blocks.append(.sentence("\(counts.map { "\($1) \($0.rawValue)" }.joined(separator: ", "))."))
    return Reply(Report(blocks, data: data(findings, exit)), exit: exit)
  }

  private static func table(_ findings: [Finding]) -> Table {
    var table = Table(
      key: "checks",
      columns: [
        Column("state"), Column("check"), Column("seen", isFlexible: true, shortest: 40),
        Column("source", title: "known by", priority: 2, isFlexible: true, shortest: 36),
        Column("remedy", title: "to do", priority: 3, isFlexible: true, shortest: 40),
      ])
    for finding in findings {
      table.append([
        .styled(finding.state.rawValue, finding.state.style), .text(finding.title),
        .said(finding.seen), .text(finding.source.raw), Cell(finding.remedy?.raw),
      ])
    }
    return table
  }

  /// Whole sentences, which no width cuts.
  private static func notice(_ finding: Finding) -> Block? {
    let remedy: Text = finding.remedy.map { "; do: \($0)" } ?? ""
    switch finding.state {
    case .ok:
      return finding.remedy.map { .notice(.note, "\(finding.title): \(finding.seen); do: \($0)") }
    case .failed:
      return .notice(
        .problem, "\(finding.title): \(finding.seen) (known by \(finding.source))\(remedy)")
    case .unknown:
      guard finding.remedy != nil else { return nil }
      return .notice(
        .note, "\(finding.title): unknown: \(finding.seen) (\(finding.source))\(remedy)")
    }
  }

  private var uses: [SlotUse] {
    if case .success(let uses)? = standing?.uses { uses } else { [] }
  }

  private var endpoints: Table? {
    guard !uses.isEmpty else { return nil }
    var table = Table(
      key: "endpoints",
      columns: [
        Column("pattern", title: "endpoint of Projects", isFlexible: true, shortest: 30),
        Column("calls", alignment: .trailing), Column("limit", alignment: .trailing),
        Column("seconds", title: "in s", alignment: .trailing),
        Column("remaining", title: "left by server", alignment: .trailing, priority: 1),
        Column("locked_until", title: "shut until"),
      ])
    for use in uses {
      table.append([
        .text(use.pattern), .number(use.calls), .number(use.limit.calls),
        .number(Int(use.limit.window / 1_000)), Cell(use.remaining),
        use.lockedUntil.map { .time(TimeText.iso8601($0)) } ?? .empty,
      ])
    }
    return table
  }

  private func data(_ findings: [Finding], _ exit: ExitCode) -> DataValue {
    [
      "schema": 1, "target": .optional(target), "exit_code": .integer(Int(exit.rawValue)),
      "checks": .array(findings.map(Self.data)),
      "scopes": .array(
        ScopeFindings(examination: self).standings.map { standing in
          [
            "scope": .string(standing.scope.rawValue), "state": .string(standing.state.rawValue),
            "source": .string(standing.source),
          ]
        }),
      "endpoints": endpoints?.data ?? .array([]),
    ]
  }

  private static func data(_ finding: Finding) -> DataValue {
    [
      "check": .string(finding.check.rawValue), "part": .optional(finding.part),
      "state": .string(finding.state.rawValue), "seen": .string(finding.seen.raw),
      "source": .string(finding.source.raw), "remedy": .optional(finding.remedy?.raw),
    ]
  }
}

extension Finding.State {
  fileprivate var style: Style {
    switch self {
    case .ok: .good
    case .failed: .bad
    case .unknown: .warning
    }
  }
}
