import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// Runs that did not come to their end: gone on with, or settled and closed.
extension Interpreter {
  /// The unfinished runs of the connected portal, oldest first.
  func unfinishedRuns() async throws(Stop) -> [UnfinishedRun] {
    guard let services, let portal = fetched?.portal else { return [] }
    do throws(JournalFailure) {
      return try await services.journal.unfinishedRuns(of: portalKey(services, portal))
    } catch {
      throw Stop(error)
    }
  }

  /// An unfinished run stands in the way of another import.
  func refuseUnfinished() async throws(Stop) {
    if let run = try await unfinishedRuns().first { throw .refusal(.unfinishedRun(run.run)) }
  }

  /// Does something with an unfinished run of this portal while nobody else can.
  func withUnfinished(
    _ reference: RunReference?,
    _ body: (isolated Interpreter, RunResumption) async throws(Stop) -> Reply
  ) async throws(Stop) -> Reply {
    let hold = try await holdPortal()
    do throws(Stop) {
      let run = try await unfinished(reference)
      let reply = try await body(self, run)
      await hold.release()
      return reply
    } catch {
      await hold.release()
      throw error
    }
  }

  private func unfinished(_ reference: RunReference?) async throws(Stop) -> RunResumption {
    let open = try await unfinishedRuns().map(\.run)
    guard let first = open.first else { throw .refusal(.nothingUnfinished) }
    var number = first
    if case .number(let asked, let span)? = reference {
      guard open.contains(asked) else {
        throw .refusal(.notUnfinished(asked, open: open), at: span)
      }
      number = asked
    }
    let journal = try await journal()
    do throws(JournalFailure) {
      return try await journal.resumption(of: number)
    } catch {
      throw Stop(error)
    }
  }

  /// Goes on with a run; `isAbandoned`: settles it only and closes it. It asks nothing: the run was
  /// agreed to when it began.
  func finish(
    _ run: RunResumption, waits: Bool = false, isAbandoned: Bool = false
  ) async throws(Stop) -> Reply {
    guard let services else { throw .refusal(.notConnected) }
    let before = await services.requestCount()
    let people = run.people.filter(\.blocked.isEmpty).map { RunPerson($0) }
    try await rereadPortal(
      services,
      membersOf: Set(people.lazy.filter { !$0.isClient }.flatMap(\.projects)),
      clientsOf: Set(people.lazy.filter(\.isClient).flatMap(\.projects)))
    guard let fetched else { throw .refusal(.notConnected) }
    if let problem = fetched.portal.customersProblem, people.contains(where: \.isClient) {
      throw .refusal(.customersUnknown(problem))
    }
    if !isAbandoned, let gate = Gates.shut(fetched).first { throw .refusal(.gate(gate)) }
    let known: Capabilities
    do throws(JournalFailure) {
      known = try await services.journal.capabilities(of: run.context.key)
    } catch {
      throw Stop(error)
    }
    var engine = settings.engine(notify: nil)
    engine.waits = waits
    let (portal, frozen) = (fetched.portal, engine)
    let verdict = await driving(services, isAgreed: true) { executor in
      isAbandoned
        ? await executor.abandon(run, in: portal, settings: frozen, capabilities: known)
        : await executor.resume(run, in: portal, settings: frozen, capabilities: known)
    }
    previews = [:]
    if let portal = verdict.portal { self.fetched?.portal = await withLicences(portal, services) }
    let requests = await services.requestCount() - before
    let report = VerdictReport(
      verdict: verdict, portal: portal, plan: run.planDigest, requests: requests,
      isAbandoned: isAbandoned
    ).report
    return Reply(report, exit: ExitCode(rawValue: verdict.exitCode) ?? .failure)
  }
}
