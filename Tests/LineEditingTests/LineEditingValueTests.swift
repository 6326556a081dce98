import Testing

@testable import LineEditing

/// Undo, cuts and clusters as values.
struct LineEditingValueTests {
  private func note(_ timeline: inout LineTimeline, _ text: String, _ cursor: Int? = nil) {
    let scalars = Array(text.unicodeScalars)
    timeline.note(scalars, cursor: cursor ?? scalars.count)
  }

  private func string(_ state: (text: [Unicode.Scalar], cursor: Int)?) -> String? {
    state.map { String(String.UnicodeScalarView($0.text)) + "|\($0.cursor)" }
  }

  @Test func `a typed word is one step, anything else a step of its own`() {
    var timeline = LineTimeline()
    for text in ["", "a", "ab", "ab ", "ab c", "ab cd", "ab"] { note(&timeline, text) }
    #expect(string(timeline.undo()) == "ab cd|5")
    #expect(string(timeline.undo()) == "ab |3")
    #expect(string(timeline.undo()) == "|0")
    #expect(string(timeline.undo()) == nil)
    #expect(string(timeline.redo()) == "ab |3")
    #expect(string(timeline.redo()) == "ab cd|5")
    note(&timeline, "ab cd!")
    #expect(string(timeline.redo()) == nil)
    #expect(string(timeline.undo()) == "ab cd|5")
  }

  @Test func `a moved cursor ends a run of typing`() {
    var timeline = LineTimeline()
    note(&timeline, "a")
    note(&timeline, "a", 0)
    note(&timeline, "ba", 1)
    #expect(string(timeline.undo()) == "a|0")
    #expect(string(timeline.undo()) == "|0")
  }

  @Test func `cuts in a row are one, and older ones come round`() {
    var ring = KillRing()
    #expect(ring.current == nil)
    ring.push("b", from: .behindCursor, joins: false)
    ring.push("c", from: .behindCursor, joins: true)
    ring.push("a", from: .beforeCursor, joins: true)
    ring.push("x", from: .beforeCursor, joins: false)
    ring.push("", from: .beforeCursor, joins: false)
    #expect(ring.current == "x")
    ring.rotate()
    #expect(ring.current == "abc")
    ring.rotate()
    #expect(ring.current == "x")
  }

  @Test(arguments: ["abc", "e\u{301}a", "a👨‍👩‍👧b", "🇩🇪🇫🇷", "a\u{301}\u{302} b\r\nc", "각가\u{600}1", ""])
  func `a cursor stands between clusters`(text: String) {
    let scalars = Array(text.unicodeScalars)
    var places = [0]
    for cluster in text { places.append((places.last ?? 0) + cluster.unicodeScalars.count) }
    for offset in 0...scalars.count {
      let before = places.last { $0 < offset } ?? 0
      let behind = places.first { $0 > offset } ?? scalars.count
      #expect(TextClusters.start(in: scalars, before: offset) == before)
      #expect(TextClusters.end(in: scalars, after: offset) == behind)
      let isPlace = places.contains(offset)
      #expect(
        TextClusters.place(in: scalars, at: offset, cameFrom: 0) == (isPlace ? offset : behind))
      #expect(
        TextClusters.place(in: scalars, at: offset, cameFrom: scalars.count + 1)
          == (isPlace ? offset : before))
    }
  }

  @Test(arguments: [
    ("role a@b.com x", 0, 4), ("role a@b.com x", 4, 12), ("a>=b", 1, 3), ("a  ", 1, 3), ("", 0, 0),
    ("assign \"Mobile App\" x", 6, 19), ("assign \"Mobile App\" x", 8, 14),
    ("assign \"Mobile App\" x", 14, 18), ("assign \"Mobile App\" x", 18, 19),
    ("assign \"Mobile App", 7, 8), ("assign 'a b',c", 7, 12), ("o'brien o'x", 0, 7),
  ])
  func `a token goes on to its end`(text: String, cursor: Int, end: Int) {
    #expect(LineMotion.tokenEnd(in: Array(text.unicodeScalars), after: cursor) == end)
  }

  @Test func `the newest entry that goes on from the text is suggested`() {
    let walk = HistoryWalk(entries: ["select a", "list", "select b"], limit: 10)
    #expect(walk.suggestion(for: "sel") == "ect b")
    #expect(walk.suggestion(for: "select b") == nil)
    #expect(walk.suggestion(for: "l") == "ist")
    #expect(walk.suggestion(for: "sel", where: { !$0.hasSuffix("b") }) == "ect a")
    #expect(walk.suggestion(for: "") == nil)
    #expect(walk.suggestion(for: "L") == nil)
  }
}
