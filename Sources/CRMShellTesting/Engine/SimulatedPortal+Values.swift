package import ImportEngine
package import ImportModel

extension WriteCall {
  /// With every second entry, from the first.
  var halved: WriteCall {
    guard case .addToProject(let project, let entries, let notify) = self else { return self }
    let half = entries.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    return .addToProject(project, half, notify: notify)
  }

  /// The people a call names by address.
  package var emails: Set<EmailAddress> {
    switch self {
    case .addToProject(_, let entries, _): Set(entries.map(\.email))
    case .addToPortal(let email, _, _, _): [email]
    case .setRole, .setPortalProfile, .setProjectProfile: []
    }
  }
}

extension PortalUser {
  func with(role: RoleID? = nil, profile: ProfileID? = nil) -> PortalUser {
    PortalUser(
      id: id, email: email, name: name, status: status, kind: kind, role: role ?? self.role,
      roleName: roleName, profile: profile ?? self.profile, profileName: profileName)
  }
}

extension PortalUser {
  /// With the names that the portal has for their role and profile.
  func named(in portal: Portal) -> PortalUser {
    PortalUser(
      id: id, email: email, name: name, status: status, kind: kind, role: role,
      roleName: portal.roles.first { $0.id == role }?.name ?? "", profile: profile,
      profileName: portal.profiles.first { $0.id == profile }?.name ?? "")
  }
}

extension Portal {
  /// The same portal with other people in it.
  package func with(users: [PortalUser]) -> Portal {
    Portal(
      id: id, name: name, callerProfile: callerProfile, projects: projects, roles: roles,
      profiles: profiles, users: PortalUsers(users), licences: licences,
      crmIntegration: crmIntegration, members: members, fetchedAt: fetchedAt)
  }
}
