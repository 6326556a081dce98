import CommandLanguage
import ImportEngine
import ImportModel

extension Interpreter {
  /// Reads what a line needs before it can run without waiting; `draft`: the session it is tried on,
  /// where that is not this one.
  func prepare(
    _ context: inout EditContext, for parsed: ParsedCommand, on draft: Session? = nil
  ) async throws(Stop) {
    let session = draft ?? session
    let needs = LineNeeds(parsed.arguments)
    for (reference, span) in needs.lists {
      do throws(FileFailure) {
        context.lists[reference] = try surroundings.lists.addresses(
          in: reference.path, column: reference.column, scope: scope(of: context.source))
      } catch {
        throw .file(error, at: span)
      }
    }
    var addresses = needs.addresses
    if let sheet = try sheet(of: parsed, context) {
      context.sheet = sheet
      addresses += sheet.addresses
    }
    context.lookup = try await lookup(of: addresses, context.lists.values)
    for run in needs.runs {
      context.failures[run] = try await people(failedIn: run)
    }
    if needs.needsMembers, let portal = fetched?.portal {
      let active = Set(portal.projects.filter(\.isActive).map(\.id))
      let hasClients = portal.users.all.contains { $0.kind == .client }
      try await readMembers(of: active, clientsOf: hasClients ? active : [])
    }
    if needs.needsPlannedMembers { try await readMembers(of: session.plan) }
    if needs.needsMembers || needs.needsPlannedMembers { context = context.with(fetched) }
    if CustomerCommand.isAutomatic(parsed) {
      context.namesakes = try await namesakes(of: parsed.arguments, session, context)
    }
    if let sheet = context.sheet, let directory = fetched?.directory {
      context.namesakes = try await namesakes(of: sheet.accountNames(in: directory))
    }
  }

  /// The table that a line applies.
  private func sheet(of parsed: ParsedCommand, _ context: EditContext) throws(Stop) -> Sheet? {
    guard let file = ApplyCommand.file(of: parsed) else { return nil }
    return try ApplyCommand.sheet(
      file, of: parsed, surroundings.lists, scope: scope(of: context.source))
  }

  /// Where a source's paths lead, and what confines them.
  func scope(of source: LineSource) -> FileScope {
    guard case .script(let path, _) = source else {
      return FileScope(base: surroundings.workingDirectory, confinedTo: nil)
    }
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    return FileScope(base: folder, confinedTo: [folder] + surroundings.allowedDirectories)
  }

  /// The journal of the connection, or the one on disk.
  func journal() async throws(Stop) -> any RunJournal {
    if let services { return services.journal }
    do throws(ConnectFailure) {
      return try await surroundings.connector.journal()
    } catch {
      throw Stop(error)
    }
  }

  /// The number of a run as it was written.
  func number(of run: RunReference, _ journal: any RunJournal) async throws(Stop) -> Int {
    switch run {
    case .number(let number, _): return number
    case .last:
      let runs: [RunSummary]
      do throws(JournalFailure) { runs = try await journal.runs(matching: nil) } catch {
        throw Stop(error)
      }
      // Connected, the last run is that of this portal: ids of another one mean other people.
      let key = services.flatMap { services in
        fetched.map { portalKey(services, $0.portal) }
      }
      let ours = runs.filter { key == nil || $0.context.key == key }
      guard let last = ours.map(\.run).max() else {
        throw .refusal(runs.map(\.run).max().map { .noRunsHere(newest: $0) } ?? .noRuns)
      }
      return last
    }
  }

  private func people(failedIn run: RunReference) async throws(Stop) -> [PersonID] {
    let report = try await report(of: run, in: try await journal())
    let failed: Set<PersonOutcome> = [.rejected, .conflict, .unresolved, .notSent]
    return report.people.compactMap { person in
      person.result.flatMap { failed.contains($0.result) ? person.planned.id : nil }
    }
  }

  /// Reads the members and clients of projects that were not read yet.
  func readMembers(
    of projects: Set<ProjectID>, clientsOf clientProjects: Set<ProjectID> = []
  ) async throws(Stop) {
    guard let services, var portal = fetched?.portal else { return }
    let unread = projects.subtracting(portal.members.keys)
    let unreadClients = clientProjects.subtracting(portal.clients.keys)
    guard !unread.isEmpty || !unreadClients.isEmpty else { return }
    do throws(ServiceFailure) {
      for project in unread.sorted() {
        var list = ProjectMembers(
          try await services.projects.members(of: project, in: portal.id))
        list.shareTexts(with: portal.users)
        portal.members[project] = list
      }
      for project in unreadClients.sorted() {
        var list = try await services.projects.clients(of: project, in: portal.id)
        list.shareTexts(with: portal.users)
        portal.clients[project] = list
      }
    } catch {
      throw .service(error)
    }
    fetched?.portal = portal
  }

  /// Reads the people of a plan's projects: of users among the members, of contacts among the
  /// clients.
  func readMembers(of plan: Plan) async throws(Stop) {
    try await readMembers(
      of: plan.touchedProjects(of: .user), clientsOf: plan.touchedProjects(of: .contact))
  }
}

extension Stop {
  init(_ failure: ConnectFailure) {
    switch failure {
    case .refusal(let refusal): self = .refusal(refusal)
    case .service(let failure): self = .service(failure)
    case .storage(let failure): self = .journal(failure)
    case .signIn(.cancelled): self = .interrupted
    case .signIn(let failure): self = .signIn(failure)
    }
  }

  /// A failure of the journal; a run that isn't there is a wrong name.
  init(_ failure: any Error) {
    switch failure {
    case let stop as Stop: self = stop
    case JournalFailure.unknownRun(let run):
      self = .refusal(.unknownName(.run, String(run), suggestions: []))
    case let failure as JournalFailure: self = .journal(failure)
    default: self = .service(.malformed("\(failure)"))
    }
  }
}

extension EditContext {
  /// The same context over what has been fetched meanwhile.
  func with(_ fetched: Fetched?) -> EditContext {
    var copy = EditContext(
      fetched: fetched, settings: settings, origin: origin, source: source, listed: listed,
      now: now, zones: zones, timeline: timeline, isTerminal: isTerminal)
    copy.format = format
    copy.isRedirected = isRedirected
    copy.lists = lists
    copy.failures = failures
    copy.lookup = lookup
    copy.namesakes = namesakes
    copy.allowsUnknown = allowsUnknown
    copy.sheet = sheet
    return copy
  }
}
