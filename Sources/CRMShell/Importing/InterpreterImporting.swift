import ImportEngine
import ImportModel
import Reporting

extension Interpreter {
  /// Runs a confirmed import to its verdict. The plan is empty afterwards, the selection stays.
  func runImport(
    _ prepared: PreparedImport, reason: String?, origin: Origin, requestsBefore: Int, isAgreed: Bool
  ) async throws(Stop) -> Reply {
    guard let services, let fetched else { throw .refusal(.notConnected) }
    let order = ImportOrder(
      portal: prepared.portal, plan: session.plan, assessment: prepared.assessment,
      planDigest: prepared.plan.full, stateDigest: prepared.state.full,
      settings: prepared.settings, capabilities: prepared.capabilities,
      context: RunContext(
        key: portalKey(services, prepared.portal), portalName: prepared.portal.name,
        osUser: surroundings.user.osUser, crmCaller: fetched.caller.email,
        host: surroundings.user.host, version: surroundings.user.version),
      reason: reason)
    let verdict = await executor(services, isAgreed: isAgreed).run(order)
    if let portal = verdict.portal { self.fetched?.portal = portal }
    let requests = await services.requestCount() - requestsBefore
    let report = VerdictReport(
      verdict: verdict, portal: prepared.portal, plan: prepared.plan, requests: requests
    ).report
    let reply = Reply(report, exit: ExitCode(rawValue: verdict.exitCode) ?? .failure)
    if let run = verdict.run {
      var emptied = session
      emptied.plan = Plan()
      commit(emptied, origin, reply, run: run)
    }
    return reply
  }

  /// `isAgreed`: `--yes` was said, which holds for the people and mails previewed however many calls
  /// they turn out to take.
  private func executor(_ services: ConnectedServices, isAgreed: Bool) -> ImportExecutor {
    let console = surroundings.console
    let (updates, feed) = AsyncStream.makeStream(of: ImportEngine.Progress.self)
    let settings = settings
    let asks = !mode.asksNothing
    Task {
      for await update in updates { await console.progress(Self.line(update)) }
    }
    return ImportExecutor(
      service: services.projects, journal: services.journal, clock: surroundings.clock,
      hash: surroundings.hash,
      progress: { update in
        feed.yield(update)
        if update.done == update.total { feed.finish() }
      },
      confirmMore: { plan in
        if isAgreed { return true }
        guard asks, console.style.isTerminal, !settings.format.isForPrograms else { return false }
        let answer = await console.ask(
          "The portal needs more calls than previewed: \(plan.writes) are left. Type \(plan.writes) to go on: "
        )
        return answer?.trimmingBlanks() == String(plan.writes)
      })
  }

  private static func line(_ update: ImportEngine.Progress) -> Text {
    Reporting.Progress(
      unit: "calls", done: update.done, total: update.total,
      elapsed: .milliseconds(update.elapsedMilliseconds)
    ).line
  }
}
