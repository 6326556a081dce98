package import ImportModel

extension PortalService {
  /// The portal's people and the members of these projects, complete or not at all; the rest is
  /// taken from an earlier read, as are the members of other projects.
  package func rereading(
    _ portal: Portal, projects: Set<ProjectID>, at wallSeconds: Int64
  ) async throws(ServiceFailure) -> Portal {
    let people = try await users(of: portal.id)
    var members = portal.members
    for project in projects.sorted() {
      members[project] = ProjectMembers(try await self.members(of: project, in: portal.id))
    }
    return Portal(
      id: portal.id, name: portal.name, callerProfile: portal.callerProfile,
      projects: portal.projects, roles: portal.roles, profiles: portal.profiles,
      users: PortalUsers(people), licences: portal.licences,
      crmIntegration: portal.crmIntegration, members: members, fetchedAt: wallSeconds)
  }
}
