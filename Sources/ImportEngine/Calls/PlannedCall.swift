package import ImportModel

/// A write call as planned: whom and what, before the ids that only a read-back can tell.
package struct PlannedCall: Hashable, Sendable {
  /// What the call is to do.
  package enum Work: Hashable, Sendable {
    /// People the portal does not have, into the first of their projects.
    case introduce(ProjectID, [MemberEntry])
    /// People the portal has by then, into a further project; no entry has a role.
    case join(ProjectID, [MemberEntry])
    case addToPortal(EmailAddress, role: RoleID, profile: ProfileID?)
    case setRole(EmailAddress, RoleID)
    /// A profile in a project, or for the whole portal (nil).
    case setProfile(EmailAddress, project: ProjectID?, ProfileID)
  }

  package let work: Work
  /// Whether Zoho is asked to write to the people of the call.
  package let notify: Bool
  /// Whether nothing else of its kind may go before a complete read-back has shown its effect.
  package let isCanary: Bool

  package init(_ work: Work, notify: Bool = false, isCanary: Bool = false) {
    self.work = work
    self.notify = notify
    self.isCanary = isCanary
  }

  package var kind: WriteKind {
    switch work {
    case .introduce: .introduce
    case .join: .join
    case .addToPortal: .addToPortal
    case .setRole: .setRole
    case .setProfile(_, let project, _): project == nil ? .setPortalProfile : .setProjectProfile
    }
  }

  package var pattern: EndpointPattern { kind.pattern }

  /// In the order they stand in the request.
  package var people: [EmailAddress] {
    switch work {
    case .introduce(_, let entries), .join(_, let entries): entries.map(\.email)
    case .addToPortal(let email, _, _), .setRole(let email, _), .setProfile(let email, _, _):
      [email]
    }
  }

  package var project: ProjectID? {
    switch work {
    case .introduce(let project, _), .join(let project, _): project
    case .setProfile(_, let project, _): project
    case .addToPortal, .setRole: nil
    }
  }

  /// The same call for only those people who may be named; nil when there are none.
  func keeping(_ isKept: (EmailAddress) -> Bool) -> PlannedCall? {
    let kept: Work
    switch work {
    case .introduce(let project, let entries):
      kept = .introduce(project, entries.filter { isKept($0.email) })
    case .join(let project, let entries):
      kept = .join(project, entries.filter { isKept($0.email) })
    case .addToPortal(let email, _, _), .setRole(let email, _), .setProfile(let email, _, _):
      guard isKept(email) else { return nil }
      kept = work
    }
    let call = PlannedCall(kept, notify: notify, isCanary: isCanary)
    return call.people.isEmpty ? nil : call
  }

  /// The request, with the ids that the portal gives its people; nil when it has none for them.
  func request(in portal: Portal) -> WriteCall? {
    switch work {
    case .introduce(let project, let entries), .join(let project, let entries):
      .addToProject(project, entries, notify: notify)
    case .addToPortal(let email, let role, let profile):
      .addToPortal(email, role: role, profile: profile, notify: notify)
    case .setRole(let email, let role):
      portal.users[email].map { .setRole($0.id, role) }
    case .setProfile(let email, let project?, let profile):
      portal.members[project]?.byEmail[email].map {
        .setProjectProfile(project, $0.projectUserID, profile)
      }
    case .setProfile(let email, nil, let profile):
      portal.users[email].map { .setPortalProfile($0.id, profile) }
    }
  }
}
