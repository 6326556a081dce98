import CRMShellTesting
import Foundation
import Reporting
import Testing

/// Every report in every format, as kept in `Formats/`, a file a report. Which reports there are is said
/// by the table of JSON reports, which holds every command that prints something.
///
/// With `CRMSH_RECORD=1` in the environment the files are written anew, and the run fails.
struct FormatTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Formats")

  /// The entries whose steps are lines; the page of words has none.
  static let entries = SchemaTable.entries.filter { entry in
    entry.steps.contains {
      switch $0 {
      case .prints, .fails: true
      case .starts, .terminal, .others, .runs: false
      }
    }
  }

  @Test(arguments: entries)
  func `a report is printed in every format as it is kept`(entry: SchemaTable.Entry) async throws {
    var lines: [String] = ["# \(entry.name)"]
    for format in OutputFormat.allCases.map(\.rawValue) {
      lines += ["", "=== \(format)"]
      for printed in try await entry.played(in: format) {
        lines.append("crmsh> \(printed.line)")
        lines += Self.lines(of: printed.told.standardOutput)
        lines += Self.lines(of: printed.told.standardError).map { "! \($0)" }
      }
    }
    let played = lines.map { $0 + "\n" }.joined()
    let file = Self.folder.appending(path: Self.fileName(of: entry))
    guard TranscriptTests.isRecording else {
      let kept = try String(contentsOf: file, encoding: .utf8)
      #expect(played == kept, "\(TranscriptTests.difference(kept, played))")
      return
    }
    try played.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("\(entry.name) was recorded: read what changed, then run without CRMSH_RECORD")
  }

  @Test func `there is a file for each report and no other`() throws {
    let kept = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
    #expect(Set(kept) == Set(Self.entries.map(Self.fileName)))
    #expect(Set(kept).count == Self.entries.count)
  }

  @Test(arguments: entries.filter(\.isList))
  func `rows are the same number in every format for programs`(entry: SchemaTable.Entry)
    async throws
  {
    let json = try await entry.played(in: "json").map { printed in
      let list = try JSONSerialization.jsonObject(with: Data(printed.told.standardOutput.utf8))
      return try #require(list as? [Any]).count
    }
    #expect(try await entry.played(in: "ndjson").map(Self.records) == json)
    for format in ["csv", "tsv"] {
      let rows = try await entry.played(in: format).map(Self.records)
      // The first record names the columns; of nothing there is none.
      #expect(rows == json.map { $0 == 0 ? 0 : $0 + 1 }, "\(format)")
    }
  }

  private static func records(_ printed: SchemaStage.Printed) -> Int {
    // An empty line stands between the tables of two commands.
    lines(of: printed.told.standardOutput).count { !$0.isEmpty }
  }

  /// `explain EMAIL in RUN` as `explain-email-in-run.txt`.
  private static func fileName(of entry: SchemaTable.Entry) -> String {
    let words = entry.name.lowercased().split { !$0.isLetter }
    return words.joined(separator: "-") + ".txt"
  }

  private static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
