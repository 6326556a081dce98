import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

/// What becomes of the people of a customer that is lost, refused, doubled or not told.
@Suite struct CustomerRunTests {
  /// Contacts 1 and 2 of Solaris, which the portal has, 3 and 4 of Northwind and 5 of Harbour, which
  /// are new; everybody into both projects.
  private func five() throws -> PlanScene {
    var scene = try PlanScene(projects: 2)
    try scene.settle(customer: 1, name: "Solaris", in: [1])
    let companies = ["Solaris", "Solaris", "Northwind", "Northwind", "Harbour"]
    for (index, company) in companies.enumerated() {
      try scene.stage(contact: index + 1, of: company, in: [1, 2])
    }
    return scene
  }

  private static func makes(_ name: String) -> @Sendable (WriteCall) -> Bool {
    { if case .makeCustomer(let made) = $0 { made.text == name } else { false } }
  }

  /// Links into the second project: of the customer that the portal had, which is the first link of
  /// all, or of those that are made.
  private func links(ofNew isNew: Bool = false) throws -> @Sendable (WriteCall) -> Bool {
    let (solaris, second): (CustomerID, ProjectID) = (try PlanScene.id(5001), try PlanScene.id(2))
    return { call in
      guard case .linkCustomer(let customer, second) = call else { return false }
      return (customer != solaris) == isNew
    }
  }

  private func run(
    _ fault: SimulatedPortal.Fault, at isMeant: @escaping @Sendable (WriteCall) -> Bool
  ) async throws -> (RunVerdict, SimulatedPortal) {
    try await Rehearsal(scene: five()).run { _, call in isMeant(call) ? fault : .none }
  }

  /// Somebody else makes Northwind just before the run does.
  private func rivalled(
    _ adapt: (inout SimulatedPortal.Switches) -> Void = { _ in }
  ) throws -> Rehearsal {
    var rehearsal = Rehearsal(scene: try five())
    adapt(&rehearsal.switches)
    let makes = Self.makes("Northwind")
    rehearsal.rival = { makes($0) ? CustomerName("Northwind") : nil }
    return rehearsal
  }

  @Test func `a customer made by somebody else meanwhile is used, not made again`() async throws {
    let (verdict, portal) = try await rivalled().run()
    #expect(verdict.exitCode == 0)
    #expect(verdict.people.map(\.result) == [.applied, .applied, .adopted, .adopted, .applied])
    #expect(await portal.portal.customers.map(\.name) == ["Solaris", " NORTHWIND", "Harbour"])
    #expect(await portal.violations.isEmpty)
  }

  @Test func `two customers of one name are a conflict, and nobody comes to them`() async throws {
    let (verdict, portal) = try await rivalled { $0.makesCustomersTwice = true }.run()
    #expect(verdict.exitCode == 3)
    #expect(verdict.people.map(\.result) == [.applied, .applied, .conflict, .conflict, .applied])
    #expect(
      verdict.people(.conflict).first?.message
        == "the portal has several customers called Northwind")
    #expect(await portal.mails.count == 3)
    #expect(await portal.violations.isEmpty)
  }

  @Test func `an answer that names another customer is looked up by the name`() async throws {
    for known in [Capabilities(), CallPlannerTests.proven] {
      var rehearsal = Rehearsal(scene: try five(), capabilities: known)
      rehearsal.switches.madeAnswer = .other
      let (verdict, portal) = try await rehearsal.run()
      #expect(verdict.exitCode == 0)
      let solaris: CustomerID = try PlanScene.id(5001)
      #expect(await portal.portal.users.all.count { $0.customer == solaris } == 2)
      #expect(await portal.violations.isEmpty)
    }
  }

  @Test func `ids in answers are built upon when a list has told one of them`() async throws {
    var rehearsal = Rehearsal(scene: try five())
    rehearsal.switches.madeAnswer = .unknown
    let makes = Self.makes("Northwind")
    let (verdict, portal) = try await rehearsal.run { _, call in
      makes(call) ? .applyThenClose : .none
    }
    #expect(verdict.people.map(\.result) == [.applied, .applied, .adopted, .adopted, .conflict])
    #expect(await portal.mails.count == 4)
    #expect(await portal.violations.isEmpty)
    let found = try await rehearsal.journal.capabilities(of: try PlanScene.key())
    #expect(!found.proven.contains(.makeCustomer) && found.proven.contains(.linkCustomer))
  }

  @Test func `an answer and a list that differ in the customer's id have nobody come to it`()
    async throws
  {
    var rehearsal = Rehearsal(scene: try five())
    rehearsal.switches.madeAnswer = .unknown
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 3)
    #expect(verdict.people.map(\.result).prefix(2) == [.applied, .applied])
    #expect(verdict.people(.conflict).count == 3)
    #expect(
      verdict.people(.conflict).first?.message
        == "the server's answer and its list tell different ids of Northwind")
    #expect(await portal.mails.count == 2)
    #expect(await portal.violations.isEmpty)
  }

  @Test func `a customer that was made and is never listed has nobody come to it`() async throws {
    var rehearsal = Rehearsal(scene: try five())
    rehearsal.switches.listsNewCustomers = false
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 4)
    #expect(verdict.people.prefix(2).allSatisfy { $0.result == .applied })
    #expect(verdict.people(.unresolved).map(\.code).allSatisfy { $0 == "customer-not-shown" })
    #expect(
      verdict.people(.unresolved).first?.message
        == "customer Northwind was to be made, but the read-back does not show it")
    #expect(await portal.mails.count == 2)
  }

  @Test(arguments: [
    (SimulatedPortal.Fault.refuse(title: "NO", status: 403), PersonOutcome.rejected),
    (.refuse(title: "NO", status: 400), .rejected),
    (.refuse(title: "NO", status: 402), .rejected),
    (.drop, .unresolved), (.applyThenClose, .adopted),
  ])
  func `what becomes of a customer becomes of its people, and of nobody else`(
    fault: SimulatedPortal.Fault, result: PersonOutcome
  ) async throws {
    for name in ["Northwind", "Harbour"] {
      let (verdict, portal) = try await run(fault, at: Self.makes(name))
      let isMeant = name == "Northwind" ? [2, 3] : [4]
      for (index, person) in verdict.people.enumerated() {
        #expect(person.result == (isMeant.contains(index) ? result : .applied), "\(name) \(index)")
      }
      if result == .rejected { #expect(verdict.people(.rejected).allSatisfy { $0.code == "NO" }) }
      #expect(await portal.violations.isEmpty)
      // What is lost is sent three times before it is given up.
      let isLost = result == .unresolved
      #expect(await portal.sent.count { Self.makes(name)($0) } == (isLost ? 3 : 1))
    }
  }

  @Test(arguments: [
    (SimulatedPortal.Fault.refuse(title: "NO", status: 403), PersonOutcome.rejected),
    (.refuse(title: "NO", status: 409), .rejected), (.drop, .unresolved),
    (.applyThenClose, .adopted),
  ])
  func `what becomes of a link becomes of its people in that project only`(
    fault: SimulatedPortal.Fault, result: PersonOutcome
  ) async throws {
    for isNew in [false, true] {
      let (verdict, portal) = try await run(fault, at: links(ofNew: isNew))
      let (old, new) = isNew ? (.applied, result) : (result, PersonOutcome.applied)
      #expect(verdict.people.map(\.result) == [old, old, new, new, new], "new: \(isNew)")
      let first: ProjectID = try PlanScene.id(1)
      #expect(await portal.portal.clients[first]?.users.byEmail.count == 5)
      #expect(await portal.violations.isEmpty)
      #expect(await portal.mails.count == 5)
    }
  }

  @Test func `a customer whose answer was lost is linked though another's link is refused`()
    async throws
  {
    let (makes, links) = (Self.makes("Harbour"), try links())
    let (verdict, portal) = try await Rehearsal(scene: five()).run { _, call in
      makes(call) ? .applyThenClose : links(call) ? .refuse(title: "NO", status: 403) : .none
    }
    #expect(
      verdict.people.map(\.result) == [.rejected, .rejected, .applied, .applied, .adopted])
    #expect(await portal.violations.isEmpty)
  }

  @Test func `a lost answer and two of the name are a conflict, and the rest goes on`()
    async throws
  {
    var rehearsal = Rehearsal(scene: try five())
    rehearsal.switches.makesCustomersTwice = true
    let makes = Self.makes("Harbour")
    rehearsal.rival = { makes($0) ? CustomerName("Harbour") : nil }
    let (verdict, portal) = try await rehearsal.run { _, call in
      makes(call) ? .applyThenClose : .none
    }
    #expect(
      verdict.people.map(\.result) == [.applied, .applied, .applied, .applied, .conflict])
    #expect(await portal.mails.count == 4)
    #expect(await portal.violations.isEmpty)
  }

  @Test func `a throttled link holds its people back, and no other call goes to it`() async throws {
    let (verdict, portal) = try await run(
      .turnAway(.throttled(retryAfter: 60)), at: links())
    #expect(verdict.exitCode == 6)
    #expect(verdict.people(.notSent).count == 5)
    #expect(verdict.people.allSatisfy { $0.code == "throttled" })
    #expect(await portal.portal.customers.count == 3)
    #expect(await portal.violations.isEmpty)
  }

  @Test func `a call is on record by the customer's id as soon as there is one`() async throws {
    let rehearsal = Rehearsal(scene: try five())
    let (_, portal) = try await rehearsal.run()
    let harbour = try #require(await portal.portal.customers.last)
    let calls = try await rehearsal.journal.report(1).people[4].calls.map(\.intent)
    #expect(
      calls.map(\.kind) == [.makeCustomer, .linkCustomer, .linkCustomer]
        + [.introduceClient, .joinClient])
    #expect(
      calls.map(\.customer?.id) == ["", harbour.id.text, harbour.id.text]
        + [harbour.id.text, harbour.id.text])
    #expect(calls.allSatisfy { $0.customer?.name == "Harbour" })
  }
}
