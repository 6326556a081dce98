import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

@Suite struct ImportRunTests {
  private func people(_ count: Int, projects: Int) throws -> PlanScene {
    var scene = try PlanScene(projects: projects)
    for number in 1...count { try scene.stage(number, role: 2, in: Array(1...projects)) }
    return scene
  }

  @Test func `everything as planned is exit 0, and a second run writes nothing`() async throws {
    var scene = try people(5, projects: 2)
    try scene.settle(9, role: 1, in: [1])
    try scene.stage(9, role: 3, in: [1, 2], replaces: true)
    let (verdict, portal) = try await Rehearsal(scene: scene).run()
    #expect(verdict.exitCode == 0)
    #expect(verdict.word == .done)
    #expect(verdict.people(.applied).count == 6)
    let after = try #require(verdict.portal)
    let actual = await portal.portal
    #expect(after.users == actual.users)
    let again = Assessment(of: scene.plan, against: after)
    #expect(again.written.isEmpty)
  }

  @Test func `blocked people are exit 3 and the rest is done`() async throws {
    var scene = try people(2, projects: 1)
    try scene.stage(3, role: 2, in: [1], status: "deleted")
    let (verdict, _) = try await Rehearsal(scene: scene).run()
    #expect(verdict.exitCode == 3)
    #expect(verdict.people(.blocked).map(\.code) == ["crm-not-active"])
    #expect(verdict.people(.applied).count == 2)
  }

  @Test func `nothing to change is exit 0 without a write`() async throws {
    var scene = try PlanScene(projects: 1)
    try scene.settle(1, role: 2, in: [1])
    try scene.stage(1, role: 2, in: [1])
    let (verdict, portal) = try await Rehearsal(scene: scene).run()
    #expect(verdict.exitCode == 0)
    #expect(verdict.people.map(\.result) == [.kept])
    #expect(await portal.sent.isEmpty)
  }

  @Test(arguments: [
    SimulatedPortal.Switches.Entry.ignored, .refused,
  ])
  func `a portal that takes no role in an entry ends as planned all the same`(
    _ entry: SimulatedPortal.Switches.Entry
  ) async throws {
    var rehearsal = Rehearsal(scene: try people(4, projects: 2))
    rehearsal.switches.entryRole = entry
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 0)
    let key = try PlanScene.key()
    let found = try await rehearsal.journal.capabilities(of: key)
    #expect(found.entryRole == (entry == .ignored ? .ignored : .refused))
    #expect(await portal.mails.values.allSatisfy { $0 == 1 })
  }

  @Test(arguments: [SimulatedPortal.Switches.Members.silent, .refused])
  func `a portal whose projects take members only ends as planned all the same`(
    _ members: SimulatedPortal.Switches.Members
  ) async throws {
    var rehearsal = Rehearsal(scene: try people(4, projects: 2))
    rehearsal.switches.members = members
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 0)
    let found = try await rehearsal.journal.capabilities(of: try PlanScene.key())
    #expect(found.invites == .no)
    // Silence is believed after two complete reads: deadline and settle, and one settle more.
    if members == .silent { #expect(rehearsal.clock.uptime >= 50_000) }
    #expect(await portal.mails.values.allSatisfy { $0 == 1 })
  }

  @Test func `more calls than agreed to are asked for, and not sent without a yes`() async throws {
    var rehearsal = Rehearsal(scene: try people(4, projects: 1))
    rehearsal.switches.entryRole = .ignored
    rehearsal.confirms = false
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 5)
    // Whoever was tried first is in already, and gets the role planned for them.
    #expect(await portal.sent.count == 2)
    #expect(verdict.people(.applied).count == 1)
    #expect(verdict.people(.notSent).map(\.code) == Array(repeating: "not-confirmed", count: 3))
  }

  @Test func `an entry profile that is ignored is set afterwards`() async throws {
    var scene = try PlanScene(projects: 2)
    for number in 1...3 { try scene.stage(number, role: 2, profile: 2, in: [1, 2]) }
    var rehearsal = Rehearsal(scene: scene)
    rehearsal.switches.entryProfile = .ignored
    let (verdict, _) = try await rehearsal.run()
    #expect(verdict.exitCode == 0)
  }

  @Test func `a join that changes a role stops all joins and puts it back`() async throws {
    var scene = try PlanScene(projects: 1)
    for number in 1...3 {
      try scene.settle(number, role: 2)
      try scene.stage(number, in: [1])
    }
    var rehearsal = Rehearsal(scene: scene)
    rehearsal.switches.joinResetsRole = true
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 3)
    #expect(verdict.people(.notSent).map(\.code) == ["role-changed", "role-changed"])
    let role: RoleID = try PlanScene.id(2)
    #expect(await portal.portal.users.all.allSatisfy { $0.role == role })
  }

  /// The reads behind the first join showed the role that stood: it had no effect.
  @Test func `a join behind one without effect that changes a role puts it back too`() async throws
  {
    var scene = try PlanScene(projects: 2)
    for number in 1...3 {
      try scene.settle(number, role: 2)
      try scene.stage(number, in: [1, 2])
    }
    var rehearsal = Rehearsal(scene: scene)
    rehearsal.switches.joinResetsRole = true
    let everybody = Set(scene.plan.rows.compactMap(\.person.email))
    for fault in [SimulatedPortal.Fault.drop, .passOver(everybody)] {
      let (verdict, portal) = try await rehearsal.run { number, _ in number == 1 ? fault : .none }
      #expect([3, 4].contains(verdict.exitCode), "\(fault)")
      let others = verdict.people(.notSent)
      #expect(others.count >= 2 && others.allSatisfy { $0.code == "role-changed" }, "\(fault)")
      let role: RoleID = try PlanScene.id(2)
      #expect(await portal.portal.users.all.allSatisfy { $0.role == role }, "\(fault)")
    }
  }

  @Test func `a join that changes the role of a newcomer does it to one only`() async throws {
    var rehearsal = Rehearsal(scene: try people(3, projects: 2))
    rehearsal.switches.joinResetsRole = true
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 3)
    let role: RoleID = try PlanScene.id(2)
    #expect(await portal.portal.users.all.allSatisfy { $0.role == role })
    #expect(verdict.people(.notSent).count == 2)
  }

  @Test func `people whom an answer is silent about are looked up, and sent again if not there`()
    async throws
  {
    let scene = try people(3, projects: 2)
    let (partial, portal) = try await Rehearsal(scene: scene).run { number, _ in
      number == 2 ? .partial : .none
    }
    #expect(partial.exitCode == 0)
    #expect(partial.people(.applied).count == 3)
    #expect(await portal.mails.values.allSatisfy { $0 == 1 })
    let (silent, _) = try await Rehearsal(scene: scene).run { number, _ in
      number == 2 ? .silent : .none
    }
    #expect(silent.exitCode == 0)
    #expect(silent.people(.adopted).count == 1)
  }

  @Test func `a join whose profile is refused is made without, and the profile set`() async throws {
    var scene = try PlanScene(projects: 1)
    for number in 1...3 {
      try scene.settle(number)
      try scene.stage(number, profile: 2, in: [1])
    }
    var rehearsal = Rehearsal(scene: scene)
    rehearsal.switches.entryProfile = .refused
    let (verdict, _) = try await rehearsal.run()
    #expect(verdict.exitCode == 0)
  }

  @Test func `what was carried out without an answer is adopted`() async throws {
    let (verdict, _) = try await Rehearsal(scene: try people(3, projects: 1)).run { number, _ in
      number == 2 ? .applyThenClose : .none
    }
    #expect(verdict.exitCode == 0)
    #expect(verdict.people(.adopted).count == 2)
  }

  @Test func `what was lost is shown absent twice and sent again`() async throws {
    let rehearsal = Rehearsal(scene: try people(3, projects: 2))
    let (verdict, portal) = try await rehearsal.run { number, _ in number == 2 ? .drop : .none }
    #expect(verdict.exitCode == 0)
    #expect(verdict.people(.applied).count == 3)
    #expect(await portal.mails.values.allSatisfy { $0 == 1 })
    // Deadline and settle, then one settle more.
    #expect(rehearsal.clock.uptime >= 50_000)
    let calls = try await rehearsal.journal.report(1).people.flatMap(\.calls)
    #expect(calls.map(\.intent.attempt).max() == 2)
    let findings = Set(calls.flatMap(\.findings).flatMap(\.findings).map(\.state))
    #expect(findings == [.absent])
  }

  @Test func `what is lost again and again is unresolved after three times alone`() async throws {
    let bad = try PlanScene.email(2)
    let scene = try people(8, projects: 1)
    let (verdict, portal) = try await Rehearsal(
      scene: scene, capabilities: CallPlannerTests.proven
    ).run { _, call in call.emails.contains(bad) ? .drop : .none }
    #expect(verdict.exitCode == 4)
    #expect(verdict.people(.unresolved).map(\.email) == [bad.text])
    #expect(verdict.people(.applied).count == 7)
    let alone = await portal.sent.count { $0.emails == [bad] }
    #expect(alone == 3)
    // 8, then halves down to one, which is tried twice more.
    #expect(await portal.sent.count <= 1 + 2 * 3 + 4)
  }

  @Test func `a lost call is looked up only after its deadline and the settle time`() async throws {
    let rehearsal = Rehearsal(scene: try people(3, projects: 1))
    _ = try await rehearsal.run { number, _ in number == 2 ? .drop : .none }
    #expect(rehearsal.clock.uptime >= 40_000)
  }

  @Test func `a refused batch is taken apart until its culprit is rejected alone`() async throws {
    let bad = try PlanScene.email(5)
    var rehearsal = Rehearsal(scene: try people(20, projects: 1))
    rehearsal.capabilities = CallPlannerTests.proven
    let (verdict, portal) = try await rehearsal.run { _, call in
      call.emails.contains(bad) ? .refuse(title: "BAD", status: 400) : .none
    }
    #expect(verdict.exitCode == 3)
    #expect(verdict.people(.rejected).map(\.email) == [bad.text])
    #expect(verdict.people(.rejected).first?.message == "refused: BAD")
    #expect(verdict.people(.applied).count == 19)
    #expect(await portal.sent.count <= 1 + 2 * 5 + 4)
    #expect(await portal.mails.values.allSatisfy { $0 == 1 })
  }

  @Test func `what every call of a project meets is about the call`() async throws {
    let second: ProjectID = try PlanScene.id(2)
    var rehearsal = Rehearsal(scene: try people(20, projects: 2))
    rehearsal.capabilities = CallPlannerTests.proven
    rehearsal.settings.batch = 10
    let (verdict, portal) = try await rehearsal.run { _, call in
      if case .addToProject(second, _, _) = call {
        .refuse(title: "CLOSED", status: 400)
      } else {
        .none
      }
    }
    #expect(verdict.exitCode == 3)
    #expect(verdict.people(.rejected).count >= 10)
    #expect(verdict.people.allSatisfy { $0.code == "CLOSED" })
    // Two introductions; one batch, its halves, and one person of each.
    #expect(await portal.sent.count == 2 + 5)
  }

  @Test func `a limit on how many a call takes is learnt`() async throws {
    var rehearsal = Rehearsal(scene: try people(24, projects: 2))
    rehearsal.capabilities = CallPlannerTests.proven
    let (verdict, _) = try await rehearsal.run { _, call in
      call.emails.count > 12 ? .refuse(title: "TOO_MANY", status: 400) : .none
    }
    #expect(verdict.exitCode == 0)
    let found = try await rehearsal.journal.capabilities(of: try PlanScene.key())
    #expect(found.batchMax == 12)
  }

  @Test func `without licences nobody more is introduced`() async throws {
    var rehearsal = Rehearsal(scene: try people(6, projects: 1))
    rehearsal.settings.batch = 2
    let (verdict, portal) = try await rehearsal.run { number, _ in
      number >= 2 ? .refuse(title: "LICENSE_LIMIT_EXCEEDED", status: 402) : .none
    }
    #expect(verdict.exitCode == 3)
    #expect(verdict.people(.notSent).count == 5)
    #expect(await portal.sent.count == 2)
  }

  @Test(arguments: [
    (TurnedAway.throttled(retryAfter: 1320), Int32(6)), (.authentication("no"), 8),
    (.unreachable("down"), 9),
  ])
  func `turned away at the first call`(_ why: TurnedAway, _ code: Int32) async throws {
    let (verdict, portal) = try await Rehearsal(scene: try people(3, projects: 2)).run { _, _ in
      .turnAway(why)
    }
    #expect(verdict.exitCode == code)
    #expect(verdict.writes == 0)
    #expect(verdict.people(.notSent).count == 3)
    #expect(await portal.sent.count == 1)
  }

  @Test func `a failed final read-back leaves everything sent unresolved`() async throws {
    var rehearsal = Rehearsal(scene: try people(3, projects: 1))
    rehearsal.capabilities = CallPlannerTests.proven
    let portal = SimulatedPortal(rehearsal.scene.portal)
    await portal.failReads(with: .interrupted("reset"))
    let verdict = try await rehearsal.run(on: portal)
    #expect(verdict.exitCode == 4)
    #expect(verdict.stops == [.readBack(.interrupted("reset"))])
    #expect(verdict.people(.unresolved).count == 3)
    #expect(verdict.portal == nil)
  }

  @Test func `nothing is sent when the intent can't be stored`() async throws {
    var rehearsal = Rehearsal(scene: try people(3, projects: 2))
    rehearsal.journal = InMemoryJournal(intentsLeft: 1)
    let (verdict, portal) = try await rehearsal.run()
    #expect(verdict.exitCode == 1)
    #expect(await portal.sent.count == 1)
    #expect(verdict.people(.notSent).count == 3)
    #expect(verdict.stops == [.journal(.store("disk full"))], "told once")
  }

  @Test func `a lock-out is sat out when asked to, and ends the run open when not`() async throws {
    var rehearsal = Rehearsal(scene: try people(6, projects: 2))
    let fault: @Sendable (Int, WriteCall) -> SimulatedPortal.Fault = { number, _ in
      number == 2 ? .turnAway(.throttled(retryAfter: 60)) : .none
    }
    let (ended, _) = try await rehearsal.run(fault)
    #expect(ended.exitCode == 6 && !ended.isComplete)
    #expect(try await rehearsal.journal.unfinishedRuns(of: PlanScene.key()).count == 1)
    rehearsal.journal = InMemoryJournal()
    rehearsal.settings.waits = true
    let (waited, _) = try await rehearsal.run(fault)
    #expect(waited.exitCode == 0 && waited.isComplete)
    #expect(waited.people(.applied).count == 6)
  }
}
