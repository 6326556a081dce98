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

/// The steps that changed the session, with a place in them that `undo` and `redo` move.
package struct Timeline: Equatable, Sendable {
  package private(set) var steps: [TimelineStep] = []
  /// How many of the steps are in force.
  package private(set) var position = 0

  package init() {}

  /// Steps kept; older ones are forgotten.
  package static let limit = 1000

  package var effective: ArraySlice<TimelineStep> { steps[..<position] }

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

  /// Adds a step; what had been undone is gone then.
  package mutating func append(_ step: TimelineStep) {
    steps.removeSubrange(position...)
    steps.append(step)
    if steps.count > Self.limit { steps.removeFirst(steps.count - Self.limit) }
    position = steps.count
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
