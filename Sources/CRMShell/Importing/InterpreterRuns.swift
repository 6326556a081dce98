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

  /// Does something with an unfinished run of this portal while nobody else can.
  func withUnfinished(
    _ reference: RunReference?,
    _ body: (isolated Interpreter, RunResumption) async throws(Stop) -> Reply
  ) async throws(Stop) -> Reply {
    let hold = try await holdPortal()
    var number: Int?
    do throws(Stop) {
      let run = try await unfinished(reference)
      number = run.run
      let reply = try await body(self, run)
      await hold.release()
      return reply
    } catch {
      await hold.release()
      if let number, Task.isCancelled { throw .interruptedRun(number) }
      throw error
    }
  }

  private func unfinished(_ reference: RunReference?) async throws(Stop) -> RunResumption {
    let open = try await unfinishedRuns().map(\.run)
    if case .number(let asked, let span)? = reference {
      let run = try await resumption(of: .number(asked, span))
      guard open.contains(asked) else {
        throw .refusal(.notUnfinished(asked, open: open), at: span)
      }
      return run
    }
    guard let first = open.first else { throw .refusal(.nothingUnfinished) }
    let journal = try await journal()
    do throws(JournalFailure) {
      return try await journal.resumption(of: first)
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
    let scope = readScope(of: run)
    try await sittingOut(waits) { shell throws(Stop) in
      try await shell.rereadPortal(
        services, membersOf: scope.members, clientsOf: scope.clients)
    }
    guard let fetched else { throw .refusal(.notConnected) }
    let hasClients = run.people.contains { $0.blocked.isEmpty && $0.id.kind == .contact }
    if let problem = fetched.portal.customersProblem, hasClients {
      throw .refusal(.customersUnknown(problem))
    }
    if !isAbandoned, let gate = Gates.shut(fetched).first { throw .refusal(.gate(gate)) }
    if !isAbandoned { try run.refuseUnseen(in: fetched.portal) }
    let known = try await capabilities(of: run.context.key)
    var engine = settings.engine(notify: nil)
    engine.waits = waits
    let (portal, frozen) = (fetched.portal, engine)
    if mode.isDryRun {
      let outlook = RunOutlook(of: run, in: portal, settings: frozen, capabilities: known)
      return Self.dryRun(of: run.run, outlook, isAbandoned: isAbandoned)
    }
    let verdict = await driving(
      services, isAgreed: true, beginning: "going on with run \(run.run) …"
    ) { executor in
      isAbandoned
        ? await executor.abandon(run, in: portal, settings: frozen, capabilities: known)
        : await executor.resume(run, in: portal, settings: frozen, capabilities: known)
    }
    return await told(
      verdict, by: services, requestsBefore: before,
      VerdictReport(
        verdict: verdict, portal: portal, plan: run.planDigest, requests: 0,
        isAbandoned: isAbandoned, reverted: run.revertOf, isDeactivating: run.isDeactivating))
  }

  /// What would be done with an unfinished run, which goes on standing in the way.
  private static func dryRun(
    of run: Int, _ outlook: RunOutlook, isAbandoned: Bool
  ) -> Reply {
    let lookedUp: Text =
      outlook.unsettled == 0
      ? "" : "\(outlook.unsettled, "call", "calls") without an answer would be looked up, then "
    let left: Text =
      outlook.calls == 0
      ? "no call is left to be sent" : "\(outlook.calls, "call", "calls") would be sent"
    let rest: Text =
      isAbandoned
      ? "run \(run) would be closed, with \(outlook.calls, "call", "calls") not sent" : left
    var report = Report(
      data: [
        "run": .integer(run), "unsettled": .integer(outlook.unsettled),
        "calls": .integer(outlook.calls),
      ])
    report.append(.sentence("\(lookedUp)\(rest)."))
    report.append(.sentence("Dry run: nothing was sent; run \(run) is still unfinished."))
    return Reply(report, exit: .unresolved)
  }

  /// The lists that tell how far a run has come; what it takes away may be needed anywhere.
  private func readScope(of run: RunResumption) -> RevertScope {
    if run.revertOf != nil, let portal = fetched?.portal {
      return RevertScope(undoing: run, in: portal.projects.map(\.id), asksOneByOne: false)
    }
    let people = run.people.filter(\.blocked.isEmpty).map { RunPerson($0) }
    return RevertScope(
      members: Set(people.lazy.filter { !$0.isClient }.flatMap(\.projects)),
      clients: Set(people.lazy.filter(\.isClient).flatMap(\.projects)))
  }
}

extension RunResumption {
  /// Refuses to go on deactivating where nobody could see that it was done.
  fileprivate func refuseUnseen(in portal: Portal) throws(Stop) {
    let deactivated = items.compactMap { snapshot -> String? in
      guard snapshot.planned == .inactive, case .status(let email) = snapshot.item else {
        return nil
      }
      return email.canonical
    }
    let addresses = Set(deactivated)
    let kinds = Set(
      people.filter { $0.canonicalEmail.map(addresses.contains) == true }.map(\.id.kind))
    guard let why = portal.gap(beforeDeactivationOf: kinds) else { return }
    throw .refusal(.inactiveNotListed(why))
  }
}
