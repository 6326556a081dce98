/// Makes the Projects side of a world from its options and its company.
struct PortalBuilder {
  private let options: SandboxOptions
  private let company: Company
  private var portal: Portal
  private var random: SplitMix64

  /// A portal with its projects and the people who are there from the start.
  static func build(_ options: SandboxOptions, company: Company, instance: String) -> Portal {
    var builder = PortalBuilder(options, company, instance)
    builder.addPeople()
    builder.addCustomers()
    builder.portal.licences =
      builder.portal.licencesUsed + (options.licences ?? max(100, options.users))
    builder.portal.clientLicences = builder.portal.clientLicencesUsed + options.clientLicences
    builder.portal.revision = 0
    return builder.portal
  }

  /// A portal in which there is nobody but its owner, and nothing else.
  static func empty(_ options: SandboxOptions, company: Company, instance: String) -> Portal {
    var options = options
    options.projects = 0
    var builder = PortalBuilder(options, company, instance)
    for person in StartingPerson.all.prefix(1) { builder.add(person) }
    builder.portal.licences = builder.portal.licencesUsed + (options.licences ?? 100)
    builder.portal.clientLicences = options.clientLicences
    builder.portal.revision = 0
    return builder.portal
  }

  private init(_ options: SandboxOptions, _ company: Company, _ instance: String) {
    self.options = options
    self.company = company
    self.random = SplitMix64(seed: options.seed ^ 0x50_72_6F_6A_65_63_74_73)
    let roles = ["Administrator", "Manager", "Employee", "Contractor", "Team Lead"]
    let profiles = [
      "Portal Owner", "Admin", "Manager", "Employee", "Contractor", "Customer", "Auditor",
      "Client Reviewer",
    ]
    self.portal = Portal(
      instance: instance,
      roles: roles.enumerated().map { Reference(id: ProjectsID.text(85_003 + 2 * $0), name: $1) },
      profiles: profiles.enumerated().map {
        Reference(id: ProjectsID.text(85_084 + 2 * $0), name: $1)
      },
      projects: ProjectNames.all(options.projects).enumerated().map { index, name in
        Project(
          id: ProjectsID.text(89_119 + 4 * index), key: "ZY-\(index + 1)", name: name,
          isArchived: name == ProjectNames.archived,
          created: CivilTime.milliseconds(year: 2024, month: 2, day: 1)
            + Int64(index) * 17 * CivilTime.day)
      })
  }

  private mutating func addPeople() {
    for person in StartingPerson.all.prefix(options.portalUsers) { add(person) }
    let missing = options.portalUsers - portal.users.count
    for index in 0..<max(missing, 0) { add(extra(index)) }
    for index in 0..<options.limitedUsers {
      var person = extra(max(missing, 0) + index)
      (person.isActive, person.projects) = (true, [])
      add(person, as: index.isMultiple(of: 2) ? "lite_user" : "readonly_user")
    }
  }

  /// People beyond the cast: from CRM, but never those sure to be free for an import, else partners.
  private func extra(_ index: Int) -> StartingPerson {
    let ordinary = OrdinaryPeople.member(OrdinaryPeople.steady + index, seed: options.seed)
    let inside = OrdinaryPeople.steady + index + CastMember.crm.count < options.users
    let address = inside ? ordinary.email : "partner\(index + 1)@partner.example"
    return StartingPerson(
      address: address ?? "", first: ordinary.first ?? "", last: ordinary.last, role: "Employee",
      profile: "Employee", isActive: index % 7 != 3, projects: [ProjectNames.first[index % 5]])
  }

  /// Customers, and their client users in a portal that has all of its first people.
  private mutating func addCustomers() {
    for name in StartingClient.customers { _ = portal.makeCustomer(name) }
    guard options.portalUsers >= StartingPerson.all.count else { return }
    for client in StartingClient.all {
      guard let customer = portal.customers.elements.first(where: { $0.name == client.customer })
      else { continue }
      add(client.person, of: customer.id)
      for project in portal.projects where client.person.projects.contains(project.name) {
        portal.link(customer.id, to: project.id)
      }
    }
  }

  /// `limitedKind`: whether it is somebody with a licence of less.
  private mutating func add(
    _ person: StartingPerson, of customer: String? = nil, as limitedKind: String? = nil
  ) {
    let added =
      CivilTime.milliseconds(year: 2024, month: 3, day: 1) + Int64(random.below(700))
      * CivilTime.day + Int64(random.below(86_400_000))
    let user = PortalUser(
      id: portal.newID(), zuid: person.isConfirmed ? zuid(person.address, added) : "",
      email: person.address, firstName: person.first, lastName: person.last,
      isActive: person.isActive, isConfirmed: person.isConfirmed,
      role: Portal.id(of: person.role, in: portal.roles),
      profile: Portal.id(of: person.profile, in: portal.profiles), customer: customer,
      limitedKind: limitedKind, added: added, updated: added)
    portal.store(user)
    for project in portal.projects
    where portal.joinsEveryProject(user.profile) || person.projects.contains(project.name) {
      portal.join(user.id, project: project.id, profile: user.profile)
    }
  }

  /// One Zoho account, one zuid: that of CRM where the person is there.
  private func zuid(_ email: String, _ added: Int64) -> String {
    company.user(email: email)?.zuid ?? String(8_419_000_000 + added % 999_983)
  }
}
