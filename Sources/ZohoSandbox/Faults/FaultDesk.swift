/// A fault script at work: counts the calls and says which rule strikes.
struct FaultDesk: Sendable {
  /// What is at work; its JSON is shown to the judge.
  let script: FaultScript
  /// Calls that fit each rule.
  private var seen: [Int]
  /// Calls that each rule struck.
  private var struck: [Int]

  init(_ script: FaultScript = FaultScript()) {
    self.script = script
    seen = script.rules.map { _ in 0 }
    struck = seen
  }

  /// Whether there is nothing to do.
  var isIdle: Bool { script.rules.isEmpty }

  /// How far back reads may look, in milliseconds; nil when they never do.
  var reach: Int64? {
    script.rules.filter { $0.fault == .staleRead }
      .map { $0.parameters.duration ?? FaultRule.staleFor }.max()
  }

  /// Counts a call for every rule it fits, and gives the first that strikes it.
  mutating func take(_ fits: (FaultRule) -> Bool) -> FaultRule? {
    var taken: FaultRule?
    for (index, rule) in script.rules.enumerated() where fits(rule) {
      seen[index] += 1
      guard taken == nil, rule.match.isDue(seen[index]),
        rule.match.times.map({ struck[index] < $0 }) ?? true
      else { continue }
      struck[index] += 1
      taken = rule
    }
    return taken
  }
}

extension FaultRule {
  /// Milliseconds a stale read looks back when the script does not say.
  static let staleFor: Int64 = 5_000
}

/// A call that has been taken and does its work later.
struct LateCall: Sendable {
  /// Milliseconds since 1970 UTC.
  let due: Int64
  let route: Route
  let call: Call
}

/// The portal as it was, kept while a script has stale reads.
struct PortalHistory: Sendable {
  /// A server under load keeps only the newest.
  private static let most = 256

  /// Each with the time at which a change put an end to it.
  private var entries: [(until: Int64, portal: Portal)] = []

  /// Keeps what was until a time; forgets what ended longer ago than `reach` milliseconds.
  mutating func add(_ portal: Portal, until time: Int64, reach: Int64) {
    entries.removeAll { $0.until <= time - reach }
    if entries.count == Self.most { entries.removeFirst() }
    entries.append((time, portal))
  }

  /// The portal of a time, as far as it is remembered; nil when it is that of now.
  func portal(at time: Int64) -> Portal? { entries.first { $0.until > time }?.portal }
}
