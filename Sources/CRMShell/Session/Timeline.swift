package import ImportModel

/// One step of the session: the line, and what it made of the session.
package struct TimelineStep: Equatable, Sendable {
  package let origin: Origin
  /// What the line reported, in one sentence.
  package let summary: String
  package let before: Session
  package let after: Session
  /// Set for an import: nothing before it can be undone here.
  package let run: Int?
  /// What people wrote above the line in a script.
  let comments: [String]
}

/// What `save` writes of a step, when its sessions are forgotten too.
struct TimelineLine: Equatable, Sendable {
  let line: String
  let comments: [String]
  let summary: String
  let run: Int?
  /// Whether the plan was another one after it.
  let changesPlan: Bool

  fileprivate init(_ step: TimelineStep) {
    line = step.origin.line
    comments = step.comments
    summary = step.summary
    run = step.run
    changesPlan = step.before.plan != step.after.plan
  }
}

/// Lines of steps too old to be undone. There is no end to them, and whoever looks at the timeline holds a
/// copy of it: they lie in parts, so that one more copies no more than the last.
private struct SettledLines: Equatable, Sendable {
  private static let part = 256
  private var full: [[TimelineLine]] = []
  private var last: [TimelineLine] = []

  var count: Int { full.count * Self.part + last.count }
  var all: [TimelineLine] { full.flatMap(\.self) + last }

  mutating func append(_ line: TimelineLine) {
    last.append(line)
    guard last.count == Self.part else { return }
    full.append(last)
    last = []
  }
}

/// A line that fetched records, and how many lines had changed the session by then.
struct TimelineFetch: Equatable, Sendable {
  fileprivate(set) var step: Int
  let line: String
  let comments: [String]
}

/// The steps that changed the session, with a place in them that `undo` and `redo` move.
package struct Timeline: Equatable, Sendable {
  package private(set) var steps: [TimelineStep] = []
  /// The lines of steps too old to be undone.
  private var settled = SettledLines()
  /// In the order they came; none is undone.
  private(set) var fetches: [TimelineFetch] = []
  /// How many of the steps are in force.
  package private(set) var position = 0

  package init() {}

  /// Steps that can be undone; of older ones the lines are kept.
  package static let limit = 1000

  /// Every line in force, the first one first, however old.
  var lines: [TimelineLine] { settled.all + steps[..<position].map(TimelineLine.init) }

  /// The same steps over other rows: every session in it is carried over.
  package func mapping(_ transform: (Session) -> Session) -> Timeline {
    var copy = self
    copy.steps = steps.map { step in
      TimelineStep(
        origin: step.origin, summary: step.summary, before: transform(step.before),
        after: transform(step.after), run: step.run, comments: step.comments)
    }
    return copy
  }

  /// Adds what the steps take to what is counted.
  func count(in held: inout HeldMemory) {
    for step in steps {
      step.before.count(in: &held)
      step.after.count(in: &held)
    }
  }

  /// How many steps are in force, however old: the number of the last.
  package var number: Int { settled.count + position }

  /// Adds a step; what had been undone is gone then.
  package mutating func append(_ step: TimelineStep) {
    if position < steps.count {
      steps.removeSubrange(position...)
      // What was fetched after a step that is gone was fetched before this one.
      for index in fetches.indices {
        fetches[index].step = min(fetches[index].step, number)
      }
    }
    steps.append(step)
    if steps.count > Self.limit { settled.append(TimelineLine(steps.removeFirst())) }
    position = steps.count
  }

  /// Remembers a line that fetched records here.
  mutating func noteFetch(_ line: String, _ comments: [String] = []) {
    fetches.append(
      TimelineFetch(step: number, line: line, comments: comments))
  }

  /// Goes back by up to `count` steps; returns the session to restore and the steps left.
  package mutating func undo(_ count: Int) throws(Refusal) -> (Session, [TimelineStep]) {
    var left: [TimelineStep] = []
    while left.count < count, position > 0 {
      let step = steps[position - 1]
      if let run = step.run {
        guard left.isEmpty else { break }
        throw .importedSince(run: run)
      }
      left.append(step)
      position -= 1
    }
    guard let last = left.last else { throw .nothingToUndo }
    return (last.before, left)
  }

  /// Goes forward by up to `count` steps; returns the session to restore and the steps taken.
  package mutating func redo(_ count: Int) throws(Refusal) -> (Session, [TimelineStep]) {
    let taken = Array(steps[position...].prefix(count))
    guard let last = taken.last else { throw .nothingToRedo }
    position += taken.count
    return (last.after, taken)
  }
}
