import ImportEngine
import ImportModel

/// Reads a portal completely, but for the members of projects nobody asked about.
struct PortalReader {
  let service: any PortalService
  let clock: any Clock

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
    var portal = Portal(
      id: id, name: summary.name, callerProfile: summary.callerProfile, projects: all,
      roles: lists.roles, profiles: lists.profiles, customers: Customers(lists.customers),
      customersProblem: lists.problem, users: PortalUsers(lists.users), licences: lists.licences,
      crmIntegration: lists.integration, domain: summary.ownerEmail.map { String($0.domain) },
      fetchedAt: started)
    let known = Set(all.map(\.id))
    for (project, list) in try await service.members(of: projects.intersection(known), in: id) {
      portal.members[project] = list
    }
    for (project, list) in try await service.clients(
      of: clientProjects.intersection(known), in: id)
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
  var users: [PortalUser] = []
  var licences = Licences([:])
  var integration = CRMIntegration.unknown("")

  mutating func enter(_ answer: List.Answer) {
    switch answer {
    case .customers(let customers, let problem):
      self.customers = customers
      self.problem = problem
    case .roles(let roles): self.roles = roles
    case .profiles(let profiles): self.profiles = profiles
    case .users(let users): self.users = users
    case .licences(let licences): self.licences = licences
    case .integration(let integration): self.integration = integration
    }
  }
}

/// The lists of a portal that are read each for itself.
private enum List: CaseIterable {
  case customers, roles, profiles, users, licences, integration

  /// What one of them says.
  enum Answer: Sendable {
    case customers([Customer], problem: String?)
    case roles([Role])
    case profiles([Profile])
    case users([PortalUser])
    case licences(Licences)
    case integration(CRMIntegration)
  }

  func read(
    _ service: any PortalService, _ portal: PortalID, probing project: ProjectID?
  ) async throws(ServiceFailure) -> Answer {
    switch self {
    case .customers: try await customers(service, portal)
    case .roles: .roles(try await service.roles(of: portal))
    case .profiles: .profiles(try await service.profiles(of: portal))
    case .users: .users(try await service.users(of: portal))
    case .licences: .licences(try await service.licences(of: portal))
    case .integration:
      .integration(try await service.crmIntegration(of: portal, probing: project))
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
