import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

/// What a verdict tells of calls without an answer, and of people who were done in part.
@Suite struct UnansweredTests {
  private func scene(_ people: Int = 2) throws -> PlanScene {
    var scene = try PlanScene(projects: 2)
    for number in 1...people { try scene.stage(number, role: 2, in: [1, 2]) }
    return scene
  }

  private func rehearsal(_ scene: PlanScene) -> Rehearsal {
    Rehearsal(
      scene: scene, settings: EngineSettings(batch: 5), capabilities: CallPlannerTests.proven)
  }

  @Test func `a call that was carried out is found, and counted as such`() async throws {
    let (verdict, portal) = try await rehearsal(scene()).run { number, _ in
      number == 1 ? .applyThenClose : .none
    }
    #expect(verdict.exitCode == 0)
    #expect(verdict.unanswered == UnansweredCalls(found: 1))
    #expect(await portal.sent.count == verdict.writes)
    #expect(verdict.writesInAll == verdict.writes)
  }

  @Test func `a call that was lost, and then sent anew, was without effect`() async throws {
    let (verdict, _) = try await rehearsal(scene(1)).run { number, _ in
      number == 1 ? .drop : .none
    }
    #expect(verdict.exitCode == 0)
    #expect(verdict.unanswered == UnansweredCalls(missing: 1))
  }

  @Test(arguments: [true, false])
  func `who goes on tells what became of the call that its process left behind`(
    isCarriedOut: Bool
  ) async throws {
    let scene = try scene()
    let journal = InMemoryJournal()
    let stop = RunStop()
    let portal = SimulatedPortal(
      scene.portal,
      fault: { number, _ in number > 1 ? .none : isCarriedOut ? .applyThenClose : .drop },
      onSend: { _, _ in await stop.abandon() })
    func executor(_ stop: RunStop) -> ImportExecutor {
      ImportExecutor(
        service: portal, journal: journal, clock: VirtualClock(), hash: WeakHash(), stop: stop,
        progress: { _ in }, confirmMore: { _ in true })
    }
    let settings = EngineSettings(batch: 5)
    let first = await executor(stop).run(
      try scene.order(settings: settings, capabilities: CallPlannerTests.proven))
    #expect(!first.isComplete)
    #expect(first.unanswered == UnansweredCalls(open: 1))
    let second = await executor(RunStop()).resume(
      try await journal.resumption(of: 1), in: await portal.portal, settings: settings,
      capabilities: CallPlannerTests.proven)
    #expect(second.exitCode == 0)
    #expect(
      second.unanswered
        == UnansweredCalls(found: isCarriedOut ? 1 : 0, missing: isCarriedOut ? 0 : 1))
    #expect(second.writesInAll == second.writes + 1)
    #expect(try await journal.runs(matching: nil).first?.writes == second.writesInAll)
  }

  @Test func `who got a part of what was planned is told from who got nothing`() async throws {
    let scene = try scene(3)
    let (verdict, _) = try await rehearsal(scene).run { number, _ in
      number == 1 ? .partial : .turnAway(.throttled(retryAfter: 60))
    }
    let left = verdict.people(.notSent)
    #expect(!verdict.begun.isEmpty && verdict.begun.count < left.count)
    #expect(
      left.allSatisfy {
        verdict.begun.contains($0.person) == ($0.message?.contains("the rest not sent") == true)
      })
  }
}
