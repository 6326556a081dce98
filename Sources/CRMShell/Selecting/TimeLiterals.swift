import CommandLanguage
import ImportModel

/// Times as they are written in filters: ISO 8601, or `-30d` back from now. A bare date is that
/// whole day in the caller's CRM time zone.
struct TimeLiterals {
  /// Seconds since 1970.
  let now: Int64
  /// IANA name of the caller's zone; nil: UTC.
  let zone: String?
  let zones: any TimeZones

  /// The half-open range of times that a comparison with a written time means.
  func range(_ comparison: Comparison, _ word: Word) throws(Stop) -> FilterTest {
    guard let (start, end) = parse(word.text) else {
      throw .syntax(
        SyntaxError(
          .badValue(
            found: word.text, expected: "a time such as 2026-01-31, 2026-01-31T09:00Z or -30d",
            suggestions: []), span: word.span))
    }
    switch comparison {
    case .less: return .within(from: nil, before: start)
    case .lessOrEqual: return .within(from: nil, before: end)
    case .greater: return .within(from: end, before: nil)
    case .greaterOrEqual: return .within(from: start, before: nil)
    default: return .within(from: start, before: end)
    }
  }

  /// First second of what is meant, and first second after it.
  func parse(_ text: String) -> (Int64, Int64)? {
    if text.hasPrefix("-") { return relative(text.dropFirst()) }
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let days = day(parts[0]) else { return nil }
    guard parts.count == 2 else {
      return (instant(days * 86_400), instant((days + 1) * 86_400))
    }
    return clock(parts[1]).map { seconds, offset in
      let local = days * 86_400 + seconds
      let start = offset.map { local - $0 } ?? instant(local)
      return (start, start + 1)
    }
  }

  private func relative(_ text: Substring) -> (Int64, Int64)? {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    guard let last = text.last, let unit = units[last], let count = Int64(text.dropLast()),
      (0...100_000).contains(count)
    else { return nil }
    let start = now - count * unit
    return (start, start + 1)
  }

  private func day(_ text: Substring) -> Int64? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else {
      return nil
    }
    return TimeText.days(year: year, month: month, day: day)
  }

  /// Seconds of the day and, where it is written, the offset from UTC.
  private func clock(_ text: Substring) -> (Int64, Int64?)? {
    var time = text
    var offset: Int64?
    if let last = time.last, last == "Z" || last == "z" {
      offset = 0
      time.removeLast()
    } else if let sign = time.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      guard let magnitude = seconds(time[time.index(after: sign)...]) else { return nil }
      offset = time[sign] == "-" ? -magnitude : magnitude
      time = time[..<sign]
    }
    return seconds(time).map { ($0, offset) }
  }

  private func seconds(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
    guard (2...3).contains(parts.count), let hours = parts[0], let minutes = parts[1],
      (0..<24).contains(hours), (0..<60).contains(minutes)
    else { return nil }
    guard parts.count == 3 else { return hours * 3600 + minutes * 60 }
    guard let rest = parts[2], (0..<61).contains(rest) else { return nil }
    return hours * 3600 + minutes * 60 + rest
  }

  /// The instant of a local time in the caller's zone.
  private func instant(_ local: Int64) -> Int64 {
    guard let zone, let first = zones.offset(of: zone, at: local) else { return local }
    return local - (zones.offset(of: zone, at: local - first) ?? first)
  }
}
