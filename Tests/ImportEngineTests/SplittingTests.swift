import CRMShellTesting
import ImportModel
import Testing

@testable import ImportEngine

@Suite struct SplittingTests {
  /// Sends people as the planner would: those of a group together, in calls of its size, nobody who
  /// waits. Returns calls sent after the first, and who was found at fault.
  private struct Outcome {
    var extra = 0
    var culprits: Set<EmailAddress> = []
    var isAboutCall = false
    var added: Set<EmailAddress> = []
  }

  private func play(_ count: Int, code: (EmailAddress) -> String?) throws -> Outcome {
    let project: ProjectID = try PlanScene.id(1)
    var left = try (1...count).map { try PlanScene.email($0) }
    var (splits, outcome) = (Splitting(), Outcome())
    var calls = -1
    while true {
      let free = left.filter { !splits.waiting.contains(.init(email: $0, project: project)) }
      guard let first = free.first else {
        if splits.release() { continue }
        outcome.extra = calls
        return outcome
      }
      let tag = splits.tags[.init(email: first, project: project)]
      let batch = Array(
        free.filter { splits.tags[.init(email: $0, project: project)] == tag }
          .prefix(tag?.size ?? count))
      calls += 1
      try #require(calls < 2_000)
      guard let failure = batch.lazy.compactMap(code).first else {
        _ = splits.succeeded(batch, in: project)
        outcome.added.formUnion(batch)
        left.removeAll(where: batch.contains)
        continue
      }
      switch splits.failed(batch, in: project, code: failure, isRefused: true) {
      case .culprit:
        outcome.culprits.formUnion(batch)
        left.removeAll(where: batch.contains)
      case .smaller: break
      case .aboutCall(let all):
        outcome.isAboutCall = true
        left.removeAll(where: all.contains)
      }
    }
  }

  @Test(arguments: [2, 3, 5, 7, 16, 33, 50, 100])
  func `one culprit is found by few calls, and everybody else is added`(count: Int) throws {
    let bound = 2 * Int((Double(count).logarithm2).rounded(.up)) + 4
    for bad in 1...count {
      let culprit = try PlanScene.email(bad)
      let outcome = try play(count) { $0 == culprit ? "BAD" : nil }
      #expect(outcome.culprits == [culprit] && outcome.added.count == count - 1)
      #expect(outcome.extra <= bound, "\(bad) of \(count): \(outcome.extra) calls")
      #expect(!outcome.isAboutCall)
    }
  }

  @Test func `several culprits cost each no more than one`() throws {
    for seed in UInt64(1)...300 {
      let random = SeededRandomness(seed: seed)
      let bad = Set(
        try (0..<(1 + random.next(below: 6))).map { _ in
          try PlanScene.email(1 + random.next(below: 50))
        })
      let outcome = try play(50) { bad.contains($0) ? "BAD" : nil }
      guard !outcome.isAboutCall else { continue }
      #expect(outcome.culprits == bad, "seed \(seed)")
      #expect(outcome.added.count == 50 - bad.count, "seed \(seed)")
      #expect(outcome.extra <= bad.count * 16, "seed \(seed): \(outcome.extra)")
    }
  }

  @Test(arguments: [4, 7, 50])
  func `what every call meets is about the call, after four of them`(count: Int) throws {
    let outcome = try play(count) { _ in "FORBIDDEN" }
    #expect(outcome.isAboutCall && outcome.added.isEmpty)
    #expect(outcome.extra <= 4)
  }

  @Test func `failures that are not alike are about the people`() throws {
    let outcome = try play(8) { $0.text.contains("p1@") || $0.text.contains("p2@") ? "A" : "B" }
    #expect(!outcome.isAboutCall || outcome.culprits.isEmpty == false)
    #expect(outcome.added.isEmpty)
  }

  @Test func `a refused batch whose halves are taken tells how many a call takes`() throws {
    let project: ProjectID = try PlanScene.id(1)
    let people = try (1...10).map { try PlanScene.email($0) }
    var splits = Splitting()
    #expect(splits.failed(people, in: project, code: "X", isRefused: true) == .smaller)
    #expect(splits.succeeded(Array(people[..<5]), in: project) == nil)
    #expect(splits.succeeded(Array(people[5...]), in: project) == 5)
    #expect(splits.failed(people, in: project, code: "X", isRefused: false) != .culprit)
  }

  @Test func `who is tried alone because of a doubt decides for the others`() throws {
    let project: ProjectID = try PlanScene.id(1)
    let people = try (1...4).map { try PlanScene.email($0) }
    var splits = Splitting()
    splits.doubt(people, in: project, code: "silent")
    #expect(splits.waiting.count == 3)
    #expect(
      splits.failed([people[0]], in: project, code: "silent", isRefused: false)
        == .aboutCall(people))
    splits.doubt(people, in: project, code: "silent")
    _ = splits.succeeded([people[0]], in: project)
    #expect(splits.waiting.isEmpty)
    #expect(splits.tags[.init(email: people[1], project: project)]?.size == 2)
  }
}

extension Double {
  /// The power of two that this is.
  fileprivate var logarithm2: Double {
    var (value, power) = (1.0, 0.0)
    while value < self {
      value *= 2
      power += 1
    }
    return power
  }
}
