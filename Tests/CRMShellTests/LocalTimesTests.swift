import CRMShellTesting
import ImportModel
import Testing

@testable import CRMShell

/// The one notation of times for readers.
struct LocalTimesTests {
  private struct Machine: TimeZones {
    let seconds: Int64

    func offset(of zone: String, at instant: Int64) -> Int64? { nil }
    func offset(at instant: Int64) -> Int64 { seconds }
  }

  @Test(
    arguments: [
      (0, "2026-03-01 09:00:00 UTC"), (3_600, "2026-03-01 10:00:00 UTC+1"),
      (-12_600, "2026-03-01 05:30:00 UTC-3:30"), (20_700, "2026-03-01 14:45:00 UTC+5:45"),
      (-36_000, "2026-02-28 23:00:00 UTC-10"),
    ] as [(Int64, String)])
  func `local time with its zone`(offset: Int64, text: String) throws {
    let time = try #require(TimeText.seconds(iso8601: "2026-03-01T09:00:00Z"))
    #expect(LocalTimes(Machine(seconds: offset)).text(time) == text)
  }

  @Test(arguments: [0, 951_782_400, 1_772_355_600, -1, 4_102_444_799] as [Int64])
  func `ISO 8601 is read as it is written`(seconds: Int64) {
    #expect(TimeText.seconds(iso8601: TimeText.iso8601(seconds)) == seconds)
  }

  @Test(arguments: [
    "", "2026-03-01T09:00:00", "2026-02-30T09:00:00Z", "2026-03-01T25:00:00Z", "never",
  ])
  func `other text is none`(text: String) {
    #expect(TimeText.seconds(iso8601: text) == nil)
  }

  @Test func `runs, report and status tell it, documents are in UTC`() async throws {
    let scene = try Scene()
    await scene.run(
      "connect sandbox", "role Employee for eve@zylker.example", "assign Website for staged",
      "import --yes")
    for line in ["runs", "report", "runs --format vertical", "report --format markdown"] {
      let told = await scene.output(of: line).standardOutput
      #expect(told.contains(" UTC+1"), "\(line)\n\(told)")
      #expect(!told.contains("Z "), "\(line)\n\(told)")
    }
    for format in ["json", "ndjson", "csv", "tsv"] {
      let told = await scene.output(of: "runs --format \(format)").standardOutput
      #expect(!told.contains("UTC") && told.contains(":40Z"), "\(format)\n\(told)")
    }
  }
}
