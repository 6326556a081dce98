import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

@Suite struct ClientPlannerTests {
  private func plan(
    _ scene: PlanScene, _ capabilities: Capabilities = CallPlannerTests.proven,
    batch: Int = 50, notify: EngineSettings.Notify = .on
  ) -> CallPlan {
    CallPlanner.plan(
      scene.assessment, in: scene.portal, settings: EngineSettings(batch: batch, notify: notify),
      capabilities: capabilities)
  }

  /// Twenty contacts of four companies into two projects: the portal has two of the companies, one
  /// of them linked to the first project.
  private func twenty() throws -> PlanScene {
    var scene = try PlanScene(projects: 2)
    try scene.settle(customer: 1, name: "Blue Kite Ltd", in: [1])
    try scene.settle(customer: 2, name: "Solaris")
    for number in 1...20 {
      let company = ["blue kite ltd", "Solaris", "Northwind", "Harbour"][number % 4]
      try scene.stage(contact: number, of: company, in: [1, 2])
    }
    return scene
  }

  @Test func `twenty contacts of four companies take a call a company and project`() throws {
    let calls = plan(try twenty())
    #expect(
      calls.calls.map(\.kind) == [.makeCustomer, .makeCustomer]
        + Array(repeating: .linkCustomer, count: 7)
        + Array(repeating: .introduceClient, count: 4)
        + Array(repeating: .joinClient, count: 4))
    #expect(calls.calls.dropFirst(9).allSatisfy { $0.people.count == 5 })
    #expect(calls.customersMade == 2 && calls.links == 7)
    #expect(calls.mails == 20 && calls.notices == 0)
    #expect(plan(try twenty(), notify: .all).notices == 20)
    #expect(plan(try twenty(), notify: .off).mails == 0)
  }

  @Test func `the first import tries each kind of call on one first, one contact before all`()
    throws
  {
    let calls = plan(try twenty(), Capabilities())
    #expect(
      calls.calls.filter(\.isCanary).map(\.kind) == [
        .linkCustomer, .introduceClient, .makeCustomer, .joinClient,
      ])
    // Nothing is made or linked for anybody else before that.
    #expect(calls.calls.prefix(2).map(\.kind) == [.linkCustomer, .introduceClient])
    #expect(calls.calls.prefix(2).allSatisfy { $0.isCanary })
    #expect(calls.calls.filter(\.isCanary).allSatisfy { $0.people.count <= 1 })
    #expect(calls.writes == 17 + 2)
  }

  @Test func `batches keep to their size within a company`() throws {
    let sizes = plan(try twenty(), batch: 3).calls.filter { $0.kind == .introduceClient }
      .map(\.people.count)
    #expect(sizes == [3, 2, 3, 2, 3, 2, 3, 2])
  }

  @Test func `the lists of clients are read only where there are clients to prove`() throws {
    let reads = plan(try twenty()).reads
    let patterns = Set(reads.map(\.pattern))
    #expect(
      patterns == [.readUsers, .readCustomers, .readProjectCustomers, .readProjectClients])
    var staff = try PlanScene(projects: 1)
    try staff.stage(1, role: 2, in: [1])
    #expect(Set(plan(staff).reads.map(\.pattern)) == [.readUsers, .readMembers])
  }

  @Test func `what is read is what was planned to be read`() async throws {
    for scene in [try twenty(), try linkedOnly()] {
      for known in [CallPlannerTests.proven, Capabilities()] {
        let calls = plan(scene, known)
        let (verdict, _) = try await Rehearsal(scene: scene, capabilities: known).run()
        #expect(verdict.exitCode == 0)
        #expect(verdict.writes == calls.writes)
        #expect(verdict.requests == calls.writes + calls.reads.reduce(0) { $0 + $1.times })
      }
    }
  }

  /// One contact of a customer that is there and still to be linked.
  private func linkedOnly() throws -> PlanScene {
    var scene = try PlanScene(projects: 1)
    try scene.settle(customer: 1, name: "Solaris")
    try scene.stage(contact: 1, of: "Solaris", in: [1])
    return scene
  }

  @Test func `a customer whose people are all blocked is not made`() throws {
    var scene = try PlanScene(projects: 1)
    try scene.settle(1)
    try scene.stage(contact: 1, of: "New", in: [1])
    #expect(plan(scene).writes == 0 && plan(scene).reads.isEmpty)
  }

  @Test func `client users as planned cost nothing`() throws {
    var scene = try PlanScene(projects: 1)
    try scene.settle(customer: 1, name: "Solaris", in: [1])
    try scene.settle(client: 1, of: 1, in: [1])
    try scene.stage(contact: 1, of: " SOLARIS ", in: [1])
    #expect(plan(scene, Capabilities()).writes == 0)
  }

  @Test func `a profile is tried on one while nobody knows what becomes of it`() throws {
    var scene = try linkedOnly()
    try scene.stage(contact: 2, of: "Solaris", profile: 2, in: [1])
    try scene.stage(contact: 3, of: "Solaris", profile: 2, in: [1])
    let canary = try PlanScene.email(2)
    let first = plan(scene).calls.filter(\.isCanary)
    #expect(first.map(\.people) == [[canary]])
    var known = CallPlannerTests.proven
    known.clientProfile = .honoured
    #expect(plan(scene, known).calls.allSatisfy { !$0.isCanary })
  }

  @Test func `staff go before customers, and both in one plan`() throws {
    var scene = try twenty()
    try scene.stage(50, role: 2, in: [1, 2])
    let kinds = plan(scene).calls.map(\.kind)
    #expect(Array(kinds.prefix(3)) == [.introduce, .join, .makeCustomer])
  }

  @Test func `a profile that entries don't carry is set afterwards`() throws {
    var scene = try PlanScene(projects: 1)
    try scene.stage(contact: 1, of: "New", profile: 2, in: [1])
    var known = CallPlannerTests.proven
    known.clientProfile = .ignored
    #expect(
      plan(scene, known).calls.map(\.kind) == [
        .makeCustomer, .linkCustomer, .introduceClient, .setProjectProfile,
      ])
    #expect(plan(scene).calls.map(\.kind) == [.makeCustomer, .linkCustomer, .introduceClient])
  }
}
