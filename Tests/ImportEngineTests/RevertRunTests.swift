import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

/// Undoing a run as a run of its own: after it the portal is what it was before the import.
@Suite struct RevertRunTests {
  /// New and old staff, customers old and new, clients of both.
  private func mixed() throws -> PlanScene {
    var scene = try PlanScene(projects: 2)
    for number in 101...104 { try scene.settle(number, in: [1]) }
    try scene.settle(1, role: 1, in: [1])
    try scene.stage(1, role: 3, profile: 2, in: [1, 2], replaces: true)
    for number in 2...3 { try scene.stage(number, role: 2, in: [1, 2]) }
    try scene.settle(customer: 1, name: "Solaris", in: [1])
    try scene.settle(client: 11, of: 1, in: [1])
    for number in 11...12 { try scene.stage(contact: number, of: "Solaris", in: [1, 2]) }
    for number in 13...14 { try scene.stage(contact: number, of: "Northwind", in: [2]) }
    return scene
  }

  /// What differs between two portals, ids of memberships aside.
  private func differences(_ now: Portal, _ before: Portal) -> [String] {
    var wrong: [String] = []
    if now.users.all.map(\.email).sorted() != before.users.all.map(\.email).sorted() {
      wrong.append("people: \(now.users.all.map(\.email))")
    }
    for user in before.users.all where now.users[user.email] != user {
      wrong.append("\(user.email)")
    }
    for project in before.projects.map(\.id) {
      for email in Set(now.people(of: project)).union(before.people(of: project))
      where now.membership(of: email, in: project)?.profile
        != before.membership(of: email, in: project)?.profile
      {
        wrong.append("\(email) in \(project)")
      }
      let (links, old) = (now.clients[project]?.customers, before.clients[project]?.customers)
      if (links ?? []) != (old ?? []) { wrong.append("customers of \(project)") }
    }
    if now.customers.map(\.name) != before.customers.map(\.name) { wrong.append("customers") }
    return wrong
  }

  @Test func `undone, the portal is what it was, and a second time nothing is left`() async throws {
    let scene = try mixed()
    let (journal, portal) = try await Undoing.imported(scene)
    let verdict = try await Undoing.revert(journal, on: portal, scene: scene)
    #expect(verdict.exitCode == 0, "\(verdict.people)")
    #expect(verdict.people.allSatisfy { $0.result == .applied })
    let wrong = differences(await portal.portal, scene.portal)
    #expect(wrong.isEmpty, "\(wrong)")
    #expect(await portal.violations == [])
    let kinds = try await journal.resumption(of: 2).calls.map(\.intent.kind)
    let order: [WriteKind] = [
      .leave, .leaveClient, .unlinkCustomer, .setPortalProfile, .setProjectProfile, .setRole,
      .removeFromPortal, .deleteCustomer,
    ]
    let places = kinds.map { kind in order.firstIndex { $0 == kind } ?? -1 }
    // Those tried first stand in their places too: no kind comes before one that it needs.
    let staged = places.map { $0 == 1 ? 0 : $0 == 4 ? 3 : $0 }
    #expect(staged == staged.sorted(), "\(kinds)")
    #expect(Set(kinds) == Set(order))

    let again = RevertPlan(undoing: try await journal.resumption(of: 1), in: await portal.portal)
    #expect(again.isEmpty && again.rows.isEmpty)
    #expect(try await journal.runs(matching: nil).map(\.revertOf) == [1, nil])
  }

  @Test(arguments: [
    SimulatedPortal.Fault.drop, .applyThenClose, .turnAway(.tokenRenewed),
    .refuse(title: "RESOURCE_NOT_FOUND", status: 404), .refuse(title: "NO", status: 403),
    .turnAway(.throttled(retryAfter: 60)), .turnAway(.unreachable("down")),
  ])
  func `with a fault at any of its calls, gone on with or begun again it comes to the same`(
    fault: SimulatedPortal.Fault
  ) async throws {
    let scene = try mixed()
    let calls = try await calls(scene)
    for number in 1...calls {
      let (journal, whole) = try await Undoing.imported(scene)
      let portal = await Undoing.copy(of: whole) { call, _ in
        call == number ? fault : .none
      }
      let first = try await Undoing.revert(journal, on: portal, scene: scene)
      #expect((first.exitCode == 0) == first.people.allSatisfy(\.result.isAsPlanned))
      let last = try await end(first, journal, portal, scene)
      #expect(last.exitCode == 0, "call \(number): \(last.people) \(last.stops)")
      let wrong = differences(await portal.portal, scene.portal)
      #expect(wrong.isEmpty, "call \(number): \(wrong)")
      #expect(await portal.violations == [], "call \(number)")
    }
  }

  /// How many calls an undisturbed undoing takes.
  private func calls(_ scene: PlanScene) async throws -> Int {
    let (journal, whole) = try await Undoing.imported(scene)
    let portal = await Undoing.copy(of: whole)
    _ = try await Undoing.revert(journal, on: portal, scene: scene)
    let calls = await portal.sent.count
    #expect(calls >= 14)
    return calls
  }

  private func resumed(
    _ run: Int, _ journal: InMemoryJournal, _ portal: SimulatedPortal
  ) async throws -> RunVerdict {
    await Undoing.executor(journal, on: portal).resume(
      try await journal.resumption(of: run), in: await portal.portal, settings: EngineSettings(),
      capabilities: try await journal.capabilities(of: PlanScene.key()))
  }

  /// Resumes a run that is open, and undoes what one that ended has left.
  private func end(
    _ first: RunVerdict, _ journal: InMemoryJournal, _ portal: SimulatedPortal, _ scene: PlanScene
  ) async throws -> RunVerdict {
    var verdict = first
    for _ in 0..<4 {
      if !verdict.isComplete, let run = verdict.run {
        verdict = try await resumed(run, journal, portal)
      } else if verdict.exitCode != 0 {
        verdict = try await Undoing.revert(journal, on: portal, scene: scene)
      }
    }
    return verdict
  }

  @Test func `when the journal takes no more, it is resumed and comes to the same`() async throws {
    let scene = try mixed()
    for intents in 0..<14 {
      let (journal, portal) = try await Undoing.imported(scene)
      await journal.take(intents: intents)
      let first = try await Undoing.revert(journal, on: portal, scene: scene)
      #expect(first.exitCode == 1, "after \(intents): \(first.stops)")
      await journal.take(intents: nil)
      let last = try await resumed(2, journal, portal)
      #expect(last.exitCode == 0, "after \(intents): \(last.people)")
      let wrong = differences(await portal.portal, scene.portal)
      #expect(wrong.isEmpty, "after \(intents): \(wrong)")
      #expect(await portal.violations == [])
    }
  }

  @Test func `a portal that takes nobody out says so, and nobody is deactivated`() async throws {
    let scene = try mixed()
    let (journal, whole) = try await Undoing.imported(scene)
    var switches = SimulatedPortal.Switches()
    switches.removesPeople = false
    let portal = await Undoing.copy(of: whole, switches: switches)
    let verdict = try await Undoing.revert(journal, on: portal, scene: scene)
    #expect(verdict.exitCode == 3)
    #expect(verdict.stops.contains { if case .disagreement = $0 { true } else { false } })
    let left = await portal.portal.users.all.filter { $0.status == .invited }
    #expect(
      left.count == 5
        && left.allSatisfy { user in
          scene.portal.projects.allSatisfy { _ in scene.portal.users[user.email] == nil }
        })
    let refused = verdict.people.filter { $0.result == .rejected }
    #expect(refused.first?.message?.contains("URL_RULE_NOT_CONFIGURED") == true)
    #expect(await portal.sent.count { if case .removeFromPortal = $0 { true } else { false } } == 2)
    #expect(await portal.violations == [])
  }

  @Test func `who accepts while it runs is not taken out of the portal`() async throws {
    let scene = try mixed()
    let (journal, portal) = try await Undoing.imported(scene)
    let order = try await Undoing.order(journal, in: await portal.portal, scene: scene)
    let email = try PlanScene.email(3)
    await portal.edit { $0.accepted(email) }
    let verdict = await Undoing.executor(journal, on: portal).revert(order)
    #expect(await portal.portal.users[email] != nil)
    #expect(await portal.violations == [])
    let result = verdict.people.first { $0.email == email.text }
    #expect(result?.result == .notSent && result?.message?.contains("kept") == true)
    #expect(verdict.exitCode == 3)
  }
}
