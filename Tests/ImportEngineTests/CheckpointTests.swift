import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

@Suite struct CheckpointTests {
  private func scene() throws -> PlanScene {
    var scene = try PlanScene(projects: 1)
    for number in 1...4 { try scene.stage(number, role: 2, in: [1]) }
    return scene
  }

  @Test
  func `a cancelled import finishes its call, waits for no look at it, and names who is left`()
    async throws
  {
    let scene = try scene()
    let order = try scene.order(
      settings: EngineSettings(batch: 1), capabilities: CallPlannerTests.proven)
    let (calls, arrival) = AsyncStream<Int>.makeStream()
    let (answers, release) = AsyncStream<Void>.makeStream()
    let portal = SimulatedPortal(
      scene.portal,
      onSend: { number, _ in
        arrival.yield(number)
        if number == 2 { for await _ in answers { break } }
      })
    let executor = ImportExecutor(
      service: portal, journal: InMemoryJournal(), clock: VirtualClock(), hash: WeakHash(),
      progress: { _ in }, confirmMore: { _ in true })
    let task = Task { await executor.run(order) }
    for await number in calls where number == 2 { break }
    task.cancel()
    // The cancellation reaches the run by a task of its own.
    try await Task.sleep(for: .milliseconds(200))
    release.yield()
    let verdict = await task.value
    #expect(verdict.exitCode == 130)
    #expect(verdict.word == .interrupted)
    #expect(await portal.sent.count == 2)
    #expect(verdict.people(.unresolved).map(\.code) == ["no-read-back", "no-read-back"])
    #expect(!verdict.isComplete)
    #expect(verdict.people(.notSent).map(\.code) == ["interrupted", "interrupted"])
    #expect(await portal.reads == 0)
  }

  @Test func `a run that a signal stops says so, in the journal too, and tells no other reason`()
    async throws
  {
    let journal = InMemoryJournal()
    let stop = RunStop { 143 }
    let executor = ImportExecutor(
      service: SimulatedPortal(try scene().portal), journal: journal, clock: VirtualClock(),
      hash: WeakHash(), stop: stop, progress: { _ in }, confirmMore: { _ in true })
    await stop.raise()
    let verdict = await executor.run(try scene().order())
    #expect(verdict.exitCode == 143)
    #expect(verdict.word == .interrupted)
    #expect(verdict.stops == [.cancelled])
    #expect(try await journal.report(1).summary.exitCode == 143)
  }

  /// A portal whose members can't be read before somebody gives the wait for it up.
  private struct WaitingReads: PortalRelay {
    let inner: any PortalService
    let arrival: AsyncStream<Void>.Continuation

    func send(
      _ call: WriteCall, to portal: PortalID, using ticket: SlotTicket, deadline: Int64
    ) async -> Outcome {
      await inner.send(call, to: portal, using: ticket, deadline: deadline)
    }

    func members(
      of project: ProjectID, in id: PortalID
    ) async throws(ServiceFailure) -> [Membership] {
      arrival.yield()
      while !Task.isCancelled { await Task.yield() }
      throw .interrupted("cancelled")
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a read-back that waits for the rate limit ends at the first interrupt`() async throws {
    let (reads, arrival) = AsyncStream<Void>.makeStream()
    let (portal, stop) = (SimulatedPortal(try scene().portal), RunStop())
    let executor = ImportExecutor(
      service: WaitingReads(inner: portal, arrival: arrival), journal: InMemoryJournal(),
      clock: VirtualClock(), hash: WeakHash(), stop: stop, progress: { _ in },
      confirmMore: { _ in true })
    let order = try scene().order()
    let task = Task { await executor.run(order) }
    for await _ in reads { break }
    await stop.raise()
    let verdict = await task.value
    #expect(verdict.exitCode == 130 && verdict.word == .interrupted)
    #expect(await portal.sent.count == 1)
    #expect(!verdict.isComplete)
  }
}
