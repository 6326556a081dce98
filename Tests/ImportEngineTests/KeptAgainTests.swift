import CRMShellTesting
import ImportModel
import Testing

@testable import ImportEngine

/// What people keep is told alike by the process that began a run and by one that goes on with it.
@Suite struct KeptAgainTests {
  /// Three who are there and keep something, the last of whom owns the portal; one who is there and keeps
  /// nothing; one who is new; one who is blocked.
  private func scene() throws -> PlanScene {
    var scene = try PlanScene(projects: 3)
    try scene.settle(1, role: 1, in: [1], profile: 1)
    try scene.stage(1, role: 2, profile: 3, in: [1, 2])
    try scene.settle(2, role: 3, in: [1], profile: 2)
    try scene.stage(2, profile: 3, in: [1])
    try scene.settle(3, role: 1, in: [1], profile: 1)
    try scene.stage(3, role: 3, profile: 2, in: [1, 2], replaces: true)
    try scene.settle(4, role: 1, in: [1], profile: 1)
    try scene.stage(4, role: 2, profile: 2, in: [1, 3], replaces: true)
    try scene.stage(5, role: 2, profile: 3, in: [1, 2])
    try scene.settle(6, role: 1, in: [1], profile: 1)
    try scene.stage(6, role: 2, profile: 3, in: [1], status: "inactive")
    return scene.owned(by: try PlanScene.email(3))
  }

  private func resumption(_ scene: PlanScene) throws -> RunResumption {
    let order = try scene.order()
    let opening = RunOpening(
      order, items: ItemSnapshots.of(order.assessment, in: scene.portal), at: 0)
    return RunResumption(run: 1, opening: opening, calls: [], readings: [], endedAt: nil)
  }

  private func job(_ run: RunResumption, in portal: Portal) -> RunJob {
    RunJob(run, in: portal, settings: EngineSettings(), capabilities: Capabilities())
  }

  @Test func `rows of the journal keep what those of the plan keep`() throws {
    let scene = try scene()
    let begun = RunJob(try scene.order(), at: 0).people.filter(\.blocked.isEmpty)
    let people = job(try resumption(scene), in: scene.portal).people.filter(\.blocked.isEmpty)
    #expect(people == begun)
    #expect(people.map(\.kept.count) == [3, 2, 2, 0, 0])
    #expect(people.map(\.keptCode).prefix(3) == ["role-kept", "profile-kept", "owner-kept"])
    #expect(people.last?.kept == [])
  }

  @Test func `what was brought about since is not told as kept, nor what others gave meanwhile`()
    throws
  {
    let scene = try scene()
    var now = try PlanScene(projects: 3)
    for number in [1, 2, 3, 6] { try now.settle(number, role: 3, in: [1, 2], profile: 3) }
    try now.settle(4, role: 2, in: [1, 3], profile: 2)
    try now.settle(5, role: 2, in: [1, 2], profile: 3)
    let people = job(try resumption(scene), in: now.portal).people
    // By what the run leaves them, whatever stands there now: the end is compared with that.
    #expect(people[0].kept.first == "keeps role Role 1, not Role 2")
    #expect(people[2].kept.first == "keeps role Role 1, not Role 3")
    #expect(people[3...].allSatisfy { $0.kept.isEmpty })
  }

  @Test func `who owns the portal since keeps what they were not to be given`() throws {
    let scene = try scene()
    let now = scene.owned(by: try PlanScene.email(4))
    let people = job(try resumption(scene), in: now.portal).people
    #expect(people[3].kept.isEmpty)
    #expect(people[2].kept.first == "keeps role Role 1, not Role 3")
  }

  @Test(arguments: [true, false])
  func `a run that was left behind ends with what people keep`(isAbandoned: Bool) async throws {
    let scene = try scene()
    let (journal, stop) = (InMemoryJournal(), RunStop())
    let portal = SimulatedPortal(scene.portal, onSend: { _, _ in await stop.abandon() })
    func executor(_ stop: RunStop) -> ImportExecutor {
      ImportExecutor(
        service: portal, journal: journal, clock: VirtualClock(), hash: WeakHash(), stop: stop,
        progress: { _ in }, confirmMore: { _ in true })
    }
    let first = await executor(stop).run(try scene.order())
    #expect(!first.isComplete)
    let (run, now) = (try await journal.resumption(of: 1), await portal.portal)
    let (settings, known) = (EngineSettings(), Capabilities())
    let last =
      isAbandoned
      ? await executor(RunStop()).abandon(run, in: now, settings: settings, capabilities: known)
      : await executor(RunStop()).resume(run, in: now, settings: settings, capabilities: known)
    let (whole, _) = try await Rehearsal(scene: scene).run()
    #expect(last.isComplete && whole.exitCode == 3)
    // Nothing was to be done for person 2, whether or not the rest was.
    for (place, told) in last.people.enumerated() where !isAbandoned || place == 1 {
      #expect(told.code == whole.people[place].code && told.message == whole.people[place].message)
    }
    #expect(last.people[1].message?.contains("keeps profile Profile 2, not Profile 3 in") == true)
    #expect(try await journal.report(1).people.compactMap(\.result) == last.people)
  }
}

extension PlanScene {
  fileprivate func owned(by owner: EmailAddress) -> PlanScene {
    var scene = self
    scene.own(owner)
    return scene
  }
}
