import ImportModel

/// What a run that ended has done, by what its journal proves.
struct RunWork {
  /// Items that an answer of the server proved to be the run's doing.
  private(set) var proven: Set<Item> = []
  /// What the final read-back showed; empty where there was none.
  private let readings: [Item: ItemValue]

  init(_ run: RunResumption) {
    readings = Dictionary(
      run.readings.map { ($0.item, $0.now) }, uniquingKeysWith: { first, _ in first })
    let ledger = ItemLedger(run.items)
    for recorded in run.calls {
      guard recorded.outcome?.state == .applied,
        let call = PlannedCall(recorded.intent, ledger)
      else { continue }
      let missing = Set(recorded.outcome?.missing ?? [])
      for email in call.people where !missing.contains(email) {
        proven.formUnion(call.items(of: email))
      }
      if let item = call.itemOfCustomer { proven.insert(item) }
    }
  }

  /// Whether the run is known to have brought about what was planned: by its final read-back, or by
  /// an answer where there was none.
  func hasAchieved(_ snapshot: ItemSnapshot) -> Bool {
    readings[snapshot.item].map { $0 == snapshot.planned } ?? proven.contains(snapshot.item)
  }
}
