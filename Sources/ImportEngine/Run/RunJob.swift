import ImportModel

/// A run to be driven: a new one, or one that the journal holds.
struct RunJob: Sendable {
  let portal: Portal
  let people: [RunPerson]
  let items: [ItemSnapshot]
  let settings: EngineSettings
  let capabilities: Capabilities
  let key: PortalKey
  let planDigest: String
  /// Makes what the journal is to be told of a new run; nil for one it holds. That is as large as the plan, and
  /// of no use once it was told, so that nobody keeps it; the order is its giver's for the whole run anyway.
  let opening: (@Sendable () -> RunOpening)?
  /// That of the run; nil for a new one.
  let number: Int?
  /// Every call that was recorded, in order.
  let history: [ReportedCall]
  /// Whether it is only settled, and closed.
  var isAbandoned = false
  /// Whether it undoes another run.
  let isRevert: Bool

  init(_ order: ImportOrder, at wallSeconds: Int64) {
    let items = ItemSnapshots.of(order.assessment, in: order.portal)
    portal = order.portal
    let names = PortalNames(order.portal)
    var recent = RecentArrays<ProjectID>()
    people = order.assessment.changes.map { RunPerson($0, named: names, sharing: &recent) }
    self.items = items
    settings = order.settings
    capabilities = order.capabilities
    key = order.context.key
    planDigest = order.planDigest
    opening = { RunOpening(order, items: items, at: wallSeconds) }
    number = nil
    history = []
    isRevert = false
  }

  init(_ order: RevertOrder, at wallSeconds: Int64) {
    portal = order.portal
    people = order.plan.people.map { RunPerson($0, isRevert: true) }
    items = order.plan.snapshots
    settings = order.settings
    capabilities = order.capabilities
    key = order.context.key
    planDigest = order.planDigest
    opening = { RunOpening(order, at: wallSeconds) }
    number = nil
    history = []
    isRevert = true
  }

  init(
    _ run: RunResumption, in portal: Portal, settings: EngineSettings, capabilities: Capabilities
  ) {
    self.portal = portal
    isRevert = run.revertOf != nil
    if isRevert {
      people = run.people.map { RunPerson($0, isRevert: true) }
    } else {
      let kept = KeptAgain(of: run, in: portal)
      people = run.people.map(kept.row)
    }
    items = run.items
    var bound = settings
    bound.notify = run.settings.notify
    bound.batch = run.settings.batch
    self.settings = bound
    self.capabilities = capabilities
    key = run.context.key
    planDigest = run.planDigest
    opening = nil
    number = run.run
    history = run.calls
  }

  /// When the exchange of a recorded call is over at the latest, in uptime milliseconds.
  func deadlines(_ clock: any Clock) -> [Int: Int64] {
    let (uptime, wall) = (clock.uptime, clock.wallSeconds)
    return Dictionary(
      history.map { call in
        // A clock that was set back must not keep a run waiting for longer than the call had.
        let rest = min(call.intent.deadline - wall, call.intent.deadline - call.intent.at)
        let left = max(rest, 0) * 1000
        return (call.intent.number, uptime + left)
      }, uniquingKeysWith: { first, _ in first })
  }
}
