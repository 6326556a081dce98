import ImportEngine
import ImportModel

/// Reads a portal completely, but for the members of projects nobody asked about.
struct PortalReader {
  let service: any PortalService
  let clock: any Clock

  /// Everything of the portal, with the members of these projects.
  func read(_ summary: PortalSummary, membersOf projects: Set<ProjectID>)
    async throws(ServiceFailure) -> Portal
  {
    let started = clock.wallSeconds
    let all = try await service.projects(of: summary.id)
    var portal = Portal(
      id: summary.id, name: summary.name, callerProfile: summary.callerProfile, projects: all,
      roles: try await service.roles(of: summary.id),
      profiles: try await service.profiles(of: summary.id),
      users: PortalUsers(try await service.users(of: summary.id)),
      licences: try await service.licences(of: summary.id),
      crmIntegration: try await service.crmIntegration(
        of: summary.id, probing: all.first { $0.isActive }?.id),
      fetchedAt: started)
    let known = Set(all.map(\.id))
    for project in projects.intersection(known).sorted() {
      portal.members[project] = ProjectMembers(
        try await service.members(of: project, in: summary.id))
    }
    return portal
  }
}
