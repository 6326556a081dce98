import CRMShellTesting
import Foundation
import Testing

/// Whole sessions as they are kept in `Transcripts/`, one file each.
///
/// With `CRMSH_RECORD=1` in the environment the files are written anew, and the run fails.
struct TranscriptTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Transcripts")

  static let names: [String] = {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path())
        .filter { $0.hasSuffix(".txt") }.sorted()
    } catch {
      Issue.record("the folder of transcripts can't be read: \(error)")
      return []
    }
  }()

  static var isRecording: Bool { ProcessInfo.processInfo.environment["CRMSH_RECORD"] == "1" }

  @Test func `there are transcripts`() { #expect(Self.names.count >= 20) }

  @Test(arguments: names)
  func `a session prints what its transcript says`(name: String) async throws {
    let file = Self.folder.appending(path: name)
    let kept = try String(contentsOf: file, encoding: .utf8)
    let played = try await Transcript(kept).played()
    guard Self.isRecording else {
      #expect(played == kept, "\(Self.difference(kept, played))")
      return
    }
    try played.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("\(name) was recorded: read what changed, then run without CRMSH_RECORD")
  }

  @Test(arguments: names)
  func `a session asks nothing unexpected and prints no control character`(name: String)
    async throws
  {
    let kept = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    #expect(!kept.contains("(not expected)"))
    let forbidden = kept.unicodeScalars.filter { scalar in
      scalar != "\n" && scalar != "\t"
        && [.control, .format, .lineSeparator, .paragraphSeparator].contains(
          scalar.properties.generalCategory)
    }
    #expect(forbidden.isEmpty)
  }

  /// The first line in which two texts differ.
  static func difference(_ old: String, _ new: String) -> String {
    let (old, new) = (old.split(separator: "\n"), new.split(separator: "\n"))
    let index =
      zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    func line(_ lines: [Substring]) -> Substring { index < lines.count ? lines[index] : "(end)" }
    return "kept:   \(line(old))\nplayed: \(line(new))"
  }
}
