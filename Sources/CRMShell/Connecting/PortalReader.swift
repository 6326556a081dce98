import ImportEngine
import ImportModel
import Reporting

/// Reads a portal completely, but for the members of projects nobody asked about.
struct PortalReader {
  let service: any PortalService
  let clock: any Clock
  /// The portal as it was read before: roles and profiles that it had then stay known where they are
  /// not listed any more.
  var before: Portal?

  /// Everything of the portal, with the members and clients of these projects.
  func read(
    _ summary: PortalSummary, membersOf projects: Set<ProjectID>,
    clientsOf clientProjects: Set<ProjectID> = []
  ) async throws(ServiceFailure) -> Portal {
    let started = clock.wallSeconds
    let id = summary.id
    let all = try await service.projects(of: id)
    let probed = all.first { $0.isActive }?.id
    let answers = try await service.reading(List.allCases) {
      [service] list throws(ServiceFailure) in
      try await list.read(service, id, probing: probed)
    }
    var lists = Lists()
    for answer in answers { lists.enter(answer) }
    lists.harvest(known: before)
    var portal = Portal(
      id: id, name: summary.name, callerProfile: summary.callerProfile, projects: all,
      roles: lists.roles, profiles: lists.profiles, customers: Customers(lists.customers),
      customersProblem: lists.problem, users: PortalUsers(lists.people.users),
      licences: lists.licences, crmIntegration: lists.integration,
      owner: summary.ownerEmail, fetchedAt: started)
    portal.gaps = lists.gaps
    let known = Set(all.map(\.id))
    for (project, list) in try await service.members(
      of: projects.intersection(known), in: id, among: portal.users)
    {
      portal.members[project] = list
    }
    for (project, list) in try await service.clients(
      of: clientProjects.intersection(known), in: id, among: portal.users)
    {
      portal.clients[project] = list
    }
    return portal
  }
}

/// What the lists say together.
private struct Lists {
  var customers: [Customer] = []
  var problem: String?
  var roles: [Role] = []
  var profiles: [Profile] = []
  var people = PortalPeople(users: [])
  var licences = Licences([:])
  var integration = CRMIntegration.unknown("")
  var gaps: [PortalGap] = []

  mutating func enter(_ answer: List.Answer) {
    switch answer {
    case .customers(let customers, let problem):
      self.customers = customers
      self.problem = problem ?? self.problem
    case .roles(let roles): self.roles = roles
    case .profiles(let profiles): self.profiles = profiles
    case .people(let people):
      self.people = people
      gaps += people.gaps
      // Who may be a client user already must not be made one of a second customer.
      if let why = people.clientsProblem { problem = problem ?? why }
    case .licences(let licences): self.licences = licences
    case .integration(let integration): self.integration = integration
    case .gap(let gap): gaps.append(gap)
    }
  }

  /// Roles and profiles that somebody has, or that were listed before, where they are not listed.
  mutating func harvest(known before: Portal?) {
    for gap in gaps {
      switch gap {
      case .roles:
        let found = people.roles
        let ids = Set(found.map(\.id))
        roles = found + (before?.roles ?? []).filter { !ids.contains($0.id) }
      case .profiles:
        // What a list said of one goes before what its holders show.
        let listed = before?.profiles ?? []
        let ids = Set(listed.map(\.id))
        profiles = listed + people.profiles.filter { !ids.contains($0.id) }
      case .people, .inactivePeople, .licences: break
      }
    }
  }
}

extension PortalPeople {
  /// Why it is not known who is a client user; nil where it is.
  fileprivate var clientsProblem: String? {
    for case .people("client_user", let why) in gaps {
      return "its client users can't be listed: \(why)"
    }
    return nil
  }
}

/// The lists of a portal that are read each for itself.
private enum List: CaseIterable {
  case customers, roles, profiles, people, licences, integration

  /// What one of them says.
  enum Answer: Sendable {
    case customers([Customer], problem: String?)
    case roles([Role])
    case profiles([Profile])
    case people(PortalPeople)
    case licences(Licences)
    case integration(CRMIntegration)
    /// It can't be had, and can be done without.
    case gap(PortalGap)
  }

  func read(
    _ service: any PortalService, _ portal: PortalID, probing project: ProjectID?
  ) async throws(ServiceFailure) -> Answer {
    switch self {
    case .customers: try await customers(service, portal)
    case .roles:
      try await orGap(PortalGap.roles) { () throws(ServiceFailure) in
        .roles(try await service.roles(of: portal))
      }
    case .profiles:
      try await orGap(PortalGap.profiles) { () throws(ServiceFailure) in
        .profiles(try await service.profiles(of: portal))
      }
    case .people: .people(try await service.everybody(of: portal))
    case .licences:
      try await orGap(PortalGap.licences) { () throws(ServiceFailure) in
        .licences(try await service.licences(of: portal))
      }
    case .integration:
      .integration(try await service.crmIntegration(of: portal, probing: project))
    }
  }

  /// What only advises, or is known from the people too, ends nothing where the server doesn't tell it.
  private func orGap(
    _ gap: (String) -> PortalGap, _ read: () async throws(ServiceFailure) -> Answer
  ) async throws(ServiceFailure) -> Answer {
    do throws(ServiceFailure) {
      return try await read()
    } catch  where error.isBearable {
      return .gap(gap(FailureWords.words(of: error).message.raw))
    }
  }

  /// The customers, or why there are none to be had: their path is not sure, and portal users can be
  /// imported without them.
  private func customers(
    _ service: any PortalService, _ portal: PortalID
  ) async throws(ServiceFailure) -> Answer {
    do throws(ServiceFailure) {
      return .customers(try await service.customers(of: portal), problem: nil)
    } catch .scope(let words) {
      return .customers([], problem: words)
    } catch .refused(let title, let message, let status) {
      return .customers([], problem: "\(title) \(message) (HTTP \(status))")
    } catch .malformed(let what) {
      return .customers(
        [], problem: "the list of customers is not of a known shape: \(what)")
    }
  }
}
