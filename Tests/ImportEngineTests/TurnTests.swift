import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

/// What a run does with its turns: slots are sent with or given back, and an exchange is over when
/// the journal says so.
@Suite struct TurnTests {
  private func people(_ count: Int, projects: Int) throws -> PlanScene {
    var scene = try PlanScene(projects: projects)
    for number in 1...count { try scene.stage(number, role: 2, in: Array(1...projects)) }
    return scene
  }

  private func run(
    _ scene: PlanScene, _ portal: Turnstile, _ journal: any RunJournal, _ clock: VirtualClock,
    deadline: Int64 = 30_000, stop: RunStop = RunStop()
  ) async throws -> RunVerdict {
    let executor = ImportExecutor(
      service: portal, journal: journal, clock: clock, hash: WeakHash(), stop: stop,
      progress: { _ in }, confirmMore: { _ in true })
    return await executor.run(
      try scene.order(settings: EngineSettings(deadlineMilliseconds: deadline)))
  }

  /// A journal on whose disk something happens at its steps; two steps are one write.
  private func journal(
    _ kept: InMemoryJournal, _ scene: PlanScene, _ clock: VirtualClock,
    _ events: [Int: @Sendable () async -> Void]
  ) -> MortalJournal {
    MortalJournal(
      kept, Lifeline(last: nil, events: events), RunWatch(scene.portal, EngineSettings(), clock),
      writes: nil)
  }

  @Test func `a run that is stopped before its call has left gives the slot back`() async throws {
    for last in 1...4 {
      let (clock, stop) = (VirtualClock(), RunStop())
      let scene = try people(6, projects: 2)
      let portal = Turnstile(SimulatedPortal(scene.portal), clock) { turn in
        if turn == last { await stop.raise() }
      }
      let verdict = try await run(scene, portal, InMemoryJournal(), clock, stop: stop)
      #expect(verdict.exitCode == 130)
      #expect(portal.sends.count == last - 1)
      #expect(portal.leaked.isEmpty && portal.givenBack == 1, "stopped after turn \(last)")
    }
  }

  @Test func `a call whose intent took too long to store goes with another slot`() async throws {
    let clock = VirtualClock()
    let scene = try people(6, projects: 2)
    let portal = Turnstile(SimulatedPortal(scene.portal), clock)
    let kept = InMemoryJournal()
    // The run is begun, and the first intent stored: then the machine sleeps.
    let slow = journal(kept, scene, clock, [4: { clock.advance(milliseconds: 3_600_000) }])
    let verdict = try await run(scene, portal, slow, clock)
    #expect(verdict.exitCode == 0 && verdict.people(.applied).count == 6)
    #expect(portal.leaked.isEmpty && portal.givenBack == 1)
    let calls = try await kept.resumption(of: 1).calls
    #expect(calls.count == portal.sends.count + 1)
    #expect(calls.first?.outcome?.code == "slot-expired")
  }

  @Test func `no exchange outlasts what the journal says of it`() async throws {
    let clock = VirtualClock()
    let scene = try people(6, projects: 2)
    let portal = Turnstile(SimulatedPortal(scene.portal), clock)
    let kept = InMemoryJournal()
    let wait: @Sendable () async -> Void = { clock.advance(milliseconds: 700) }
    let slow = journal(
      kept, scene, clock, Dictionary(uniqueKeysWithValues: (1...200).map { ($0, wait) }))
    let verdict = try await run(scene, portal, slow, clock, deadline: 1_000)
    #expect(verdict.exitCode == 0)
    let intents = try await kept.resumption(of: 1).calls.map(\.intent)
    #expect(intents.count == portal.sends.count && !intents.isEmpty)
    let start = clock.wallSeconds * 1_000 - clock.uptime / 1_000 * 1_000
    for (intent, send) in zip(intents, portal.sends) {
      #expect(send.deadline > 0)
      #expect(
        start + send.atUptime + send.deadline <= intent.deadline * 1_000, "call \(intent.number)")
    }
  }
}
