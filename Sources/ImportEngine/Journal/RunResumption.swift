/// All that another process needs to go on with a run, or to undo it.
package struct RunResumption: Hashable, Sendable {
  /// Its number in the journal.
  package let run: Int
  /// As the run was begun.
  package let opening: RunOpening
  /// Every call in the order of its intent.
  package let calls: [ReportedCall]
  /// What the final read-back showed; empty while unfinished.
  package let readings: [ItemReading]
  /// Seconds since 1970; nil while unfinished.
  package let endedAt: Int64?

  package init(
    run: Int, opening: RunOpening, calls: [ReportedCall], readings: [ItemReading], endedAt: Int64?
  ) {
    self.run = run
    self.opening = opening
    self.calls = calls
    self.readings = readings
    self.endedAt = endedAt
  }

  package var context: RunContext { opening.context }
  /// Full, hexadecimal.
  package var planDigest: String { opening.planDigest }
  /// Full, hexadecimal.
  package var stateDigest: String { opening.stateDigest }
  /// What `--reason` said; nil without.
  package var reason: String? { opening.reason }
  /// Seconds since 1970.
  package var startedAt: Int64 { opening.startedAt }
  /// In plan order.
  package var people: [JournalPerson] { opening.people }
  /// In the order stored, of people and of customers.
  package var items: [ItemSnapshot] { opening.items }
  package var settings: RunSettings { opening.settings }
  /// The run that this one undoes; nil for an import.
  package var revertOf: Int? { opening.revertOf }
  /// Whether it undoes another one and deactivates people in place of taking them out of the portal.
  package var isDeactivating: Bool { items.contains { $0.planned == .inactive } }
}
