import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

/// A read that the server locks out while a run is under way.
@Suite struct LockedReadTests {
  private static let lock: Int64 = 1_320

  private func scene() throws -> PlanScene {
    var scene = try PlanScene(projects: 2)
    for number in 1...4 { try scene.stage(number, role: 2, in: [1, 2]) }
    try scene.settle(5, role: 1)
    try scene.stage(5, role: 3, in: [1], replaces: true)
    return scene
  }

  /// A portal that drops the third call, so that there is something to settle, and one of whose reads
  /// is locked out.
  private func portal(_ scene: PlanScene, _ clock: VirtualClock, locked: Int?) -> SimulatedPortal {
    SimulatedPortal(
      scene.portal, clock: clock, fault: { number, _ in number == 3 ? .drop : .none },
      readFault: { $0 == locked ? .fail(.throttled(retryAfter: Self.lock)) : .none })
  }

  private func reads(_ scene: PlanScene) async throws -> Int {
    let rehearsal = Rehearsal(scene: scene)
    let portal = portal(scene, rehearsal.clock, locked: nil)
    #expect(try await rehearsal.run(on: portal).exitCode == 0)
    return await portal.reads
  }

  @Test func `it ends the run with 6 and the time, and the run stays open`() async throws {
    let scene = try scene()
    let all = try await reads(scene)
    #expect(all >= 9)
    for number in 1...all {
      let rehearsal = Rehearsal(scene: scene)
      let portal = portal(scene, rehearsal.clock, locked: number)
      let verdict = try await rehearsal.run(on: portal)
      #expect(verdict.exitCode == 6, "read \(number): \(verdict.people)")
      #expect(
        verdict.stops == [.throttled(retryAt: rehearsal.clock.wallSeconds + Self.lock)],
        "read \(number)")
      #expect(!verdict.isComplete)
      #expect(try await rehearsal.journal.unfinishedRuns(of: PlanScene.key()).count == 1)
    }
  }

  @Test func `with --wait it is sat out, and nothing is sent meanwhile`() async throws {
    let scene = try scene()
    for number in 1...(try await reads(scene)) {
      var rehearsal = Rehearsal(scene: scene)
      rehearsal.settings.waits = true
      let portal = portal(scene, rehearsal.clock, locked: number)
      let verdict = try await rehearsal.run(on: portal)
      #expect(verdict.exitCode == 0, "read \(number): \(verdict.stops)")
      #expect(verdict.people(.applied).count == 5, "read \(number)")
      #expect(rehearsal.clock.uptime >= Self.lock * 1_000)
    }
  }
}
