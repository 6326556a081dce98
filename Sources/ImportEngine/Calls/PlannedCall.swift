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
    /// A customer that the portal does not have.
    case makeCustomer(CustomerName)
    case linkCustomer(CustomerTarget, ProjectID)
    /// Contacts the portal does not have, into the first of their projects.
    case introduceClients(ProjectID, CustomerTarget, [MemberEntry])
    /// Client users the portal has by then, into a further project.
    case joinClients(ProjectID, CustomerTarget, [MemberEntry])
    /// Somebody out of a project.
    case leave(EmailAddress, ProjectID, isClient: Bool)
    /// Somebody out of the portal.
    case removeFromPortal(EmailAddress)
    /// Somebody who stays in the portal, and is inactive there.
    case deactivate(EmailAddress)
    case unlinkCustomer(CustomerTarget, ProjectID)
    case deleteCustomer(CustomerName)
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
    case .makeCustomer: .makeCustomer
    case .linkCustomer: .linkCustomer
    case .introduceClients: .introduceClient
    case .joinClients: .joinClient
    case .leave(_, _, let isClient): isClient ? .leaveClient : .leave
    case .removeFromPortal: .removeFromPortal
    case .deactivate: .deactivate
    case .unlinkCustomer: .unlinkCustomer
    case .deleteCustomer: .deleteCustomer
    }
  }

  package var pattern: EndpointPattern { kind.pattern }

  /// In the order they stand in the request; none for what is about a customer alone.
  package var people: [EmailAddress] {
    switch work {
    case .introduce, .join, .introduceClients, .joinClients: entries.map(\.email)
    case .addToPortal(let email, _, _), .setRole(let email, _), .setProfile(let email, _, _),
      .leave(let email, _, _), .removeFromPortal(let email), .deactivate(let email):
      [email]
    case .makeCustomer, .linkCustomer, .unlinkCustomer, .deleteCustomer: []
    }
  }

  /// How many these are.
  package var peopleCount: Int { entries.isEmpty ? people.count : entries.count }

  /// The customer that it makes, links, takes away, or adds client users of.
  package var customer: CustomerTarget? {
    switch work {
    case .makeCustomer(let name), .deleteCustomer(let name): .new(name)
    case .linkCustomer(let target, _), .introduceClients(_, let target, _),
      .joinClients(_, let target, _), .unlinkCustomer(let target, _):
      target
    case .introduce, .join, .addToPortal, .setRole, .setProfile, .leave, .removeFromPortal,
      .deactivate:
      nil
    }
  }

  package var project: ProjectID? {
    switch work {
    case .introduce(let project, _), .join(let project, _): project
    case .linkCustomer(_, let project), .introduceClients(let project, _, _),
      .joinClients(let project, _, _), .leave(_, let project, _), .unlinkCustomer(_, let project):
      project
    case .setProfile(_, let project, _): project
    case .addToPortal, .setRole, .makeCustomer, .removeFromPortal, .deactivate, .deleteCustomer: nil
    }
  }

  /// The same call for only those people who may be named; nil when there are none.
  func keeping(_ isKept: (EmailAddress) -> Bool) -> PlannedCall? {
    func filtered(_ entries: [MemberEntry]) -> [MemberEntry] {
      entries.filter { isKept($0.email) }
    }
    let kept: Work
    switch work {
    case .introduce(let project, let entries): kept = .introduce(project, filtered(entries))
    case .join(let project, let entries): kept = .join(project, filtered(entries))
    case .introduceClients(let project, let customer, let entries):
      kept = .introduceClients(project, customer, filtered(entries))
    case .joinClients(let project, let customer, let entries):
      kept = .joinClients(project, customer, filtered(entries))
    case .addToPortal(let email, _, _), .setRole(let email, _), .setProfile(let email, _, _),
      .leave(let email, _, _), .removeFromPortal(let email), .deactivate(let email):
      guard isKept(email) else { return nil }
      kept = work
    case .makeCustomer, .linkCustomer, .unlinkCustomer, .deleteCustomer: return self
    }
    let call = PlannedCall(kept, notify: notify, isCanary: isCanary)
    return call.people.isEmpty ? nil : call
  }

  /// The request, with the ids that the portal gives its people and its customers, or that its
  /// answers gave the customers it was made to have; nil when there is none.
  func request(in portal: Portal, made: [CustomerName: CustomerID]) -> WriteCall? {
    func customer(_ target: CustomerTarget) -> CustomerID? {
      if let listed = portal.customer(target) { return listed.id }
      guard case .new(let name) = target else { return nil }
      return made[name]
    }
    return switch work {
    case .introduce(let project, let entries), .join(let project, let entries):
      .addToProject(project, entries, notify: notify)
    case .addToPortal(let email, let role, let profile):
      .addToPortal(email, role: role, profile: profile, notify: notify)
    case .setRole(let email, let role):
      portal.users[email].map { .setRole($0.id, role) }
    case .setProfile(let email, let project?, let profile):
      portal.membership(of: email, in: project).map {
        .setProjectProfile(project, $0.projectUserID, profile)
      }
    case .setProfile(let email, nil, let profile):
      portal.users[email].map { .setPortalProfile($0.id, profile) }
    case .makeCustomer(let name): .makeCustomer(name)
    case .linkCustomer(let target, let project):
      customer(target).map { .linkCustomer($0, project) }
    case .introduceClients(let project, let target, let entries),
      .joinClients(let project, let target, let entries):
      customer(target).map { .addClients(project, $0, entries, notify: notify) }
    case .leave(let email, let project, let isClient):
      portal.membership(of: email, in: project).map { member in
        isClient
          ? .removeClientFromProject(project, member.projectUserID)
          : .removeFromProject(project, member.projectUserID)
      }
    case .removeFromPortal(let email): portal.users[email].map { .removeFromPortal($0.id) }
    case .deactivate(let email): portal.users[email].map { .deactivate($0.id) }
    case .unlinkCustomer(let target, let project):
      customer(target).map { .unlinkCustomer($0, project) }
    case .deleteCustomer(let name): customer(.new(name)).map { .deleteCustomer($0) }
    }
  }

  /// The entries of an addition to a project.
  var entries: [MemberEntry] {
    switch work {
    case .introduce(_, let entries), .join(_, let entries), .introduceClients(_, _, let entries),
      .joinClients(_, _, let entries):
      entries
    case .addToPortal, .setRole, .setProfile, .makeCustomer, .linkCustomer, .leave,
      .removeFromPortal, .deactivate, .unlinkCustomer, .deleteCustomer:
      []
    }
  }

  /// Whether it adds client users.
  var isOfClients: Bool { kind == .introduceClient || kind == .joinClient }

  /// Whether it takes something away that an earlier run had added.
  var isRemoval: Bool {
    switch kind {
    case .leave, .leaveClient, .unlinkCustomer, .removeFromPortal, .deactivate, .deleteCustomer:
      true
    default: false
    }
  }
}
