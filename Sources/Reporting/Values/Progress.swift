/// How far work has come; time is handed in, nothing here looks at a clock.
package struct Progress: Hashable, Sendable {
  /// What is counted, in the plural: `people`.
  package let unit: String
  /// How many are done.
  package let done: Int
  /// How many there are, where that is known.
  package let total: Int?
  /// The time that was worked, without what was waited for other reasons.
  package let elapsed: Duration
  /// How many were done in that time.
  private let timed: Int

  /// Makes a state of work; negative counts are taken as 0. `timed`: how many of those done were done
  /// in the time elapsed, where it is not all of them.
  package init(unit: String, done: Int, total: Int?, elapsed: Duration, timed: Int? = nil) {
    self.timed = max(0, timed ?? done)
    self.unit = unit
    self.done = max(0, done)
    self.total = total.map { max(0, $0) }
    self.elapsed = elapsed
  }

  /// The time the rest takes at the rate so far; nothing before the first is done.
  package var remaining: Duration? {
    guard let total, timed > 0, elapsed > .zero else { return nil }
    return elapsed * (Double(max(0, total - done)) / Double(timed))
  }

  /// One line: `120/500 people, 12/s, 31 s left`.
  package var line: Text {
    var parts: [Text] = [total.map { "\(done)/\($0) \(unit)" } ?? "\(done) \(unit)"]
    if let rate { parts.append(Text(rate)) }
    if let remaining, remaining > .zero { parts.append("\(Text.duration(remaining)) left") }
    return parts.joined(", ")
  }

  /// Per second, or per minute where less than one a second is done.
  private var rate: String? {
    guard timed > 0, elapsed > .zero else { return nil }
    let perSecond = Double(timed) / (elapsed / .seconds(1))
    return perSecond >= 1 ? "\(Self.short(perSecond))/s" : "\(Self.short(perSecond * 60))/min"
  }

  /// Whole from 10 on, one decimal below; rounded half up in whole numbers, because `rounded()`
  /// needs the C mathematics library, which this target does not link.
  private static func short(_ value: Double) -> String {
    let tenths = Int(min(value * 10, 1e12) + 0.5)
    return tenths >= 100 ? String((tenths + 5) / 10) : "\(tenths / 10).\(tenths % 10)"
  }
}

extension Text {
  /// A time in words, two units at most: `45 s`, `3 min 20 s`, `1 h 5 min`; rounded up to seconds.
  package static func duration(_ duration: Duration) -> Text {
    let parts = duration.components
    let seconds = max(0, parts.seconds + (parts.attoseconds > 0 ? 1 : 0))
    let (minutes, hours) = (seconds / 60, seconds / 3600)
    if hours > 0 { return two(hours, "h", minutes % 60, "min") }
    if minutes > 0 { return two(minutes, "min", seconds % 60, "s") }
    return "\(seconds) s"
  }

  private static func two(
    _ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String
  ) -> Text {
    small == 0 ? "\(large) \(largeUnit)" : "\(large) \(largeUnit) \(small) \(smallUnit)"
  }
}
