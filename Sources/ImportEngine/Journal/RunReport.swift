import ImportModel

/// How a run ended, as stored.
package struct RunClosing: Sendable {
  /// `done`, `partial` … of `RunVerdict.Word`; `abandoned` when an administrator gave it up.
  package let word: String
  /// As the process gives it.
  package let exitCode: Int32
  /// Seconds since 1970.
  package let at: Int64
  package let people: [PersonResult]
  /// What the final read-back showed; empty when there was none.
  package let items: ItemReadings

  package init(
    word: String, exitCode: Int32, at: Int64, people: [PersonResult], items: ItemReadings
  ) {
    self.word = word
    self.exitCode = exitCode
    self.at = at
    self.people = people
    self.items = items
  }

  /// The end of a run whose process died, or that an administrator gave up: exit code 4.
  package static func unfinished(_ word: Word, at: Int64) -> RunClosing {
    RunClosing(word: word.rawValue, exitCode: 4, at: at, people: [], items: [])
  }

  /// How a run can end without a verdict.
  package enum Word: String, Sendable {
    case interrupted, abandoned
  }
}

/// What the final read-back said of one item.
package struct ItemReading: Hashable, Sendable {
  package let item: Item
  package let now: ItemValue

  package init(item: Item, now: ItemValue) {
    self.item = item
    self.now = now
  }
}

/// What it said of the items of a run, whose snapshots stand in the run already: nothing is held beside them
/// but the read, which is asked for each.
package struct ItemReadings: RandomAccessCollection, Sendable, ExpressibleByArrayLiteral {
  private let snapshots: [ItemSnapshot]
  /// Nil: as planned.
  private let portal: Portal?

  /// What a read says of these.
  init(of snapshots: [ItemSnapshot], in portal: Portal) {
    self.snapshots = snapshots
    self.portal = portal
  }

  /// These, told one by one.
  package init(_ readings: [ItemReading]) {
    snapshots = readings.map { ItemSnapshot(item: $0.item, planned: $0.now, before: $0.now) }
    portal = nil
  }

  /// These, told one by one.
  package init(arrayLiteral elements: ItemReading...) { self.init(elements) }

  package var startIndex: Int { 0 }
  package var endIndex: Int { snapshots.count }

  /// The reading of an item.
  package subscript(index: Int) -> ItemReading {
    let (item, planned) = (snapshots[index].item, snapshots[index].planned)
    return ItemReading(item: item, now: portal?.value(of: item) ?? planned)
  }
}

/// A run in a list.
package struct RunSummary: Hashable, Sendable {
  /// Its number in the journal.
  package let run: Int
  package let context: RunContext
  /// Full, hexadecimal.
  package let planDigest: String
  /// What `--reason` said; nil without.
  package let reason: String?
  /// Seconds since 1970.
  package let startedAt: Int64
  /// Seconds since 1970; nil while unfinished.
  package let endedAt: Int64?
  /// Nil while unfinished.
  package let word: String?
  /// As the process gives it.
  package let exitCode: Int32?
  /// Rows in the plan.
  package let people: Int
  /// Calls recorded before being sent, without those that were turned away.
  package let writes: Int
  /// Rows by how they ended; empty while unfinished.
  package let results: [PersonOutcome: Int]
  /// The run that this one undoes; nil for an import.
  package let revertOf: Int?

  package init(
    run: Int, context: RunContext, planDigest: String, reason: String?, startedAt: Int64,
    endedAt: Int64?, word: String?, exitCode: Int32?, people: Int, writes: Int,
    results: [PersonOutcome: Int], revertOf: Int? = nil
  ) {
    self.run = run
    self.context = context
    self.planDigest = planDigest
    self.reason = reason
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.word = word
    self.exitCode = exitCode
    self.people = people
    self.writes = writes
    self.results = results
    self.revertOf = revertOf
  }
}

/// A run without an end.
package struct UnfinishedRun: Hashable, Sendable {
  /// Its number in the journal.
  package let run: Int
  /// Seconds since 1970.
  package let startedAt: Int64
  /// Seconds since 1970 when the last of its exchanges is over; nil when it sent nothing.
  package let lastDeadline: Int64?

  package init(run: Int, startedAt: Int64, lastDeadline: Int64?) {
    self.run = run
    self.startedAt = startedAt
    self.lastDeadline = lastDeadline
  }
}

/// One run in full.
package struct RunReport: Hashable, Sendable {
  package let summary: RunSummary
  /// Full, hexadecimal.
  package let stateDigest: String
  /// In plan order.
  package let people: [ReportedPerson]

  package init(summary: RunSummary, stateDigest: String, people: [ReportedPerson]) {
    self.summary = summary
    self.stateDigest = stateDigest
    self.people = people
  }
}

/// One person of a run: planned and why, sent, answered, read back, result.
package struct ReportedPerson: Hashable, Sendable {
  package let planned: JournalPerson
  package let calls: [ReportedCall]
  package let items: [ReportedItem]
  /// Nil while the run is unfinished.
  package let result: PersonResult?

  package init(
    planned: JournalPerson, calls: [ReportedCall], items: [ReportedItem], result: PersonResult?
  ) {
    self.planned = planned
    self.calls = calls
    self.items = items
    self.result = result
  }
}

/// A call that named a person; without an outcome when the process died before the answer.
package struct ReportedCall: Hashable, Sendable {
  package let intent: IntentRecord
  package let outcome: OutcomeRecord?
  /// What complete read-backs showed of it, in the order recorded.
  package let findings: [SettlementRecord]

  package init(
    intent: IntentRecord, outcome: OutcomeRecord?, findings: [SettlementRecord] = []
  ) {
    self.intent = intent
    self.outcome = outcome
    self.findings = findings
  }
}

/// An item with its three values.
package struct ReportedItem: Hashable, Sendable {
  package let snapshot: ItemSnapshot
  /// Nil when no read-back was made.
  package let after: ItemValue?

  package init(snapshot: ItemSnapshot, after: ItemValue?) {
    self.snapshot = snapshot
    self.after = after
  }
}
