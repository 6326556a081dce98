import ImportModel
import Testing

struct TimeTextTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"),
      (1_767_225_600, "2026-01-01T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
      (4_107_542_400, "2100-03-01T00:00:00Z"),
    ] as [(Int64, String)])
  func `seconds are told as ISO 8601 in UTC`(seconds: Int64, text: String) {
    #expect(TimeText.iso8601(seconds) == text)
  }

  @Test(
    arguments: [
      (2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0),
      (0, 1, 1), (10_000, 1, 1),
    ] as [(Int64, Int64, Int64)])
  func `a day that the calendar lacks is none`(year: Int64, month: Int64, day: Int64) {
    #expect(TimeText.days(year: year, month: month, day: day) == nil)
  }

  @Test func `days of four centuries follow one another`() {
    var expected = TimeText.days(year: 1900, month: 1, day: 1) ?? 0
    #expect(expected == -25_567)
    for year in Int64(1900)..<2300 {
      for month in Int64(1)...12 {
        for day in Int64(1)...31 {
          guard let found = TimeText.days(year: year, month: month, day: day) else { continue }
          #expect(found == expected)
          expected += 1
        }
      }
    }
    #expect(expected == -25_567 + 146_097)
  }
}
