import ImportModel

/// What became of the calls that had no answer, whichever process sent them.
package struct UnansweredCalls: Hashable, Sendable {
  /// The portal holds what they were to bring about: they were carried out, and not sent again.
  package let found: Int
  /// Complete reads show that they were without effect, at least for some of their people.
  package let missing: Int
  /// Nobody has looked yet: the run came to a stop before.
  package let open: Int

  package init(found: Int = 0, missing: Int = 0, open: Int = 0) {
    self.found = found
    self.missing = missing
    self.open = open
  }

  package var count: Int { found + missing + open }
}

/// Keeps count of them while a run is under way.
struct UnansweredBook {
  private var calls: [Int: PlannedCall] = [:]
  private var findings: [Int: [EmailAddress?: SettlementRecord.State]] = [:]
  private var resent: Set<Int> = []

  /// Begins with those that another process left behind and did not look up.
  init(_ history: [ReportedCall], _ ledger: ItemLedger) {
    for recorded in history where recorded.findings.isEmpty {
      switch recorded.outcome?.state {
      case nil, .unknown: calls[recorded.intent.number] = PlannedCall(recorded.intent, ledger)
      case .applied, .refused, .turnedAway: break
      }
    }
  }

  mutating func answered(_ intent: ImportRun.Intent, _ outcome: Outcome) {
    if case .unknown = outcome { calls[intent.number] = intent.call }
  }

  mutating func looked(_ number: Int, _ new: [SettlementRecord.Finding]) {
    for finding in new { findings[number, default: [:]][finding.person] = finding.state }
  }

  /// The same work is sent anew: what had been sent of it was without effect.
  mutating func resends(_ intent: ImportRun.Intent) {
    guard intent.attempt > 1 else { return }
    for (number, call) in calls
    where call.kind == intent.call.kind && call.project == intent.call.project
      && call.customer == intent.call.customer
      && (call.people.isEmpty || call.people.contains(where: intent.call.people.contains))
    {
      resent.insert(number)
    }
  }

  /// What is known of them at the end of a run.
  func tally(_ run: ImportRun) -> UnansweredCalls {
    let open = Set(run.unsettled.map(\.number))
    var (found, missing) = (0, 0)
    for (number, call) in calls where !open.contains(number) {
      if isFound(number, call, in: run) { found += 1 } else { missing += 1 }
    }
    return UnansweredCalls(
      found: found, missing: missing, open: calls.keys.count(where: open.contains))
  }

  private func isFound(_ number: Int, _ call: PlannedCall, in run: ImportRun) -> Bool {
    if resent.contains(number) { return false }
    if let known = findings[number] { return known.values.allSatisfy { $0 == .shown } }
    let items = call.itemOfCustomer.map { [$0] } ?? call.people.flatMap(call.core)
    return items.allSatisfy { run.ledger.isShown($0, in: run.known) }
  }
}

extension ImportRun {
  /// Those for whom something planned was done, by an answer or by what the final read shows.
  var begun: Set<PersonID> {
    Set(
      people.lazy.filter { row in
        guard let email = row.email else { return false }
        return ledger.items(of: email).contains { item in
          guard let state = ledger[item], state.isChange else { return false }
          return state.isProven || state.isSent && final?.value(of: item) == state.planned
        }
      }.map(\.id))
  }
}
