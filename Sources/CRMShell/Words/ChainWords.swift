import ImportEngine
import Reporting

/// What is said of the audit log.
enum ChainWords {
  /// `neighbours`: files beside the journal that tell of imports; they matter to an empty log only.
  static func reply(_ verdict: ChainVerdict, neighbours: [String]) -> Reply {
    switch verdict {
    case .intact(let entries, let head, let runsBefore):
      var blocks: [Block] = [
        .sentence(
          entries == 0
            ? "The audit log is intact: it has no entries yet."
            : "The audit log is intact: \(entries, "entry", "entries"), the last of them \(head).")
      ]
      blocks += entries == 0 ? Self.doubt(neighbours) : [Self.advice]
      if runsBefore > 0 {
        blocks.append(
          .notice(
            .note,
            "\(runsBefore, "run", "runs") from before the log began: nothing of them is proved"
          ))
      }
      return Reply(Report(blocks, data: data(entries, head, runsBefore, nil)))
    case .broken(let flaw):
      return Reply(
        Report(
          [
            .notice(.problem, words(flaw)),
            .sentence(
              "What is told of past imports can't be relied on; compare with a copy of the journal."
            ),
          ], data: data(nil, nil, nil, flaw)), exit: .partial)
    }
  }

  /// What a log can't prove of itself.
  private static var advice: Block {
    .notice(
      .note, "keep this hash elsewhere: a log that has lost it was cut short or exchanged")
  }

  private static func doubt(_ neighbours: [String]) -> [Block] {
    guard !neighbours.isEmpty else { return [] }
    return [
      .notice(
        .warning,
        "beside it lie locks of portals (\(neighbours.joined(separator: ", "))), as every import leaves, also one that was answered with no: if one was begun, its journal was taken away, and nothing is proved"
      )
    ]
  }

  private static func words(_ flaw: ChainBreak) -> Text {
    let place: String =
      switch (flaw.entry, flaw.run) {
      case (let entry?, let run?): "at entry \(entry) (run \(run))"
      case (let entry?, nil): "at entry \(entry)"
      case (nil, let run?): "at run \(run)"
      case (nil, nil): "outside any run"
      }
    return "the audit log is broken \(place): \(what(flaw.flaw))"
  }

  private static func what(_ flaw: ChainBreak.Flaw) -> String {
    switch flaw {
    case .missing: "the entry is missing"
    case .altered: "the entry was altered"
    case .detached: "the entry does not follow the one before it"
    case .wrongEnd: "the log does not end where its recorded end is"
    case .contradicted(let kind): "\(noun(kind)) was altered in the journal since"
    case .unrecorded(let kind): "the journal holds \(noun(kind)) that no entry tells of"
    }
  }

  private static func noun(_ kind: AuditEntry.Kind) -> String {
    switch kind {
    case .begin: "a plan"
    case .intent: "a call"
    case .outcome: "an answer"
    case .settlement: "a read-back"
    case .close: "a result"
    case .capability: "a finding about a portal"
    }
  }

  private static func data(
    _ entries: Int?, _ head: String?, _ runsBefore: Int?, _ flaw: ChainBreak?
  ) -> DataValue {
    [
      "schema": 1, "intact": .bool(flaw == nil), "entries": entries.map { .integer($0) } ?? .null,
      "head": .optional(head), "runs_before": runsBefore.map { .integer($0) } ?? .null,
      "broken_at": flaw?.entry.map { .integer($0) } ?? .null,
      "run": flaw?.run.map { .integer($0) } ?? .null,
      "message": .optional(flaw.map { what($0.flaw) }),
    ]
  }
}
