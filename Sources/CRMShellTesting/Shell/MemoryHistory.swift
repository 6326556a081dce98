package import CRMShell
package import ImportEngine
import Synchronization

/// Lines that were typed, in memory, by place.
package final class MemoryHistory: LineHistory {
  private let lines: Mutex<[String?: [TypedLine]]>
  private let failure: FileFailure?

  /// What was typed before; a failure is met by whoever reads.
  package init(_ lines: [String?: [TypedLine]] = [:], failure: FileFailure? = nil) {
    self.lines = Mutex(lines)
    self.failure = failure
  }

  /// As a desk is found: somebody was connected to a rehearsal.
  package static var used: MemoryHistory {
    MemoryHistory([
      nil: [
        TypedLine("help", at: nil), TypedLine("connect sandbox", at: 1_767_258_000),
        TypedLine("login work --dc eu", at: 1_767_258_060),
      ],
      "sandbox": [
        TypedLine("select users where crm.role ~ \"*manager*\"", at: 1_767_258_120),
        TypedLine("role Manager for (\n  selected\n)", at: 1_767_258_180),
        TypedLine("preview", at: 1_767_258_240),
      ],
    ])
  }

  /// Keeps a line as the prompt does before it runs: where the same stood, it moves to the end.
  package func keep(_ text: String, at place: String? = nil) {
    lines.withLock { lines in
      var kept = lines[place] ?? []
      kept.removeAll { $0.text == text }
      lines[place] = kept + [TypedLine(text, at: nil)]
    }
  }

  /// The lines of a place, as they were given.
  package func lines(of place: String?, limit: Int) throws(FileFailure) -> [TypedLine] {
    if let failure { throw failure }
    return Array(lines.withLock { $0[place] ?? [] }.suffix(limit))
  }
}
