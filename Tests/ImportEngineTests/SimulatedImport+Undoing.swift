import CRMShellTesting
import ImportModel
import Synchronization

@testable import ImportEngine

/// The import of a seed is undone, under the same deaths, faults and other people as it was made.
extension SimulatedImport {
  /// What others do between an import and its undoing, and while that is under way.
  func actSince() throws -> ForeignAct {
    let isClient = random.chance(25)
    let email = try PlanScene.email((isClient ? 301 : 1) + random.next(below: 8))
    switch random.next(below: 3) {
    case 0: return .acceptance(email)
    case 1: return .placement(email, try PlanScene.id(1 + random.next(below: 4)))
    default: return try act()
    }
  }

  /// Plays the undoing of an import that has ended, and judges it.
  func undo(_ verdict: RunVerdict, _ ending: inout Ending) async throws {
    guard random.chance(60) else { return }
    shared.isCalm.withLock { $0 = false }
    for _ in 0..<random.next(below: 4) { try await actBefore() }
    let (imported, mails, notices) = (
      await portal.portal, await portal.mails, await portal.notices
    )
    let known = shared.acts.withLock { acts in
      defer { acts = [] }
      return acts.map(\.act)
    }
    let part = Part(run: 2, watch: RunWatch(imported, world.settings, clock, tells: tells))
    guard let last = try await played(part, &ending) else { return }
    ending.undone = last.exitCode
    let during = shared.acts.withLock(\.self)
    var judge = UndoneJudge(
      before: world.scene.portal, imported: imported, after: await portal.portal,
      plan: world.scene.plan)
    judge.isDeactivating = isDeactivating
    judge.made = await portal.made
    judge.proved = Set(
      verdict.people(.applied).compactMap { $0.email.flatMap { EmailAddress($0) } })
    let removals = part.watch.removals
    judge.acts =
      known.map { ($0, isStillShown($0, imported)) }
      + during.map { act, lists in
        if case .placement = act { return (act, false) }
        return (act, removals[act.email].map { lists < $0 } ?? true)
      }
    ending.broken += judge.violations(of: last)
    ending.broken += await portal.violations.filter { words in
      !during.contains { act in
        ["removed", "deactivated"].contains { words.hasPrefix("\(act.act.email) is \($0)") }
      }
    }
    let (mailsAfter, noticesAfter) = (await portal.mails, await portal.notices)
    if mails != mailsAfter || notices != noticesAfter {
      ending.broken.append("the undoing wrote to somebody")
    }
  }

  /// Whether those who would leave the portal are deactivated: in every third seed.
  private var isDeactivating: Bool { seed.isMultiple(of: 3) }

  /// Whether what somebody did is still so: another may have changed it since.
  private func isStillShown(_ act: ForeignAct, _ portal: Portal) -> Bool {
    let user = portal.users[act.email]
    switch act {
    case .role(_, let role), .addition(_, let role, _): return user?.role == role
    case .removal: return user == nil
    case .acceptance: return user?.status == .active
    case .placement(let email, let project):
      return portal.membership(of: email, in: project) != nil
    }
  }

  private func actBefore() async throws {
    let act = try actSince()
    if await portal.act(act) { shared.acts.withLock { $0.append((act, -1)) } }
  }

  /// A process that finds no run of the undoing on record begins it.
  func undoing(
    _ executor: ImportExecutor, _ journal: MortalJournal, _ way: MortalPortal
  ) async throws -> End {
    let now = try await everything(way)
    let plan = RevertPlan(
      undoing: try await journal.resumption(of: 1), in: now, isDeactivating: isDeactivating)
    let known = try world.scene.order(settings: world.settings)
    guard !plan.isEmpty else { return .over(nothing(left: plan, in: now)) }
    return .verdict(
      await executor.revert(
        RevertOrder(
          portal: now, plan: plan, planDigest: "plan", stateDigest: "state",
          settings: world.settings,
          capabilities: try await journal.capabilities(of: known.context.key),
          context: known.context, reason: nil,
          origin: Origin(line: "revert 1", file: nil, position: 1, scriptHash: nil))))
  }

  /// Without anything to be undone no run is begun; what is kept is told all the same.
  private func nothing(left plan: RevertPlan, in portal: Portal) -> RunVerdict {
    RunVerdict(
      run: nil, plan: "plan",
      people: plan.people.map { person in
        PersonResult(
          person: person.id, email: person.emailText, name: person.name, result: .kept,
          code: "kept", message: person.matched.joined(separator: "; "))
      }, stops: [], requests: 0, writes: 0, writesInAll: 0, begun: [],
      unanswered: UnansweredCalls(), seconds: 0, word: .done, exitCode: 0, portal: portal,
      isComplete: true)
  }
}
