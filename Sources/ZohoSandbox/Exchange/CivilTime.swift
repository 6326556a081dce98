/// Instants as Zoho writes them, without a calendar library.
enum CivilTime {
  /// Milliseconds of a day.
  static let day: Int64 = 86_400_000

  /// Milliseconds since 1970 UTC of a day at midnight UTC.
  static func milliseconds(year: Int, month: Int, day: Int) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = Int64(shifted / 400)
    let yearOfEra = Int64(shifted) - era * 400
    let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return (era * 146_097 + dayOfEra - 719_468) * Self.day
  }

  /// `2026-02-27T10:19:11.719Z`, as Projects writes it.
  static func projects(_ milliseconds: Int64) -> String {
    let fraction = String(1000 + milliseconds % 1000).dropFirst()
    return text(milliseconds) + "." + fraction + "Z"
  }

  /// `2026-03-02T09:15:00+05:30`, as CRM writes it in the zone of the caller.
  static func crm(_ milliseconds: Int64) -> String {
    text(milliseconds + (5 * 60 + 30) * 60_000) + "+05:30"
  }

  private static func text(_ milliseconds: Int64) -> String {
    let days = milliseconds / Self.day
    let second = Int(milliseconds % Self.day / 1000)
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    let month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    let year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    return "\(year)-\(two(month))-\(two(day))"
      + "T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
