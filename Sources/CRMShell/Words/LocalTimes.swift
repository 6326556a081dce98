import ImportModel
package import Reporting

/// Points in time as everybody reads them who sees this machine's clock: the one place of that
/// notation. Programs get ISO 8601 in UTC.
package struct LocalTimes: Sendable {
  private let zones: any TimeZones

  package init(_ zones: any TimeZones) { self.zones = zones }

  /// E.g. `2026-03-01 10:00:00 UTC+1` of seconds since 1970.
  package func text(_ seconds: Int64) -> String {
    let offset = zones.offset(at: seconds)
    let text = TimeText.iso8601(seconds + offset)
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) \(Self.zone(offset))"
  }

  /// The same for whatever renders reports.
  package var notation: TimeNotation {
    TimeNotation("local time") { TimeText.seconds(iso8601: $0).map(text) ?? $0 }
  }

  /// `UTC`, `UTC+1`, `UTC-3:30`.
  private static func zone(_ offset: Int64) -> String {
    guard offset != 0 else { return "UTC" }
    let minutes = abs(offset) / 60
    let (hours, rest) = (minutes / 60, minutes % 60)
    return
      "UTC\(offset < 0 ? "-" : "+")\(hours)\(rest == 0 ? "" : ":\(rest < 10 ? "0" : "")\(rest)")"
  }
}

extension Text {
  /// A point in time, in seconds since 1970.
  init(time seconds: Int64) { self.init(moment: TimeText.iso8601(seconds)) }
}

extension Text.StringInterpolation {
  /// Adds a point in time, in seconds since 1970: `\(time: seconds)`.
  mutating func appendInterpolation(time seconds: Int64, _ style: Style = .plain) {
    appendInterpolation(moment: TimeText.iso8601(seconds), style)
  }
}
