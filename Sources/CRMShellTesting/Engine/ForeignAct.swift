package import ImportModel

/// What another administrator, or the person, does while a run is under way.
package enum ForeignAct: Hashable, Sendable {
  /// Gives somebody in the portal another role.
  case role(EmailAddress, RoleID)
  /// Takes somebody out of the portal.
  case removal(EmailAddress)
  /// Puts somebody into the portal, and into a project.
  case addition(EmailAddress, RoleID, ProjectID)
  /// Accepts an invitation.
  case acceptance(EmailAddress)
  /// Puts somebody of the portal's staff into a project.
  case placement(EmailAddress, ProjectID)

  /// Whom it is done to.
  package var email: EmailAddress {
    switch self {
    case .role(let email, _), .removal(let email), .addition(let email, _, _),
      .acceptance(let email), .placement(let email, _):
      email
    }
  }
}

extension SimulatedPortal {
  /// Does what somebody else would, which lists tell at once; false where there is nothing to be done.
  package func act(_ act: ForeignAct) -> Bool {
    guard (portal.users[act.email] == nil) == act.isAddition else { return false }
    lagging = nil
    switch act {
    case .role(let email, let role):
      guard portal.users[email]?.kind == .staff else { return false }
      update(email) { $0.with(role: role) }
    case .removal(let email):
      portal = portal.with(users: portal.users.all.filter { $0.email != email })
      for (project, members) in portal.members {
        portal.members[project] = members.without(email)
      }
      for (project, clients) in portal.clients {
        portal.clients[project] = ProjectClients(
          customers: clients.customers, users: clients.users.without(email))
      }
    case .addition(let email, let role, let project):
      byHand.insert(email)
      invite(email, role: role, profile: nil, notify: false)
      put(email, in: project, profile: nil)
    case .acceptance(let email):
      guard portal.users[email]?.status == .invited else { return false }
      portal = portal.accepted(email)
    case .placement(let email, let project):
      guard portal.users[email]?.kind == .staff, portal.membership(of: email, in: project) == nil,
        portal.projects.contains(where: { $0.id == project })
      else { return false }
      put(email, in: project, profile: nil)
    }
    return true
  }
}

extension ForeignAct {
  fileprivate var isAddition: Bool { if case .addition = self { true } else { false } }
}

extension ProjectMembers {
  fileprivate func without(_ email: EmailAddress) -> ProjectMembers {
    ProjectMembers(byEmail.values.filter { $0.email != email })
  }
}
