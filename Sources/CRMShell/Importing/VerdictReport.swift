import ImportEngine
import ImportModel
import Reporting

/// What an import says at its end.
struct VerdictReport {
  let verdict: RunVerdict
  /// The portal as it was read before.
  let portal: Portal
  /// What was confirmed; nil for a run that was gone on with.
  var assessment: Assessment?
  /// The plan's full digest.
  let plan: String
  /// Requests of the whole import, reads included, as the connection counted them.
  var requests: Int
  /// Write calls as previewed; nil for a run that was gone on with.
  var previewed: Int?
  /// Whether the run was given up: then it was settled and closed only.
  var isAbandoned = false
  /// The run that this one undoes; nil for an import.
  var reverted: Int?
  /// Whether it deactivates people in place of taking them out of the portal.
  var isDeactivating = false

  var report: Report {
    var blocks: [Block] = []
    let failed = verdict.people.filter { isTold($0.result) }
    if !failed.isEmpty { blocks.append(.table(table(failed))) }
    let kept = verdict.people.filter {
      $0.result.isAsPlanned && $0.message != nil && !$0.keepsOwn
    }
    if !kept.isEmpty { blocks.append(.table(table(kept, key: "kept"))) }
    blocks.append(.sentence("\(counts) \(cost)"))
    if let keptByPlan { blocks.append(.notice(.note, keptByPlan)) }
    if let unanswered { blocks.append(.notice(.note, unanswered)) }
    if let surplus { blocks.append(.notice(.note, surplus)) }
    for stop in verdict.stops { blocks.append(.notice(.problem, RunWords.stop(stop))) }
    blocks += halfMade + nextSteps.map { .notice(.note, $0) }
    if isAbandoned, verdict.isComplete {
      blocks.append(.sentence("The run is closed; nothing more was sent."))
    }
    blocks.append(
      .sentence("Verdict: \(word, style) (run \(verdict.run.map(String.init) ?? "none"))"))
    return Report(blocks, data: data)
  }

  /// How many people keep a role or profile other than was asked for.
  private var keptByPlan: Text? {
    let count = verdict.people.count(where: \.keepsOwn)
    guard count > 0, let run = verdict.run else { return nil }
    return
      "\(count, "person keeps", "people keep") a role or profile other than was asked for: report \(run) names them, --replace changes it"
  }

  /// Who is named with what became of them: in a run that goes on later, not those who are left.
  private func isTold(_ outcome: PersonOutcome) -> Bool {
    !outcome.isAsPlanned && (verdict.isComplete || !isOpen(outcome))
  }

  private func isOpen(_ outcome: PersonOutcome) -> Bool {
    outcome == .notSent || outcome == .unresolved
  }

  /// Customers that the portal has now and that none of their people came to.
  private var halfMade: [Block] {
    guard let portal = verdict.portal else { return [] }
    let changes = changes
    var came: Set<CustomerTarget> = []
    for person in verdict.people where person.result.isAsPlanned {
      if let target = changes[person.person]?.customer { came.insert(target) }
    }
    return (assessment?.customers ?? []).filter { change in
      change.kind == .add && !came.contains(change.target) && portal.customer(change.target) != nil
    }.map { change in
      .notice(
        .warning,
        "customer \(change.name) was made, but nobody came to it: run the same lines again, or delete it in Zoho Projects"
      )
    }
  }

  /// What the plan meant for each person.
  private var changes: [PersonID: Change] {
    Dictionary(
      (assessment?.changes ?? []).map { ($0.row.person.id, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// People who are not as planned, with the server's words.
  private func table(_ people: [PersonResult], key: String = "people") -> Table {
    var table = Table(
      key: key,
      columns: [
        Column("email", title: "e-mail", isFlexible: true, shortest: 26),
        Column("name", priority: 2, isFlexible: true), Column("result"),
        Column("code", priority: 1),
        Column("message", isFlexible: true, shortest: 24, wraps: true),
      ])
    let changes = changes
    for person in people {
      table.append([
        Cell(person.email), .text(person.name),
        RunWords.cell(person.result, isBegun: verdict.begun.contains(person.person)),
        Cell(person.code.map(RunWords.code)),
        person.message.map { RunWords.told($0, of: person.code) }
          ?? Cell(remedy(person, changes[person.person])),
      ])
    }
    return table
  }

  /// What to do about a person who was left out.
  private func remedy(_ person: PersonResult, _ change: Change?) -> String? {
    let reasons = person.code?.split(separator: ",").compactMap {
      BlockReason(rawValue: String($0))
    }
    guard let reasons, !reasons.isEmpty else { return nil }
    let words = RemedyWords(portal: portal)
    return reasons.map { words.remedy($0, of: change).raw }.joined(separator: "; ")
  }

  /// In the words that `runs` has for it; JSON tells how the process ends.
  private var word: String {
    guard verdict.exitCode != 0 else {
      return reverted.map {
        "done, the portal read back holds nothing more of run \($0) but what is kept\(deactivated)"
      } ?? "done, the portal read back holds the plan"
    }
    let word =
      verdict.isComplete ? isAbandoned ? "abandoned" : verdict.word.rawValue : "unfinished"
    return "\(word), exit code \(verdict.exitCode)"
  }

  private var style: Style { verdict.exitCode == 0 ? .good : .bad }

  private var data: DataValue {
    [
      "schema": 1, "run": .optional(verdict.run), "plan": .string(plan),
      "verdict": .string(verdict.word.rawValue), "exit_code": .integer(Int(verdict.exitCode)),
      "people": .array(
        verdict.people.map { person in
          [
            "email": .optional(person.email), "result": .string(person.result.rawValue),
            "code": .optional(person.code), "message": .optional(person.message),
          ]
        }),
      "requests": .integer(requests), "writes": .integer(verdict.writes),
      "seconds": .integer(Int(verdict.seconds)),
    ]
  }
}
