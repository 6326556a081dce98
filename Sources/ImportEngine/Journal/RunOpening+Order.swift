import ImportModel

extension RunOpening {
  /// What the journal keeps of an order.
  init(_ order: ImportOrder, items: [ItemSnapshot], at wallSeconds: Int64) {
    let names = PortalNames(order.portal)
    var recent = RecentArrays<JournalPerson.Assignment>()
    self.init(
      context: order.context, planDigest: order.planDigest, stateDigest: order.stateDigest,
      reason: order.reason, startedAt: wallSeconds,
      people: order.assessment.changes.map { JournalPerson($0, names, sharing: &recent) },
      items: items,
      settings: RunSettings(order.settings))
  }
}

extension JournalPerson {
  /// `recent`: the projects of rows before it.
  init(
    _ change: Change, _ names: PortalNames, sharing recent: inout RecentArrays<Assignment>
  ) {
    let row = change.row
    self.init(
      id: row.person.id, name: row.person.name, emailText: row.person.emailText,
      canonicalEmail: row.person.email?.canonical, change: change.kind, blocked: change.blocked,
      role: row.role.map { NamedValue($0.value, names) },
      customer: change.customer.map { NamedValue($0, names) },
      profile: row.profile.map { NamedValue($0.value, names) },
      projects: recent.shared(
        row.projects.map { staged in
          Assignment(
            project: NamedValue(staged.value, names),
            profile: row.profile(in: staged.value).map { NamedValue($0.value, names) })
        }),
      origins: row.origins, matched: row.matched)
  }
}

extension ImportRun.Intent {
  /// The customer that the call is about, by the id that goes into the request.
  func customer(by names: PortalNames) -> NamedValue? {
    guard let target = call.customer else { return nil }
    let id: CustomerID? =
      switch request {
      case .linkCustomer(let customer, _), .addClients(_, let customer, _, _),
        .unlinkCustomer(let customer, _), .deleteCustomer(let customer):
        customer
      default: nil
      }
    return NamedValue(id: id?.text ?? "", name: names.customer(target))
  }

  /// The people of the request with the roles and profiles that go into it.
  func entries(by names: PortalNames) -> [IntentEntry] {
    switch request {
    case .addToProject(_, let entries, _), .addClients(_, _, let entries, _):
      entries.map {
        IntentEntry(
          email: $0.email, role: $0.role.map { NamedValue($0, names) },
          profile: $0.profile.map { NamedValue($0, names) })
      }
    case .addToPortal(let email, let role, let profile, _):
      [
        IntentEntry(
          email: email, role: NamedValue(role, names),
          profile: profile.map { NamedValue($0, names) })
      ]
    case .setRole(_, let role):
      call.people.map { IntentEntry(email: $0, role: NamedValue(role, names)) }
    case .setPortalProfile(_, let profile), .setProjectProfile(_, _, let profile):
      call.people.map { IntentEntry(email: $0, profile: NamedValue(profile, names)) }
    case .removeFromProject, .removeClientFromProject, .removeFromPortal, .deactivate:
      call.people.map { IntentEntry(email: $0) }
    case .makeCustomer, .linkCustomer, .unlinkCustomer, .deleteCustomer: []
    }
  }
}

extension NamedValue {
  init(_ id: RoleID, _ names: PortalNames) { self.init(id: id.text, name: names.role(id)) }
  init(_ id: ProfileID, _ names: PortalNames) { self.init(id: id.text, name: names.profile(id)) }
  /// The id is empty for a customer that is still to be made.
  init(_ target: CustomerTarget, _ names: PortalNames) {
    switch target {
    case .existing(let id): self.init(id: id.text, name: names.customer(id))
    case .new(let name): self.init(id: "", name: name.text)
    }
  }
  init(_ id: ProjectID, _ names: PortalNames) { self.init(id: id.text, name: names.project(id)) }
}
