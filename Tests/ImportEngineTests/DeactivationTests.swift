import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

/// Undoing a run with deactivation in place of removal: whom the run brought in is there, inactive and
/// in no project; all else is as any undoing leaves it.
@Suite struct DeactivationTests {
  /// Old and new staff, and a client of an old and of a new customer.
  private func mixed() throws -> PlanScene {
    var scene = try PlanScene(projects: 2)
    for number in 101...104 { try scene.settle(number, in: [1]) }
    try scene.settle(1, role: 1, in: [1])
    try scene.stage(1, role: 3, profile: 2, in: [1, 2], replaces: true)
    for number in 2...3 { try scene.stage(number, role: 2, in: [1, 2]) }
    try scene.settle(customer: 1, name: "Solaris", in: [1])
    try scene.stage(contact: 12, of: "Solaris", in: [1])
    try scene.stage(contact: 13, of: "Northwind", in: [2])
    return scene
  }

  private static let introduced = [2, 3, 12, 13]
  /// Of an undoing that nothing befalls.
  private static let calls = 15

  /// What is otherwise than it should be after the undoing.
  private func wrong(_ now: Portal, _ before: Portal) throws -> [String] {
    let introduced = Set(try Self.introduced.map { try PlanScene.email($0) })
    var wrong: [String] = []
    for user in before.users.all where now.users[user.email] != user {
      wrong.append("\(user.email) changed")
    }
    for email in introduced where now.users[email]?.status != .inactive {
      wrong.append("\(email) is \(now.users[email].map { "\($0.status)" } ?? "gone")")
    }
    if now.users.all.count != before.users.all.count + introduced.count {
      wrong.append("people: \(now.users.all.map(\.email))")
    }
    for project in before.projects.map(\.id)
    where now.people(of: project).sorted() != before.people(of: project).sorted() {
      wrong.append("members of \(project): \(now.people(of: project))")
    }
    return wrong
  }

  @Test func `whom the run brought in is inactive, in no project, and told as deactivated`()
    async throws
  {
    let scene = try mixed()
    let (journal, portal) = try await Undoing.imported(scene)
    let verdict = try await Undoing.revert(journal, on: portal, scene: scene, isDeactivating: true)
    #expect(verdict.exitCode == 0, "\(verdict.people)")
    #expect(verdict.people.allSatisfy { $0.result == .applied })
    #expect(verdict.deactivated == 4)
    #expect(try wrong(await portal.portal, scene.portal) == [])
    #expect(await portal.violations == [])
    let calls = try await journal.resumption(of: 2).calls.map(\.intent)
    let kinds = calls.map(\.kind)
    #expect(kinds.count { $0 == .deactivate } == 4 && !kinds.contains(.removeFromPortal))
    #expect(kinds.count == Self.calls, "\(kinds)")
    // A customer that has people, active or not, is not deleted.
    #expect(!kinds.contains(.deleteCustomer))
    let first = try #require(kinds.firstIndex(of: .deactivate))
    #expect(!kinds[first...].contains { $0 != .deactivate }, "\(kinds)")
    #expect(try await journal.capabilities(of: PlanScene.key()).proven.contains(.deactivate))

    for isDeactivating in [true, false] {
      let again = RevertPlan(
        undoing: try await journal.resumption(of: 1), in: await portal.portal,
        isDeactivating: isDeactivating)
      #expect(again.isEmpty)
      #expect(Set(again.rows.flatMap(\.kept).map(\.reason)) == [.deactivated])
    }
  }

  @Test func `the choice is in the plan, in the state and in the journal`() async throws {
    let scene = try mixed()
    let (journal, portal) = try await Undoing.imported(scene)
    let (run, now) = (try await journal.resumption(of: 1), await portal.portal)
    let plans = [false, true].map { RevertPlan(undoing: run, in: now, isDeactivating: $0) }
    let hash = WeakHash()
    #expect(plans[0].digest(of: now.id, by: hash) != plans[1].digest(of: now.id, by: hash))
    #expect(plans[0].stateDigest(by: hash) != plans[1].stateDigest(by: hash))
    let email = try PlanScene.email(2)
    let fates = plans.map { plan in
      plan.stateItems.first { $0.name.contains("\(email.canonical), place") }?.value
    }
    #expect(fates == ["undone", "deactivated"])
    _ = try await Undoing.revert(journal, on: portal, scene: scene, isDeactivating: true)
    let undoing = try await journal.resumption(of: 2)
    #expect(undoing.isDeactivating && !run.isDeactivating)
    #expect(
      undoing.items.contains(
        ItemSnapshot(item: .status(email), planned: .inactive, before: .present)))
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
    for number in 1...Self.calls {
      let (journal, whole) = try await Undoing.imported(scene)
      let portal = await Undoing.copy(of: whole) { call, _ in call == number ? fault : .none }
      var last = try await Undoing.revert(journal, on: portal, scene: scene, isDeactivating: true)
      for _ in 0..<4 where last.exitCode != 0 {
        last =
          last.isComplete
          ? try await Undoing.revert(journal, on: portal, scene: scene, isDeactivating: true)
          : try await resumed(last, journal, portal)
      }
      #expect(last.exitCode == 0, "call \(number): \(last.people) \(last.stops)")
      #expect(try wrong(await portal.portal, scene.portal) == [], "call \(number)")
      #expect(await portal.violations == [], "call \(number)")
      let removed = await portal.sent.contains {
        if case .removeFromPortal = $0 { true } else { false }
      }
      #expect(!removed, "call \(number)")
    }
  }

  private func resumed(
    _ verdict: RunVerdict, _ journal: InMemoryJournal, _ portal: SimulatedPortal
  ) async throws -> RunVerdict {
    await Undoing.executor(journal, on: portal).resume(
      try await journal.resumption(of: try #require(verdict.run)), in: await portal.portal,
      settings: EngineSettings(),
      capabilities: try await journal.capabilities(of: PlanScene.key()))
  }

  @Test func `when the journal takes no more, it is resumed as what it was`() async throws {
    let scene = try mixed()
    for intents in 0..<Self.calls {
      let (journal, portal) = try await Undoing.imported(scene)
      await journal.take(intents: intents)
      let first = try await Undoing.revert(journal, on: portal, scene: scene, isDeactivating: true)
      #expect(first.exitCode == 1, "after \(intents): \(first.stops)")
      await journal.take(intents: nil)
      let last = try await resumed(first, journal, portal)
      #expect(last.exitCode == 0 && last.deactivated == 4, "after \(intents): \(last.people)")
      #expect(try wrong(await portal.portal, scene.portal) == [], "after \(intents)")
      #expect(await portal.violations == [])
    }
  }

  @Test func `a portal that takes nobody out can deactivate them afterwards`() async throws {
    let scene = try mixed()
    let (journal, whole) = try await Undoing.imported(scene)
    var switches = SimulatedPortal.Switches()
    switches.removesPeople = false
    let portal = await Undoing.copy(of: whole, switches: switches)
    let refused = try await Undoing.revert(journal, on: portal, scene: scene)
    #expect(refused.exitCode == 3 && refused.notRemoved == 2)
    let last = try await Undoing.revert(journal, on: portal, scene: scene, isDeactivating: true)
    #expect(last.exitCode == 0 && last.deactivated == 4 && last.notRemoved == 0, "\(last.people)")
    #expect(try wrong(await portal.portal, scene.portal) == [])
    #expect(await portal.violations == [])
  }

  @Test func `a portal that deactivates nobody is asked for two, and tells the rest`() async throws
  {
    let scene = try mixed()
    let (journal, whole) = try await Undoing.imported(scene)
    var switches = SimulatedPortal.Switches()
    switches.deactivatesPeople = false
    let portal = await Undoing.copy(of: whole, switches: switches)
    let verdict = try await Undoing.revert(journal, on: portal, scene: scene, isDeactivating: true)
    #expect(verdict.exitCode == 3 && verdict.deactivated == 0 && verdict.notRemoved == 0)
    #expect(
      verdict.stops.contains { if case .disagreement(.deactivate, _) = $0 { true } else { false } })
    #expect(await portal.sent.count { if case .deactivate = $0 { true } else { false } } == 2)
    let refused = verdict.people.filter { $0.result == .rejected }
    #expect(refused.contains { $0.message?.contains("URL_RULE_NOT_CONFIGURED") == true })
    let left = try Self.introduced.map { try PlanScene.email($0) }
    let now = await portal.portal
    #expect(left.allSatisfy { now.users[$0]?.status == .invited })
  }

  @Test func `who accepts, or is deactivated by others, while it runs`() async throws {
    let scene = try mixed()
    let (journal, portal) = try await Undoing.imported(scene)
    let order = try await Undoing.order(
      journal, in: await portal.portal, scene: scene, isDeactivating: true)
    let (accepted, inactive) = (try PlanScene.email(2), try PlanScene.email(3))
    await portal.edit { $0.accepted(accepted) }
    await portal.edit { $0.accepted(inactive, as: .inactive) }
    let verdict = await Undoing.executor(journal, on: portal).revert(order)
    #expect(await portal.portal.users[accepted]?.status == .active)
    #expect(await portal.violations == [])
    let results = Dictionary(
      verdict.people.map { ($0.email ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    #expect(results[accepted.text]?.result == .notSent)
    #expect(results[accepted.text]?.message?.contains("kept") == true)
    #expect(results[inactive.text]?.result == .adopted)
    #expect(results[inactive.text]?.code == "deactivated")
  }

  @Test func `where deactivated people are not listed, nobody is to be deactivated`() async throws {
    let scene = try mixed()
    let (journal, portal) = try await Undoing.imported(scene)
    let run = try await journal.resumption(of: 1)
    var now = await portal.portal
    for kind in ["portal_user", "client_user", "lite_user"] {
      now.gaps = [.inactivePeople(kind: kind, why: "no \(kind)")]
      let plan = RevertPlan(undoing: run, in: now, isDeactivating: true)
      #expect(plan.gapBeforeDeactivation == (kind == "lite_user" ? nil : "no \(kind)"))
      #expect(RevertPlan(undoing: run, in: now).gapBeforeDeactivation == nil)
    }
  }
}
