import CRMShellTesting
import ImportEngine
import ImportModel

/// Runs a scene against a simulated portal and tells how it ended.
struct Rehearsal {
  let scene: PlanScene
  var switches = SimulatedPortal.Switches()
  var settings = EngineSettings()
  var capabilities = Capabilities()
  var journal = InMemoryJournal()
  var clock = VirtualClock()
  var confirms = true
  var rival: @Sendable (WriteCall) -> CustomerName? = { _ in nil }

  func run(
    _ fault: @escaping @Sendable (Int, WriteCall) -> SimulatedPortal.Fault = { _, _ in .none }
  ) async throws -> (RunVerdict, SimulatedPortal) {
    let portal = SimulatedPortal(scene.portal, switches: switches, fault: fault, rival: rival)
    return (try await run(on: portal), portal)
  }

  func run(on portal: SimulatedPortal) async throws -> RunVerdict {
    let confirms = confirms
    let executor = ImportExecutor(
      service: portal, journal: journal, clock: clock, hash: WeakHash(), progress: { _ in },
      confirmMore: { _ in confirms })
    return await executor.run(
      try scene.order(settings: settings, capabilities: capabilities))
  }
}
