import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

@Suite struct ClientRunTests {
  /// Contacts 1 to 4 of Solaris, which the portal has, and of Northwind, which is new.
  private func four() throws -> PlanScene {
    var scene = try PlanScene(projects: 2)
    try scene.settle(customer: 1, name: "Solaris", in: [1])
    for number in 1...4 {
      try scene.stage(
        contact: number, of: number < 3 ? "Solaris" : "Northwind", in: [1, 2])
    }
    return scene
  }

  /// A fault of the calls of one kind.
  private func fault(
    _ fault: SimulatedPortal.Fault, at isMeant: @escaping @Sendable (WriteCall) -> Bool
  ) -> @Sendable (Int, WriteCall) -> SimulatedPortal.Fault {
    { _, call in isMeant(call) ? fault : .none }
  }

  private static let makes: @Sendable (WriteCall) -> Bool = {
    if case .makeCustomer = $0 { true } else { false }
  }

  @Test func `customers come first, everybody is invited once, and a second run writes nothing`()
    async throws
  {
    let scene = try four()
    let (verdict, portal) = try await Rehearsal(scene: scene).run()
    #expect(verdict.exitCode == 0 && verdict.people(.applied).count == 4)
    #expect(await portal.mails.values.allSatisfy { $0 == 1 })
    #expect(await portal.violations.isEmpty)
    let after = await portal.portal
    #expect(after.customers.map(\.name) == ["Solaris", "Northwind"])
    #expect(Assessment(of: scene.plan, against: after).written.isEmpty)
    #expect(Assessment(of: scene.plan, against: after).customers.allSatisfy { $0.kind == .keep })
  }

  @Test func `a refused customer rejects its people in the server's words, the others come`()
    async throws
  {
    let (verdict, portal) = try await Rehearsal(scene: four()).run(
      fault(.refuse(title: "NO_MORE", status: 403), at: Self.makes))
    #expect(verdict.exitCode == 3)
    #expect(verdict.people.map(\.result) == [.applied, .applied, .rejected, .rejected])
    #expect(verdict.people(.rejected).map(\.code) == ["NO_MORE", "NO_MORE"])
    #expect(await portal.violations.isEmpty)
  }

  @Test func `an answer that was lost is settled by the customer's exact name`() async throws {
    let (verdict, portal) = try await Rehearsal(scene: four()).run(
      fault(.applyThenClose, at: Self.makes))
    #expect(verdict.exitCode == 0)
    #expect(verdict.people.map(\.result) == [.applied, .applied, .adopted, .adopted])
    let made = await portal.portal.customers.count { $0.name == "Northwind" }
    #expect(made == 1)
  }

  @Test func `a customer that is not shown is not built upon`() async throws {
    let (verdict, portal) = try await Rehearsal(scene: four()).run(fault(.drop, at: Self.makes))
    #expect(verdict.exitCode != 0)
    #expect(verdict.people.prefix(2).allSatisfy { $0.result == .applied })
    #expect(verdict.people.suffix(2).allSatisfy { !$0.result.isAsPlanned })
    #expect(await portal.violations.isEmpty)
    #expect(await portal.mails.count == 2)
  }

  @Test func `a refused link rejects those who would come by it`() async throws {
    let second: ProjectID = try PlanScene.id(2)
    let (verdict, portal) = try await Rehearsal(scene: four()).run(
      fault(.refuse(title: "NO_LINK", status: 403)) { call in
        if case .linkCustomer(_, second) = call { true } else { false }
      })
    #expect(verdict.exitCode == 3)
    #expect(verdict.people(.rejected).count == 4)
    #expect(verdict.people.allSatisfy { $0.code == "NO_LINK" })
    #expect(await portal.violations.isEmpty)
  }

  @Test func `where nobody is told whose client they are, one is tried and it is said`()
    async throws
  {
    var rehearsal = Rehearsal(scene: try four())
    rehearsal.switches.tellsCustomer = false
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 4)
    #expect(verdict.people(.unresolved).map(\.code) == ["customer-not-told"])
    #expect(await portal.mails.count == 1)
    #expect(verdict.people(.notSent).count == 3)
  }

  @Test func `a server that gives another customer is stopped after one person`() async throws {
    var scene = try four()
    try scene.settle(customer: 2, name: "Other")
    var rehearsal = Rehearsal(scene: scene)
    rehearsal.switches.mistakesCustomer = true
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 3)
    #expect(verdict.people(.conflict).map(\.code) == ["conflict"])
    #expect(verdict.people(.notSent).count == 3)
    #expect(await portal.mails.count == 1)
  }

  @Test func `a join that moves a client user to another customer moves one only`() async throws {
    var scene = try PlanScene(projects: 1)
    try scene.settle(customer: 1, name: "Solaris", in: [1])
    try scene.settle(customer: 2, name: "Other")
    for number in 1...3 {
      try scene.settle(client: number, of: 1)
      try scene.stage(contact: number, of: "Solaris", in: [1])
    }
    var rehearsal = Rehearsal(scene: scene)
    rehearsal.switches.joinMovesClients = true
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 3)
    #expect(verdict.people.map(\.result) == [.conflict, .notSent, .notSent])
    #expect(verdict.people.map(\.code) == ["conflict", "other-customer", "other-customer"])
    #expect(await portal.sent.count == 1)
  }

  @Test(arguments: [SimulatedPortal.Switches.Entry.ignored, .refused])
  func `profiles end as planned, however entries are taken`(
    entry: SimulatedPortal.Switches.Entry
  ) async throws {
    var scene = try PlanScene(projects: 2)
    for number in 1...3 {
      try scene.stage(contact: number, of: "New", profile: 2, in: [1, 2])
    }
    var rehearsal = Rehearsal(scene: scene)
    rehearsal.switches.clientProfile = entry
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 0, "\(verdict.people.map(\.result))")
    #expect(await portal.mails.values.allSatisfy { $0 == 1 })
  }

  @Test func `licences that run out stop clients, not staff`() async throws {
    var scene = try four()
    try scene.stage(50, role: 2, in: [1])
    let (verdict, _) = try await Rehearsal(scene: scene).run(
      fault(.refuse(title: "LICENCE", status: 402)) { call in
        if case .addClients = call { true } else { false }
      })
    #expect(verdict.exitCode == 3)
    #expect(verdict.people.last?.result == .applied)
    #expect(verdict.people.dropLast().allSatisfy { $0.result == .notSent })
  }

  @Test func `licences of staff that run out stop staff, not clients`() async throws {
    var scene = try four()
    for number in 50...52 { try scene.stage(number, role: 2, in: [1]) }
    let (verdict, portal) = try await Rehearsal(scene: scene).run(
      fault(.refuse(title: "LICENCE", status: 402)) { call in
        if case .addToProject = call { true } else { false }
      })
    #expect(verdict.exitCode == 3)
    #expect(verdict.people.prefix(4).allSatisfy { $0.result == .applied })
    #expect(verdict.people.dropFirst(4).allSatisfy { $0.result == .notSent })
    #expect(await portal.violations.isEmpty)
  }

  @Test func `what one import proved the next one needs no canary for`() async throws {
    var rehearsal = Rehearsal(scene: try four())
    _ = try await rehearsal.run()
    let found = try await rehearsal.journal.capabilities(of: try PlanScene.key())
    let kinds: Set<WriteKind> = [.makeCustomer, .linkCustomer, .introduceClient, .joinClient]
    #expect(found.proven == kinds)
    var other = try PlanScene(projects: 2)
    for number in 11...14 { try other.stage(contact: number, of: "Harbour", in: [1, 2]) }
    rehearsal = Rehearsal(scene: other, capabilities: found)
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 0)
    // One customer, two links, one call a project.
    #expect(await portal.sent.count == 5)
  }

  @Test func `a portal that passes over new client users is asked twice, no more`() async throws {
    var rehearsal = Rehearsal(scene: try four())
    rehearsal.switches.clients = .silent
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 4)
    #expect(verdict.people(.unresolved).count == 2 && verdict.people(.notSent).count == 2)
    #expect(await portal.mails.isEmpty)
  }

  @Test func `a call that makes a customer is on record for its people`() async throws {
    let rehearsal = Rehearsal(scene: try four())
    _ = try await rehearsal.run()
    let report = try await rehearsal.journal.report(1)
    let kinds = report.people.map { $0.calls.map(\.intent.kind) }
    #expect(!kinds[0].contains(.makeCustomer) && kinds[0].contains(.linkCustomer))
    #expect(kinds[3].contains(.makeCustomer) && kinds[3].contains(.introduceClient))
    #expect(report.people[3].planned.customer?.name == "Northwind")
  }
}
