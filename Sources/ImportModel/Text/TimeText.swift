/// Times as text, UTC, without a calendar library.
package enum TimeText {
  /// E.g. `2026-03-01T09:00:00Z` of seconds since 1970.
  package static func iso8601(_ seconds: Int64) -> String {
    let day = seconds.flooredQuotient(by: 86_400)
    let rest = seconds - day * 86_400
    let (year, month, dayOfMonth) = civil(day)
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map(twoDigits).joined(separator: ":")
    return "\(year)-\(twoDigits(month))-\(twoDigits(dayOfMonth))T\(clock)Z"
  }

  /// Seconds since 1970 of a text that `iso8601` made; nil for any other.
  package static func seconds(iso8601 text: String) -> Int64? {
    guard text.utf8.count == 20 else { return nil }
    let parts = text.split { "-T:Z".contains($0) }.map { Int64($0) }
    guard parts.count == 6, let year = parts[0], let month = parts[1], let day = parts[2],
      let hour = parts[3], let minute = parts[4], let second = parts[5],
      let days = days(year: year, month: month, day: day)
    else { return nil }
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
    return iso8601(seconds) == text ? seconds : nil
  }

  /// Days since 1970-01-01 of a date; nil where the calendar has no such day.
  package static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
    guard (1...12).contains(month), (1...31).contains(day), (1...9999).contains(year) else {
      return nil
    }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.flooredQuotient(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    let (backYear, backMonth, backDay) = civil(days)
    return backYear == year && backMonth == month && backDay == day ? days : nil
  }

  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func twoDigits(_ value: Int64) -> String {
    value < 10 ? "0\(value)" : String(value)
  }
}

extension Int64 {
  fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : (self + 1) / divisor - 1
  }
}
