import ImportEngine
import ImportModel
import Reporting

/// A plan held against a portal read that is young enough, and the calls it takes.
struct PreparedImport {
  let portal: Portal
  let assessment: Assessment
  let calls: CallPlan
  let plan: PlanDigest
  let state: PlanDigest
  let staged: Plan
  let capabilities: Capabilities
  let settings: EngineSettings
  /// Seconds since the portal was read.
  var age: Int64

  /// What the portal says of what the plan touches, in words.
  var items: [Plan.StateItem] { staged.stateItems(against: portal) }

  /// `PLAN-STATE`, 12 digits each.
  var hashes: String { "\(plan.short)-\(state.short)" }

  /// Whether it is what these come to. What was neither staged nor read since compares at once: it is the
  /// same storage.
  func isOf(
    _ plan: Plan, against portal: Portal, settings: EngineSettings, capabilities: Capabilities
  ) -> Bool {
    self.portal.fetchedAt == portal.fetchedAt && self.settings == settings
      && self.capabilities == capabilities && staged == plan && self.portal == portal
  }

  /// How many licences of a kind, by Zoho's name for it, the import takes.
  func needed(ofLicence kind: String) -> Int {
    switch kind {
    case "portal_user": assessment.introductions
    case "client_user": assessment.clientIntroductions
    default: 0
    }
  }

  /// Profiles staged that join every project of the portal.
  var grantsAdministration: Bool {
    let administrative = Set(portal.profiles.filter(\.joinsEveryProject).map(\.id))
    return assessment.changes.contains { change in
      change.parts.contains { part in
        switch part {
        case .introduce(_, _, let profile), .join(_, let profile),
          .introduceClient(_, _, let profile), .joinClient(_, _, let profile):
          profile.map(administrative.contains) ?? false
        case .profile(_, _, let to): administrative.contains(to)
        case .role: false
        }
      }
    }
  }
}

extension Interpreter {
  /// The key that runs and capabilities of the connected portal are kept under.
  func portalKey(_ services: ConnectedServices, _ portal: Portal) -> PortalKey {
    portalKey(services, portal.id)
  }

  /// The same by the portal's id.
  func portalKey(_ services: ConnectedServices, _ portal: PortalID) -> PortalKey {
    PortalKey(
      baseURL: services.baseURL, account: services.account, portal: portal,
      instance: services.instance)
  }

  /// Holds the plan against the portal; reads it anew when the last read is older than `fresh`, or
  /// when told to.
  func prepareImport(fresh: Bool, notify: EngineSettings.Notify? = nil) async throws(Stop)
    -> PreparedImport
  {
    guard let services, let fetched else { throw .refusal(.notConnected) }
    let now = surroundings.clock.wallSeconds
    // What was kept grows no younger; its age is told.
    if fresh || services.kept == nil && now - fetched.portal.fetchedAt > settings.fresh {
      try await rereadPortal(
        services, membersOf: session.plan.touchedProjects(of: .user),
        clientsOf: session.plan.touchedProjects(of: .contact))
    } else {
      try await readMembers(of: session.plan)
    }
    guard !Task.isCancelled else { throw .interrupted }
    let portal = self.fetched?.portal ?? fetched.portal
    try checkCustomers(of: portal)
    let capabilities = try await capabilities(of: portalKey(services, portal))
    let engine = settings.engine(notify: notify)
    let age = max(0, surroundings.clock.wallSeconds - portal.fetchedAt)
    if var known = lastPrepared,
      known.isOf(session.plan, against: portal, settings: engine, capabilities: capabilities)
    {
      known.age = age
      return known
    }
    let assessment = Assessment(of: session.plan, against: portal)
    let digests = session.plan.digests(
      against: portal, assessment: assessment, by: surroundings.hash)
    let made = PreparedImport(
      portal: portal, assessment: assessment,
      calls: CallPlanner.plan(
        assessment, in: portal, settings: engine, capabilities: capabilities),
      plan: digests.plan, state: digests.state, staged: session.plan, capabilities: capabilities,
      settings: engine, age: age)
    lastPrepared = made
    return made
  }

  /// What was found out about a portal.
  func capabilities(of key: PortalKey) async throws(Stop) -> Capabilities {
    let journal = try await journal()
    do throws(JournalFailure) {
      return try await journal.capabilities(of: key)
    } catch {
      throw Stop(error)
    }
  }

  /// Where the customers could not be read every one of them would look new, and be made twice.
  private func checkCustomers(of portal: Portal) throws(Stop) {
    guard let problem = portal.customersProblem,
      session.plan.rows.contains(where: { $0.customer != nil })
    else { return }
    throw .refusal(.customersUnknown(problem))
  }

  /// Reads the portal anew, with the members and clients of these projects.
  func rereadPortal(
    _ services: ConnectedServices, membersOf projects: Set<ProjectID>,
    clientsOf clientProjects: Set<ProjectID>
  ) async throws(Stop) {
    guard let old = fetched?.portal else { return }
    guard services.kept == nil else {
      throw .service(.offline(missing: "a new read of portal \(old.name)"))
    }
    await surroundings.console.progress("reading the portal …")
    let portal: Portal
    do throws(ServiceFailure) {
      let summaries = try await services.projects.portals()
      guard let summary = summaries.first(where: { $0.id == old.id }) else {
        throw .refused(title: "no such portal", message: old.name, status: 404)
      }
      fetched?.organisation = try await services.crm.organisation()
      fetched?.caller = try await services.crm.caller()
      portal = try await PortalReader(
        service: services.projects, clock: surroundings.clock, before: old
      ).read(summary, membersOf: projects, clientsOf: clientProjects)
    } catch {
      throw .service(error)
    }
    // What is known of the portal stays where the new read can't be used: the next line reads again.
    try checkCustomers(of: portal)
    fetched?.portal = portal
  }
}

extension Settings {
  /// What the engine needs to know of the settings.
  func engine(notify: EngineSettings.Notify?) -> EngineSettings {
    var engine = EngineSettings(
      batch: batch, settleMilliseconds: settle, deadlineMilliseconds: deadline,
      notify: notify ?? self.notify,
      rateLimit: rate.calls, rateWindowSeconds: Int(rate.seconds))
    engine.concurrency = concurrency
    return engine
  }
}
