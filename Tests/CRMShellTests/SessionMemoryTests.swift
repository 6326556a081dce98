import ImportModel
import Testing

@testable import CRMShell

/// What steps that can be undone hold: counted, not timed.
struct SessionMemoryTests {
  private static let origin = Origin(line: "select", file: nil, position: 1, scriptHash: nil)

  private func selection(_ rows: Range<Int>, of capacity: Int = 1_000) -> Selection {
    Selection(rows: RowSet(rows, capacity: capacity), fields: [], origin: Self.origin)
  }

  private func held(_ timeline: Timeline) -> Int {
    var held = HeldMemory()
    timeline.count(in: &held)
    return held.bytes
  }

  /// A timeline of as many steps as `change` is called, each with a number from 0.
  private func timeline(
    _ steps: Int, from start: Session = Session(), _ change: (inout Session, Int) throws -> Void
  ) rethrows -> Timeline {
    var (timeline, session) = (Timeline(), start)
    for number in 0..<steps {
      let before = session
      try change(&session, number)
      timeline.append(
        TimelineStep(
          origin: Self.origin, summary: "", before: before, after: session, run: nil, comments: []))
    }
    return timeline
  }

  @Test func `twice as many kept names take twice as much, and some`() {
    let named = { (names: Int) in
      held(timeline(names) { $0.saved["name\($1)"] = selection($1..<$1 + 1) })
    }
    let (half, whole) = (named(400), named(800))
    #expect(whole < half * 5 / 2)
    // A copy of the names for each step would be 800 × 400 names.
    #expect(whole < 800 * 3_000)
  }

  @Test func `kept selections are found by their names, as they were at each step`() throws {
    let timeline = timeline(300) { session, number in
      session.saved["n\(number * 7 % 300)"] = selection(number..<number + 1)
    }
    for (number, step) in timeline.steps.enumerated() {
      let name = "n\(number * 7 % 300)"
      #expect(step.after.saved[name] == selection(number..<number + 1))
      #expect(step.before.saved[name] == nil)
      #expect(step.after.saved.all.count == number + 1)
    }
    let last = try #require(timeline.steps.last).after.saved
    #expect(last.all.map(\.name) == (0..<300).map { "n\($0)" }.sorted())
    var again = last
    again["n0"] = selection(5..<9)
    #expect(again["n0"]?.count == 4 && last["n0"]?.count == 1 && again != last)
    #expect(again.all.count == 300)
  }

  @Test func `a step that touches few of many staged people takes little`() throws {
    let people = (0..<2_000).compactMap { Self.candidate($0) }
    try #require(people.count == 2_000)
    var start = Session()
    _ = start.plan.assign(try Self.staged("1"), for: people)
    let one = held(timeline(1, from: start) { _, _ in })
    let stages = try (0..<50).map { try Self.staged(String($0 + 2)) }
    let few = held(
      timeline(50, from: start) { session, number in
        _ = session.plan.assign(stages[number], for: Array(people[0..<20]))
      })
    #expect(few < one * 3 / 2)
    // Where everybody is touched, people who were staged alike share what was staged.
    let all = held(
      timeline(50, from: start) { session, number in
        _ = session.plan.assign(stages[number], for: people)
      })
    #expect(all < one + 50 * 2_000 * 48)
  }

  @Test func `what steps share is shared after people were read anew`() throws {
    let old = Company.directory
    var new = SessionMove(from: old, to: old)
    let steps = timeline(100, from: Company.session) { session, number in
      session.saved["name\(number)"] = selection(0..<2, of: old.count)
    }
    let moved = steps.mapping { new.carried($0) }
    #expect(moved == steps)
    #expect(held(moved) < held(steps) * 11 / 10)
  }

  @Test func `what became of steps is written down without a copy of it for each`() throws {
    let directory = Company.directory
    let people = (0..<200).compactMap { Self.candidate($0) }
    let steps = try timeline(300, from: Company.session) { session, number in
      session.saved["name\(number)"] = selection(0..<2, of: directory.count)
      _ = session.plan.assign(try Self.staged(String(number + 2)), for: people)
    }
    var move = SessionMove(from: directory, to: directory)
    // A table that grows moves each time it doubles, one that is copied each time it is written to.
    var places: (names: [UInt], rows: [UInt]) = ([], [])
    _ = steps.mapping { session in
      let moved = move.carried(session)
      places.names.append(withUnsafeBytes(of: move.saved) { $0.load(as: UInt.self) })
      places.rows.append(withUnsafeBytes(of: move.rows) { $0.load(as: UInt.self) })
      return moved
    }
    for places in [places.names, places.rows] {
      let moves = zip(places, places.dropFirst()).count { $0 != $1 }
      #expect(places.count == 600 && (1...20).contains(moves))
    }
  }

  private static func candidate(_ number: Int) -> PlanCandidate? {
    guard let id = PersonID(.user, String(1_000 + number)) else { return nil }
    let text = "person\(number)@zylker.example"
    return PlanCandidate(
      person: PlannedPerson(
        id: id, name: "Person \(number)", emailText: text, email: EmailAddress(text),
        status: "active", isConfirmed: true), matched: [])
  }

  private static func staged(_ project: String) throws -> [Staged<ProjectID>] {
    [Staged(try #require(ProjectID(project)), replaces: false, origin: origin)]
  }
}
