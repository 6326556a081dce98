/// CRM people seen together with the portal and the plan: what filters are evaluated over.
package struct JoinedPeople: Sendable {
  package let directory: Directory
  package let portal: Portal?
  package let plan: Plan
  package let names: PortalNames
  private let changes: [PersonID: Change]
  private let projectsByEmail: [EmailAddress: [String]]

  package init(directory: Directory, portal: Portal?, plan: Plan) {
    self.directory = directory
    self.portal = portal
    self.plan = plan
    names = PortalNames(portal)
    let changes = portal.map { Assessment(of: plan, against: $0).changes } ?? []
    self.changes = Dictionary(
      changes.map { ($0.row.person.id, $0) }, uniquingKeysWith: { first, _ in first })
    var projects: [EmailAddress: [String]] = [:]
    for project in portal?.projects ?? [] {
      for email in portal?.people(of: project.id) ?? [] {
        projects[email, default: []].append(project.name)
      }
    }
    projectsByEmail = projects
  }

  /// The portal user with a row's address.
  package func portalUser(at row: Int) -> PortalUser? {
    EmailAddress(directory.canonicalEmail(at: row)).flatMap { portal?.users[$0] }
  }

  /// The plan's row of a person.
  package func planRow(at row: Int) -> PlanRow? {
    directory.id(at: row).flatMap { plan[$0] }
  }

  /// The change that the plan means for a person of the directory.
  package func change(at row: Int) -> Change? {
    directory.id(at: row).flatMap { changes[$0] }
  }

  /// A field's values as text, as a person would read them; none where it is missing.
  package func values(of field: FilterField, at row: Int) -> [String] {
    switch field {
    case .crm(let place): directory[row, place].texts
    case .id: directory.id(at: row).map { [$0.text] } ?? []
    case .kind: kinds(at: row)
    case .portalStatus: [portalUser(at: row)?.status.rawValue ?? "absent"]
    case .portalRole: present(portalUser(at: row)?.roleName)
    case .portalProfile: present(portalUser(at: row)?.profileName)
    case .portalProjects: portalProjects(at: row)
    case .portalCustomer: present(portalUser(at: row)?.customerName)
    case .planRole: planRow(at: row)?.role.map { [names.role($0.value)] } ?? []
    case .planProfile: planRow(at: row)?.profile.map { [names.profile($0.value)] } ?? []
    case .planProjects: planRow(at: row)?.projects.map { names.project($0.value) } ?? []
    case .planCustomer: present(planRow(at: row)?.customer.flatMap { names.customer($0.value) })
    case .planChange: change(at: row).map { [$0.kind.rawValue] } ?? []
    case .planReason: change(at: row)?.blocked.map(\.rawValue) ?? []
    }
  }

  /// The rows whose values of a field can differ from those of people whom portal and plan don't know,
  /// and the values of these others; nil for a field of which CRM alone knows.
  func known(to field: FilterField) -> (rows: RowSet, others: [String])? {
    switch field {
    case .crm, .id: nil
    case .kind: (directory.rows(of: .user).union(directory.twins), [PersonKind.contact.rawValue])
    case .portalStatus: (rows(of: portal?.users.all.map(\.email) ?? []), ["absent"])
    case .portalRole, .portalProfile, .portalCustomer:
      (rows(of: portal?.users.all.map(\.email) ?? []), [])
    case .portalProjects: (rows(of: projectsByEmail.keys), [])
    case .planRole, .planProfile, .planProjects, .planCustomer:
      (rows(of: plan.rows.map(\.person.id)), [])
    case .planChange, .planReason: (rows(of: changes.keys), [])
    }
  }

  private func rows(of emails: some Sequence<EmailAddress>) -> RowSet {
    RowSet(emails.lazy.flatMap { directory.rows(of: $0) }, capacity: directory.count)
  }

  private func rows(of ids: some Sequence<PersonID>) -> RowSet {
    RowSet(ids.lazy.compactMap { directory.row(of: $0) }, capacity: directory.count)
  }

  /// The projects that a person is a member of, among those whose members were read.
  package func portalProjects(at row: Int) -> [String] {
    EmailAddress(directory.canonicalEmail(at: row)).flatMap { projectsByEmail[$0] } ?? []
  }

  /// A contact's or a user's kind; both for who is both, whichever of their rows is asked.
  private func kinds(at row: Int) -> [String] {
    let isBoth: Bool =
      directory.kind(at: row) == .contact
      ? directory.isTwin(row)
      : EmailAddress(directory.canonicalEmail(at: row)).map {
        !directory.contacts.rows(of: $0).isEmpty
      } ?? false
    guard !isBoth else { return [PersonKind.user.rawValue, PersonKind.contact.rawValue] }
    return [directory.kind(at: row).rawValue]
  }

  private func present(_ text: String?) -> [String] {
    guard let text, !text.isEmpty else { return [] }
    return [text]
  }
}
