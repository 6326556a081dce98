import ImportEngine
import ImportModel
import Reporting

/// An import that was previewed and agreed to, without its calls: a run plans its own, and these name each
/// person once for each project.
struct AgreedImport {
  let portal: Portal
  let assessment: Assessment
  let plan: PlanDigest
  let state: PlanDigest
  let capabilities: Capabilities
  let settings: EngineSettings
  /// Write calls as previewed.
  let writes: Int

  init(_ prepared: PreparedImport) {
    portal = prepared.portal
    assessment = prepared.assessment
    (plan, state) = (prepared.plan, prepared.state)
    capabilities = prepared.capabilities
    settings = prepared.settings
    writes = prepared.calls.writes
  }
}

extension Interpreter {
  /// Runs a confirmed import to its verdict. The plan is empty afterwards, the selection stays.
  func runImport(
    _ agreed: AgreedImport, reason: String?, origin: Origin, requestsBefore: Int,
    isAgreed: Bool, waits: Bool
  ) async throws(Stop) -> Reply {
    guard let services else { throw .refusal(.notConnected) }
    var frozen = agreed.settings
    frozen.waits = waits
    lastPrepared = nil
    // What previews let go of would else stand beside what the run takes.
    surroundings.giveBack()
    let order = ImportOrder(
      portal: agreed.portal, plan: session.plan, assessment: agreed.assessment,
      planDigest: agreed.plan.full, stateDigest: agreed.state.full,
      settings: frozen, capabilities: agreed.capabilities,
      context: try runContext(services, agreed.portal), reason: reason)
    let verdict = await driving(
      services, isAgreed: isAgreed, beginning: Self.beginning(agreed.writes)
    ) { await $0.run(order) }
    let reply = await told(
      verdict, by: services, requestsBefore: requestsBefore,
      VerdictReport(
        verdict: verdict, portal: agreed.portal, assessment: agreed.assessment,
        plan: agreed.plan.full, requests: 0, previewed: agreed.writes))
    if let run = verdict.run {
      var emptied = session
      emptied.plan = Plan()
      failedExclusions = []
      commit(emptied, origin, reply, run: run)
    }
    return reply
  }

  /// The portal with its licences as they are now; as they were where they can't be read.
  func withLicences(_ portal: Portal, _ services: ConnectedServices) async -> Portal {
    var portal = portal
    do throws(ServiceFailure) {
      portal.licences = try await services.projects.licences(of: portal.id)
    } catch {
      // The verdict stands without them; an old stamp has the next preview read everything anew.
      portal.fetchedAt = 0
    }
    return portal
  }

  /// Drives a run, showing its progress. `isAgreed`: `--yes` was said, which holds for the people and
  /// mails previewed however many calls they turn out to take. `beginning`: shown until the first
  /// call has an answer.
  func driving(
    _ services: ConnectedServices, isAgreed: Bool, beginning: Text,
    _ body: @Sendable (ImportExecutor) async -> RunVerdict
  ) async -> RunVerdict {
    let console = surroundings.console
    await console.progress(beginning)
    let (updates, feed) = AsyncStream.makeStream(of: ImportEngine.Progress.self)
    let teller = Task { await tell(updates) }
    let asks = !mode.asksNothing && console.style.isTerminal
    let interrupts = surroundings.interrupts
    let stop = RunStop { await interrupts.exitCode }
    await interrupts.onFirst { await console.note(Self.stopping(by: $0)) }
    await interrupts.onSecond {
      await stop.abandon()
      await console.note("not waiting any longer: resume looks up what became of the call")
    }
    let verdict = await body(
      ImportExecutor(
        service: services.projects, journal: services.journal, clock: surroundings.clock,
        hash: surroundings.hash, stop: stop, progress: { feed.yield($0) },
        confirmMore: { plan in
          if isAgreed { return true }
          guard asks else { return false }
          let answer = await console.ask(
            "The portal needs more calls than previewed: \(plan.writes) are left. Type \(plan.writes) to go on: "
          )
          return answer?.trimmingBlanks() == String(plan.writes)
        }))
    await interrupts.onFirst(nil)
    await interrupts.onSecond(nil)
    feed.finish()
    await teller.value
    return verdict
  }

  /// Shows how far a run is, to its end.
  private func tell(_ updates: AsyncStream<ImportEngine.Progress>) async {
    var pace = RunPace()
    for await update in updates {
      callsDone = RunPace.calls(update)
      await surroundings.console.progress(pace.line(update))
    }
    callsDone = ""
  }

  /// What is shown of an import before its first call has an answer.
  static func beginning(_ writes: Int) -> Text { "0/\(writes) calls" }

  /// What happens when a run is told to stop; `code` is that of the signal.
  private static func stopping(by code: Int32) -> Text {
    let again = code == 130 ? "; ^C again doesn't wait" : ""
    return
      "stopping: nothing new is sent, and what is under way is awaited\(again)"
  }
}
