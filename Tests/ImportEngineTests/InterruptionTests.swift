import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

/// A run of staff and clients that ends early, at each of its steps in turn, and the run after it.
@Suite struct InterruptionTests {
  private func mixed() throws -> PlanScene {
    var scene = try PlanScene(projects: 2)
    for number in 101...104 { try scene.settle(number, in: [1]) }
    try scene.settle(1, role: 1, in: [1])
    try scene.stage(1, role: 3, in: [1, 2], replaces: true)
    for number in 2...4 { try scene.stage(number, role: 2, in: [1, 2]) }
    try scene.settle(customer: 1, name: "Solaris", in: [1])
    try scene.settle(client: 11, of: 1, in: [1])
    for number in 11...13 { try scene.stage(contact: number, of: "Solaris", in: [1, 2]) }
    for number in 14...17 {
      try scene.stage(
        contact: number, of: number < 16 ? "Northwind" : "Harbour", profile: 2, in: [2, 1])
    }
    return scene
  }

  private func switches(
    _ profile: SimulatedPortal.Switches.Entry
  ) -> SimulatedPortal.Switches {
    var switches = SimulatedPortal.Switches()
    switches.clientProfile = profile
    return switches
  }

  /// How many calls a run takes that nothing disturbs.
  private func calls(_ scene: PlanScene) async throws -> Int {
    let (verdict, _) = try await Rehearsal(scene: scene).run()
    #expect(verdict.exitCode == 0 && verdict.writes >= 20)
    return verdict.writes
  }

  /// What is wrong after a second run over what the first one left. `keepsProfiles`: a profile that
  /// the first run was still to set stays as it is, since no line replaces it.
  private func secondRun(
    _ scene: PlanScene, on portal: SimulatedPortal, keepsProfiles: Bool = false
  ) async throws -> [String] {
    let left = await portal.portal
    let order = try scene.order()
    let again = ImportOrder(
      portal: left, plan: scene.plan, assessment: Assessment(of: scene.plan, against: left),
      planDigest: "plan", stateDigest: "state", settings: order.settings,
      capabilities: order.capabilities, context: order.context, reason: nil)
    let executor = ImportExecutor(
      service: portal, journal: InMemoryJournal(), clock: VirtualClock(), hash: WeakHash(),
      progress: { _ in }, confirmMore: { _ in true })
    let verdict = await executor.run(again)
    var judge = PortalJudge(
      before: scene.portal, after: await portal.portal, plan: scene.plan,
      mails: await portal.mails, notices: await portal.notices, notify: .on)
    if keepsProfiles { judge.heldAgainst = left }
    return judge.violations(of: verdict) + (await portal.violations)
      + (verdict.exitCode == 0 ? [] : ["exit \(verdict.exitCode): \(verdict.people)"])
  }

  @Test(arguments: [SimulatedPortal.Switches.Entry.honoured, .ignored, .refused])
  func `dead before any of its steps, the next run brings everybody as planned`(
    profile: SimulatedPortal.Switches.Entry
  ) async throws {
    let scene = try mixed()
    var steps = 0
    while true {
      let portal = SimulatedPortal(scene.portal, switches: switches(profile))
      var walk = try RunWalk(scene, on: portal)
      let isOver = await walk.run(steps: steps)
      let wrong = try await secondRun(
        scene, on: portal, keepsProfiles: profile != .honoured)
      #expect(wrong.isEmpty, "dead before step \(steps + 1): \(wrong)")
      if isOver { break }
      steps += 1
    }
    // Each of at least twenty calls is recorded, sent and noted.
    #expect(steps >= 60)
  }

  @Test func `stopped at any of its steps, it sends nothing more and the next run goes on`()
    async throws
  {
    let scene = try mixed()
    var steps = 0
    while true {
      let portal = SimulatedPortal(scene.portal)
      var walk = try RunWalk(scene, on: portal)
      let isOver = await walk.run(steps: steps)
      let sent = await portal.sent.count
      walk.stop()
      let hasEnded = await walk.run(steps: 1_000)
      #expect(hasEnded, "stopped at step \(steps)")
      // What is about to be sent, the intent already being on record, may still go.
      #expect(await portal.sent.count <= sent + 1, "stopped at step \(steps)")
      let wrong = try await secondRun(scene, on: portal)
      #expect(wrong.isEmpty, "stopped at step \(steps): \(wrong)")
      if isOver { break }
      steps += 1
    }
    #expect(steps >= 60)
  }

  @Test(arguments: [
    SimulatedPortal.Fault.drop, .applyThenClose, .partial, .silent,
    .turnAway(.throttled(retryAfter: 60)), .turnAway(.unreachable("down")),
    .turnAway(.authentication("no")), .refuse(title: "BAD", status: 400),
    .refuse(title: "FULL", status: 402), .refuse(title: "NO", status: 403),
  ])
  func `with a fault at any of its calls, the next run brings everybody as planned`(
    fault: SimulatedPortal.Fault
  ) async throws {
    let scene = try mixed()
    for number in 1...(try await calls(scene)) {
      let (verdict, portal) = try await Rehearsal(scene: scene).run {
        call, _ in call == number ? fault : .none
      }
      let judge = PortalJudge(
        before: scene.portal, after: await portal.portal, plan: scene.plan,
        mails: await portal.mails, notices: await portal.notices, notify: .on)
      let first = judge.violations(of: verdict)
      #expect(first.isEmpty, "call \(number): \(first)")
      let second = try await secondRun(scene, on: portal)
      #expect(second.isEmpty, "after call \(number): \(second)")
    }
  }

  @Test func `when the journal takes no more, nothing more is sent`() async throws {
    let scene = try mixed()
    for intents in 0..<(try await calls(scene)) {
      var rehearsal = Rehearsal(scene: scene)
      rehearsal.journal = InMemoryJournal(intentsLeft: intents)
      let (verdict, portal) = try await rehearsal.run()
      #expect(await portal.sent.count == intents)
      #expect(verdict.exitCode == 1)
      let wrong = try await secondRun(scene, on: portal)
      #expect(wrong.isEmpty, "after \(intents) calls: \(wrong)")
    }
  }
}

/// Walks the state machine by hand, one action at a time, so that it can end between any two.
private struct RunWalk {
  private let portal: SimulatedPortal
  private var machine: ImportRun
  private var pending: [ImportRun.Action]

  init(_ scene: PlanScene, on portal: SimulatedPortal) throws {
    self.portal = portal
    machine = ImportRun(
      scene.assessment, in: scene.portal, settings: EngineSettings(),
      capabilities: Capabilities())
    pending = machine.handle(.start)
  }

  /// Takes so many steps at most; returns whether the run is over.
  mutating func run(steps: Int) async -> Bool {
    for _ in 0..<steps where !pending.isEmpty {
      if let event = await perform(pending.removeFirst()) { pending += machine.handle(event) }
    }
    return pending.isEmpty
  }

  mutating func stop() { pending += machine.handle(.checkpoint) }

  private func perform(_ action: ImportRun.Action) async -> ImportRun.Event? {
    switch action {
    case .record: .recorded
    case .send(let intent):
      .answered(
        intent.number,
        await portal.send(
          intent.request, to: machine.known.id, using: .unlimited, deadline: 1), wallSeconds: 0)
    case .read(let readBack): .read(await read(readBack.scope))
    case .confirm: .confirmed(true)
    case .note, .settle, .store, .finish: nil
    }
  }

  private func read(_ scope: ReadScope) async -> Result<Portal, ServiceFailure> {
    do throws(ServiceFailure) {
      return .success(try await portal.rereading(machine.known, scope, at: 0))
    } catch {
      return .failure(error)
    }
  }
}
