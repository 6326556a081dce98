import CRMShellTesting
import ImportModel
import Testing

@testable import ImportEngine

/// What a preview lists is what the import begins with.
@Suite struct PlannedWorkTests {
  private func expectTheSame(_ scene: PlanScene, _ comment: Comment) {
    let assessment = scene.assessment
    let ledger = ItemLedger(ItemSnapshots.of(assessment, in: scene.portal))
    for change in assessment.changes {
      #expect(
        PersonWork(change, in: scene.portal)
          == PersonWork(RunPerson(change), ledger, in: scene.portal), comment)
    }
    #expect(
      assessment.customers.compactMap { CustomerWork($0) } == CustomerWork.all(in: ledger), comment)
  }

  @Test func `a row means the same work before a run as in it`() throws {
    for seed in UInt64(1)...300 {
      let world = try SimulatedWorld(SeededRandomness(seed: seed), seed: seed)
      expectTheSame(world.scene, "seed \(seed)")
    }
    expectTheSame(try EveryKind.scene(), "every kind")
  }

  @Test func `who is in a project but not on the portal's list is introduced in another one`()
    throws
  {
    var scene = try PlanScene(projects: 2)
    try scene.settle(member: 1, in: 1)
    try scene.stage(1, role: 2, in: [1, 2])
    try scene.settle(member: 2, in: 1)
    try scene.stage(2, role: 2, in: [1])
    expectTheSame(scene, "listed by a project alone")
    let work = scene.assessment.changes.map { PersonWork($0, in: scene.portal) }
    #expect(work[0]?.introduction?.project == (try PlanScene.id(2)))
    #expect(work[1] == nil)
  }

  @Test func `a profile for a project that nobody is assigned to is set where they are members`()
    async throws
  {
    var scene = try PlanScene(projects: 2)
    try scene.settle(1, in: [1])
    try scene.stage(1, profile: 3, onlyIn: [1, 2], replaces: true)
    expectTheSame(scene, "a profile alone")
    let calls = CallPlanner.plan(
      scene.assessment, in: scene.portal, settings: EngineSettings(),
      capabilities: CallPlannerTests.proven)
    #expect(calls.calls.map(\.kind) == [.setProjectProfile])
    let (journal, portal) = try await Undoing.imported(scene)
    let (email, project): (EmailAddress, ProjectID) = (try PlanScene.email(1), try PlanScene.id(1))
    #expect(
      await portal.portal.membership(of: email, in: project)?.profile == (try PlanScene.id(3)))
    #expect(await portal.portal.membership(of: email, in: try PlanScene.id(2)) == nil)
    let verdict = try await Undoing.revert(journal, on: portal, scene: scene)
    #expect(verdict.exitCode == 0)
    #expect(
      await portal.portal.membership(of: email, in: project)?.profile == (try PlanScene.id(1)))
  }
}
