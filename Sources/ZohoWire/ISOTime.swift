/// Zoho's times: ISO 8601 with an offset or `Z`, e.g. `2026-03-02T09:15:00+05:30`,
/// `2026-02-27T10:19:11.719Z`. [C] OAS26 users
package enum ISOTime {
  /// Seconds since 1970 UTC, fractions cut off; nil when the text is malformed or no such time.
  package static func seconds(_ text: String) -> Int64? {
    var text = text
    return text.withUTF8 { seconds(UnsafeRawBufferPointer($0)) }
  }

  /// The same of a text in its bytes.
  package static func seconds(_ text: UnsafeRawBufferPointer) -> Int64? {
    var rest = Rest(bytes: text)
    guard let year = rest.number(4), rest.skip("-"), let month = rest.number(2),
      rest.skip("-"), let day = rest.number(2), rest.skip("T"),
      let hour = rest.number(2), rest.skip(":"), let minute = rest.number(2),
      rest.skip(":"), let second = rest.number(2), rest.skipFraction(),
      let offset = rest.offset(), rest.place == text.count,
      (1...12).contains(month), (1...length(ofMonth: month, year: year)).contains(day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    let days = daysSince1970(year, month, day)
    return days * 86_400 + hour * 3_600 + minute * 60 + second - offset
  }

  /// What is left of a text.
  private struct Rest {
    let bytes: UnsafeRawBufferPointer
    var place = 0

    @inline(__always)
    mutating func number(_ count: Int) -> Int64? {
      guard place + count <= bytes.count else { return nil }
      var value: Int64 = 0
      for index in place..<(place + count) {
        guard Self.isDigit(bytes[index]) else { return nil }
        value = value * 10 + Int64(bytes[index] - UInt8(ascii: "0"))
      }
      place += count
      return value
    }

    @inline(__always)
    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
      guard place < bytes.count, bytes[place] == UInt8(ascii: scalar) else { return false }
      place += 1
      return true
    }

    mutating func skipFraction() -> Bool {
      guard skip(".") else { return true }
      let start = place
      while place < bytes.count, Self.isDigit(bytes[place]) { place += 1 }
      return place > start
    }

    /// Seconds east of UTC: `Z`, `+05:30` or `+0530`.
    mutating func offset() -> Int64? {
      if skip("Z") { return 0 }
      let isEast = skip("+")
      guard isEast || skip("-"), let hours = number(2) else { return nil }
      _ = skip(":")
      guard let minutes = number(2), hours <= 18, minutes < 60 else { return nil }
      return (isEast ? 1 : -1) * (hours * 3_600 + minutes * 60)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
      byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
  }

  private static func length(ofMonth month: Int64, year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days of the Gregorian calendar, counted in eras of 400 years that begin in March.
  private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
