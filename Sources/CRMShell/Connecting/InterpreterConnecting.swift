import ImportEngine
import ImportModel
import Reporting

extension Interpreter {
  /// Opens a target, fetches CRM users and the portal; the session starts anew.
  func connect(to target: String, portal name: String?) async throws(Stop) -> Fetched {
    if !session.plan.isEmpty {
      throw .refusal(.alreadyConnected(staged: session.plan.rows.count))
    }
    let services: ConnectedServices
    do throws(ConnectFailure) {
      services = try await surroundings.connector.connect(to: target)
    } catch {
      // What is no target at all can't be looked at either.
      if case .refusal = error {} else { lastTried = Tried(target: target, portal: name) }
      throw Stop(error)
    }
    lastTried = Tried(target: target, portal: name)
    pace(services)
    let fetched: Fetched
    do throws(Stop) {
      fetched = try await fetch(target, services, portal: name, membersOf: [])
    } catch {
      await services.close()
      throw error
    }
    guard !Task.isCancelled else {
      await services.close()
      throw .interrupted
    }
    let kept = savedSelections(over: fetched)
    await disconnect()
    self.services = services
    self.fetched = fetched
    session.saved = kept
    if fetched.portal.id.text != services.chosenPortal,
      let failure = await services.remember(fetched.portal.id)
    {
      let words = SignInWords.words(of: failure).message
      await surroundings.console.show(
        Report([.notice(.warning, "the choice of the portal is not kept: \(words)")])
          .rendered(as: .table, style: style))
    }
    return fetched
  }

  /// Holds a connection's calls to the limit that was set, if one was, and shows when they wait.
  func pace(_ services: ConnectedServices) {
    let rate = settings.rate
    let isChosen = settings.origins["rate"] != nil
    services.pace(
      isChosen ? CallLimit(calls: rate.calls, window: rate.seconds * 1000) : nil
    ) { [weak self] seconds in await self?.tellOfWaiting(seconds) }
  }

  /// A wait within an import hides nothing of how far that is.
  private func tellOfWaiting(_ seconds: Int64) async {
    await surroundings.console.progress(
      "\(callsDone)waiting \(String(seconds)) s for the rate limit …")
  }

  /// Named selections live until another portal is connected: on the same one people are found
  /// again by id.
  private func savedSelections(over new: Fetched) -> SavedSelections {
    guard let old = fetched, old.portal.id == new.portal.id else { return SavedSelections() }
    var move = SessionMove(from: old.directory, to: new.directory)
    return move.carried(session).saved
  }

  /// Lets go of the connection and of everything that belonged to it.
  func disconnect() async {
    await services?.close()
    services = nil
    fetched = nil
    session = Session()
    timeline = Timeline()
    listed = nil
    hasStaged = false
    previews = [:]
    snapshots = SnapshotState(told: snapshots.told)
  }

  /// Everything both sides have to say. `before`: the same portal as it was read before.
  func fetch(
    _ target: String, _ services: ConnectedServices, portal name: String?,
    membersOf projects: Set<ProjectID>, clientsOf clientProjects: Set<ProjectID> = [],
    before: Fetched? = nil
  ) async throws(Stop) -> Fetched {
    await surroundings.console.progress("connecting …")
    let summaries: [PortalSummary]
    do throws(ServiceFailure) {
      summaries = try await services.projects.portals()
    } catch {
      throw .service(error)
    }
    let summary = try choose(name, else: services.chosenPortal, of: summaries)
    if let kept = services.kept?.of(summary.id) { return await opened(kept, as: target) }
    do throws(ServiceFailure) {
      let organisation = try await services.crm.organisation()
      let caller = try await services.crm.caller()
      let administrators = try await administrators(insteadOf: caller, services.crm)
      await surroundings.console.progress("fetching CRM users …")
      let known = await knownUsers(before, portalKey(services, summary.id), services)
      let kept = try await services.crm.unchanged(known?.users, by: known?.fetchedAt ?? 0)
      let users =
        if let kept { kept } else { Directory(users: try await services.crm.users()).users }
      await surroundings.console.progress("reading the portal …")
      let portal = try await PortalReader(
        service: services.projects, clock: surroundings.clock, before: before?.portal
      ).read(summary, membersOf: projects, clientsOf: clientProjects)
      var coverage = await counts(services.crm)
      coverage.keepsUsers = kept != nil
      var fetched = Fetched(
        target: target, directory: Directory(users: users), portal: portal, caller: caller,
        organisation: organisation, administrators: administrators, coverage: coverage,
        fetchedAt: surroundings.clock.wallSeconds)
      fetched.ungranted = services.details.grantedScopes.map(NeededScope.missing) ?? []
      return fetched
    } catch {
      throw .service(error)
    }
  }

  /// Whom a caller who is no administrator can ask; nobody where they may not see that either.
  private func administrators(
    insteadOf caller: CRMCaller, _ crm: any CRMService
  ) async throws(ServiceFailure) -> [CRMCaller] {
    guard !caller.isAdministrator else { return [] }
    do throws(ServiceFailure) {
      return Array(try await crm.administrators().prefix(5))
    } catch .refused, .scope, .malformed {
      return []
    }
  }

  /// How many contacts and accounts CRM has; nothing of them is fetched yet, and nothing hangs on it.
  private func counts(_ crm: any CRMService) async -> Coverage {
    var coverage = Coverage()
    do throws(ServiceFailure) {
      for module in [CRMModule.contacts, .accounts] {
        coverage.counts[module] = try await crm.count(of: module)
      }
    } catch {
      coverage.countProblem = FailureWords.words(of: error).message.raw
    }
    return coverage
  }

  /// `chosen`: the id of the portal that is remembered for the sign-in, where none is named.
  private func choose(
    _ name: String?, else chosen: String?, of portals: [PortalSummary]
  ) throws(Stop) -> PortalSummary {
    switch PortalExamination.Choice(name, else: chosen, of: portals) {
    case .one(let summary): return summary
    case .several(let names): throw .refusal(.severalPortals(names))
    case .noneNamed(let name, let names): throw .refusal(.unknownPortal(name, known: names))
    case .goneSince(let id, let names): throw .refusal(.chosenPortalGone(id, known: names))
    case .none: throw .refusal(.noPortal)
    }
  }
}
