import ImportEngine
import ImportModel
import Reporting

extension Interpreter {
  /// Undoes a run as previewed and agreed to. Plan and selection stay as they are.
  func runRevert(
    _ prepared: PreparedRevert, reason: String?, origin: Origin, requestsBefore: Int,
    isAgreed: Bool, waits: Bool
  ) async throws(Stop) -> Reply {
    guard let services else { throw .refusal(.notConnected) }
    var frozen = prepared.settings
    frozen.waits = waits
    let order = RevertOrder(
      portal: prepared.portal, plan: prepared.revert, planDigest: prepared.plan.full,
      stateDigest: prepared.state.full, settings: frozen, capabilities: prepared.capabilities,
      context: try runContext(services, prepared.portal), reason: reason,
      origin: origin)
    let verdict = await driving(
      services, isAgreed: isAgreed, beginning: Self.beginning(prepared.calls.writes)
    ) { await $0.revert(order) }
    return await told(
      verdict, by: services, requestsBefore: requestsBefore,
      VerdictReport(
        verdict: verdict, portal: prepared.portal, plan: prepared.plan.full, requests: 0,
        previewed: prepared.calls.writes, reverted: prepared.run.run,
        isDeactivating: prepared.revert.isDeactivating))
  }

  /// Who runs what where.
  func runContext(_ services: ConnectedServices, _ portal: Portal) throws(Stop) -> RunContext {
    guard let fetched else { throw .refusal(.notConnected) }
    return RunContext(
      key: portalKey(services, portal), portalName: portal.name,
      osUser: surroundings.user.osUser, crmCaller: fetched.caller.email,
      host: surroundings.user.host, version: surroundings.user.version)
  }

  /// Keeps what a run read back, and says how it ended.
  func told(
    _ verdict: RunVerdict, by services: ConnectedServices, requestsBefore: Int,
    _ report: VerdictReport
  ) async -> Reply {
    // What previews showed was before this run: its own writes are no drift.
    previews = [:]
    await noteOwn(verdict.run)
    if let portal = verdict.portal { fetched?.portal = await withLicences(portal, services) }
    var report = report
    report.requests = await services.requestCount() - requestsBefore
    return Reply(report.report, exit: ExitCode(rawValue: verdict.exitCode) ?? .failure)
  }
}
