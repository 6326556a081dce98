package import ImportModel

/// What another administrator does while a run is under way.
package enum ForeignAct: Hashable, Sendable {
  /// Gives somebody in the portal another role.
  case role(EmailAddress, RoleID)
  /// Takes somebody out of the portal.
  case removal(EmailAddress)
  /// Puts somebody into the portal, and into a project.
  case addition(EmailAddress, RoleID, ProjectID)

  /// Whom it is done to.
  package var email: EmailAddress {
    switch self {
    case .role(let email, _), .removal(let email), .addition(let email, _, _): email
    }
  }
}

extension SimulatedPortal {
  /// Does what another administrator would, which lists tell at once; false where there is nothing to be done.
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
