import ImportModel

extension RunOpening {
  /// What the journal keeps of an order.
  init(_ order: ImportOrder, items: [ItemSnapshot], at wallSeconds: Int64) {
    let names = PortalNames(order.portal)
    self.init(
      context: order.context, planDigest: order.planDigest, stateDigest: order.stateDigest,
      reason: order.reason, startedAt: wallSeconds,
      people: order.assessment.changes.map { JournalPerson($0, names) }, items: items)
  }
}

extension JournalPerson {
  init(_ change: Change, _ names: PortalNames) {
    let row = change.row
    self.init(
      id: row.person.id, name: row.person.name, emailText: row.person.emailText,
      canonicalEmail: row.person.email?.canonical, change: change.kind, blocked: change.blocked,
      role: row.role.map { names[$0.value] }, profile: row.profile.map { names[$0.value] },
      projects: row.projects.map { staged in
        Assignment(
          project: names[staged.value],
          profile: row.profile(in: staged.value).map { names[$0.value] })
      },
      origins: row.origins, matched: row.matched)
  }
}

/// The names of a portal's things; an unknown id is its own name.
struct PortalNames: Sendable {
  private let projects: [ProjectID: String]
  private let roles: [RoleID: String]
  private let profiles: [ProfileID: String]

  init(_ portal: Portal) {
    projects = Dictionary(portal.projects.map { ($0.id, $0.name) }) { first, _ in first }
    roles = Dictionary(portal.roles.map { ($0.id, $0.name) }) { first, _ in first }
    profiles = Dictionary(portal.profiles.map { ($0.id, $0.name) }) { first, _ in first }
  }

  subscript(_ id: ProjectID) -> NamedValue {
    NamedValue(id: id.text, name: projects[id] ?? id.text)
  }
  subscript(_ id: RoleID) -> NamedValue { NamedValue(id: id.text, name: roles[id] ?? id.text) }
  subscript(_ id: ProfileID) -> NamedValue {
    NamedValue(id: id.text, name: profiles[id] ?? id.text)
  }
}
