import CRMShellTesting
import ImportEngine
import ImportModel
import Synchronization
import Testing

/// What goes wrong and stays wrong: every kind of call × every answer, for one person and for all, with
/// and without a first try. The run ends, in a bounded number of calls, and tells each person the truth.
@Suite struct PersistentFaultTests {
  @Test(arguments: WriteKind.allCases, PersistentAnswer.allCases)
  func `a kind of call that always gets one answer comes to an end, and is told`(
    kind: WriteKind, answer: PersistentAnswer
  ) async throws {
    for isForAll in [false, true] {
      for isProven in [false, true] {
        let trial = PersistentTrial(
          kind: kind, answer: answer, isForAll: isForAll, isProven: isProven)
        let wrong = try await violations(trial)
        #expect(
          wrong.isEmpty, "\(isForAll ? "all" : "one"), \(isProven ? "proven" : "tried first")")
      }
    }
  }

  private func violations(_ trial: PersistentTrial) async throws -> [String] {
    let course = try await trial.run()
    var wrong = try results(trial, course)
    let verdict = course.verdict
    if trial.struck == 0 { wrong.append("it never struck") }
    let calls = await course.portal.sent.count
    // A culprit costs at most 2⌈log₂B⌉ + 4 calls more.
    let most = course.calls + 8 * (try trial.victims(course)).count
    if calls > most { wrong.append("\(calls) calls, \(most) at most") }
    let expected = trial.answer.exitCode(writes: verdict.writes > 0)
    if verdict.exitCode != expected {
      wrong.append("exit \(verdict.exitCode), not \(expected), stops \(verdict.stops)")
    }
    wrong += await judged(verdict, trial, course)
    // A portal that says of what it did not do that it did is believed.
    if trial.answer != .passedOver { wrong += await course.portal.violations }
    if trial.answer.closes != verdict.isComplete, verdict.writes > 0 {
      wrong.append("it is \(verdict.isComplete ? "closed" : "open")")
    }
    if !verdict.isComplete { wrong += try await endings(trial, course) }
    return wrong
  }

  /// What is wrong with how it was told for each person.
  private func results(
    _ trial: PersistentTrial, _ course: PersistentTrial.Course
  ) throws -> [String] {
    let victims = try trial.victims(course)
    let (ending, code) = trial.answer.ending
    let spared = spared(trial, course)
    var wrong: [String] = []
    for person in course.verdict.people {
      guard let email = person.email.flatMap({ EmailAddress($0) }) else { continue }
      let told = "\(email) is \(person.result) \(person.code ?? "") \(person.message ?? "")"
      let isFitting =
        ending.contains(person.result) && person.code != "not-sent"
        && (code == nil || person.code == code || trial.isObstacle(person))
      if victims.contains(email) {
        // What was not taken away can have gone with what was: the judge of the portal knows.
        let isGone = trial.isRevert && trial.answer == .passedOver && person.result.isAsPlanned
        if !isFitting, !isGone { wrong.append(told) }
      } else if !person.result.isAsPlanned, spared.contains(email) || !isFitting {
        wrong.append("\(told), and nothing is wrong with them")
      }
    }
    let gravest: PersonOutcome? =
      switch trial.answer {
      case .unanswered, .passedOver: .unresolved
      case .bad, .scope, .forbidden, .notFound, .exists: .rejected
      default: nil
      }
    if let gravest, !course.verdict.people.contains(where: { $0.result == gravest }) {
      wrong.append("nobody is \(gravest)")
    }
    return wrong
  }

  /// Those for whom everything must be as planned.
  private func spared(
    _ trial: PersistentTrial, _ course: PersistentTrial.Course
  ) -> Set<EmailAddress> {
    let all = course.concerned.values.reduce(Set()) { $0.union($1) }
    switch trial.answer {
    case .signedOut, .unreachable: return []
    case .throttled:
      // What goes the same way is shut with it; what goes another way goes on.
      let shut = course.concerned.filter { $0.key.pattern == trial.kind.pattern }
      return all.subtracting(shut.values.reduce(Set()) { $0.union($1) })
    default:
      if trial.answer.isAboutEntries, !trial.isForAll { return all }
      let group: [WriteKind] = [trial.kind]
      return all.subtracting(group.flatMap { course.concerned[$0] ?? [] })
    }
  }

  private func judged(
    _ verdict: RunVerdict, _ trial: PersistentTrial, _ course: PersistentTrial.Course
  ) async -> [String] {
    let (after, plan) = (await course.portal.portal, course.scene.plan)
    let (mails, notices) = (await course.portal.mails, await course.portal.notices)
    guard trial.isRevert else {
      return PortalJudge(
        before: course.before, after: after, plan: plan, mails: mails, notices: notices, notify: .on
      ).violations(of: verdict)
    }
    return UndoneJudge(
      before: course.scene.portal, imported: course.before, after: after, plan: plan,
      isDeactivating: trial.isDeactivating, proved: Set(plan.rows.compactMap(\.person.email))
    ).violations(of: verdict) + (mails.isEmpty && notices.isEmpty ? [] : ["mails were sent"])
  }

  /// Once nothing is wrong any more, what was left open comes to its end.
  private func endings(
    _ trial: PersistentTrial, _ course: PersistentTrial.Course
  ) async throws -> [String] {
    let last = try await trial.resumed(course)
    var wrong = await judged(last, trial, course)
    if last.exitCode != 0 {
      let left = last.people.filter { !$0.result.isAsPlanned }
      wrong.append("resumed, exit \(last.exitCode): \(last.stops) \(left)")
    }
    return wrong
  }

  @Test(arguments: WriteKind.allCases)
  func `a lock-out is sat out as often as it comes`(kind: WriteKind) async throws {
    var trial = PersistentTrial(kind: kind, answer: .throttled, isForAll: true, isProven: false)
    (trial.waits, trial.times) = (true, 3)
    let course = try await trial.run()
    #expect(course.verdict.exitCode == 0, "\(course.verdict.stops)")
    #expect(await course.portal.violations == [])
    #expect(await course.portal.sent.count == course.calls + 3)
    #expect(trial.clock.uptime >= 90_000)
  }

  @Test(arguments: WriteKind.allCases)
  func `a lock-out that never ends is sat out until somebody stops it`(
    kind: WriteKind
  ) async throws {
    var trial = PersistentTrial(kind: kind, answer: .throttled, isForAll: true, isProven: false)
    (trial.waits, trial.patience) = (true, 600_000)
    let course = try await trial.run()
    #expect(course.verdict.exitCode == 130)
    #expect(await course.portal.violations == [])
    // No more than one a lock-out, however long it lasts.
    let elapsed = Int(course.verdict.seconds)
    #expect(trial.struck <= elapsed / 30 + 2, "\(trial.struck) in \(elapsed) s")
    // Where nothing was sent there is nothing to go on with.
    #expect(course.verdict.isComplete == (course.verdict.writes == 0))
    guard !course.verdict.isComplete else { return }
    #expect(try await trial.resumed(course).exitCode == 0)
  }
}
