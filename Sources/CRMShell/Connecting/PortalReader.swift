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
    let all = try await service.projects(of: summary.id)
    let (customers, problem) = try await customers(of: summary.id)
    var portal = Portal(
      id: summary.id, name: summary.name, callerProfile: summary.callerProfile, projects: all,
      roles: try await service.roles(of: summary.id),
      profiles: try await service.profiles(of: summary.id),
      customers: Customers(customers), customersProblem: problem,
      users: PortalUsers(try await service.users(of: summary.id)),
      licences: try await service.licences(of: summary.id),
      crmIntegration: try await service.crmIntegration(
        of: summary.id, probing: all.first { $0.isActive }?.id),
      domain: summary.ownerEmail.map { String($0.domain) }, fetchedAt: started)
    let known = Set(all.map(\.id))
    for project in projects.intersection(known).sorted() {
      portal.members[project] = ProjectMembers(
        try await service.members(of: project, in: summary.id))
    }
    for project in clientProjects.intersection(known).sorted() {
      portal.clients[project] = try await service.clients(of: project, in: summary.id)
    }
    return portal
  }

  /// The customers, or why there are none to be had: their path is not sure, and portal users can be
  /// imported without them.
  private func customers(
    of portal: PortalID
  ) async throws(ServiceFailure) -> ([Customer], problem: String?) {
    do throws(ServiceFailure) {
      return (try await service.customers(of: portal), nil)
    } catch .scope(let words) {
      return ([], words)
    } catch .refused(let title, let message, let status) {
      return ([], "\(title) \(message) (HTTP \(status))")
    } catch .malformed(let what) {
      return ([], "the list of customers is not of a known shape: \(what)")
    }
  }
}
