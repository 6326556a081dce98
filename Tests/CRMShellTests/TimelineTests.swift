import ImportModel
import Testing

@testable import CRMShell

struct TimelineTests {
  private func step(_ number: Int) -> TimelineStep {
    TimelineStep(
      origin: Origin(line: "line \(number)", file: nil, position: number, scriptHash: nil),
      summary: "", before: Session(), after: Session(), run: nil, comments: [])
  }

  /// Lines too old to be undone are kept in parts of hundreds.
  @Test(arguments: [999, 1_000, 1_001, 1_256, 1_257, 1_900])
  func `every line is kept, in order, however old`(count: Int) throws {
    var timeline = Timeline()
    for number in 1...count { timeline.append(step(number)) }
    #expect(timeline.number == count)
    #expect(timeline.lines.map(\.line) == (1...count).map { "line \($0)" })
    _ = try timeline.undo(3)
    timeline.append(step(0))
    #expect(timeline.lines.map(\.line) == (1...count - 3).map { "line \($0)" } + ["line 0"])
  }
}
