package import ImportModel

extension Zylker {
  /// Projects by name with their ids: two of one name, one archived, and names that need care.
  package static let projects: [Project] = [
    ("1001", "Website", .active), ("1002", "Mobile App", .active), ("1003", "Onboarding", .active),
    ("1004", "2026", .active), ("1005", "Rollout, Phase 2 [EMEA]", .active),
    ("1006", "Twin", .active), ("1007", "Twin", .active), ("1008", "Attic", .archived),
    ("1009", "Evil \u{202E}\u{1B}[2J", .active),
  ].compactMap { (id: String, name: String, status: Project.Status) in
    ProjectID(id).map { Project(id: $0, name: name, status: status) }
  }

  /// The portal's roles; the first is given where none is asked for.
  package static let roles: [Role] = [
    ("3001", "Employee"), ("3002", "Manager"), ("3003", "Team Lead"), ("3004", "Contractor"),
  ].compactMap { id, name in RoleID(id).map { Role(id: $0, name: name) } }

  /// The portal's profiles; the first is given where none is asked for.
  package static let profiles: [Profile] = [
    ("4001", "Employee", false), ("4002", "Manager", false), ("4003", "Admin", false),
    ("4004", "Contractor", false), ("4005", "Client", true),
  ].compactMap { id, name, isForClients in
    ProfileID(id).map { Profile(id: $0, name: name, isForClients: isForClients) }
  }

  /// Who is in the portal: active, invited, inactive, and a client.
  package static let portalUsers: [PortalUser] = [
    portalUser("2001", "patricia.boyle", "Patricia Boyle", role: "Manager", profile: "Admin"),
    portalUser("2002", "priya.nair", "Priya Nair"),
    portalUser("2003", "lior.avrahami", "ליאור אברהמי", .invited),
    portalUser("2004", "ivan.petrov", "Ivan Petrov", .inactive),
    portalUser("2005", "omar.client", "Omar Said", kind: .client, profile: "Client"),
    client("2006", "kit@bluekite.example", "Kit Vane", of: "8003"),
    client("2007", "lea@solaris.example", "Léa Wu", of: "8002"),
  ].compactMap { $0 }

  /// Who owns the portal, and is not among its people.
  package static let owner = EmailAddress("owner@zylker.example")

  /// The portal; `licences` are those left for portal users.
  package static func portal(
    licences: Int? = 20, callerProfile: String = "Admin", integration: CRMIntegration = .on
  ) -> Portal? {
    guard let id = PortalID(portalID) else { return nil }
    return Portal(
      id: id, name: "Zylker Projects", callerProfile: callerProfile, projects: projects,
      roles: roles, profiles: profiles, customers: Customers(customers),
      users: PortalUsers(portalUsers),
      licences: Licences([
        "client_user": LicenceCount(total: 10, used: 3, remaining: 7),
        "portal_user": LicenceCount(
          total: 4 + (licences ?? 0), used: 4, remaining: licences),
      ]), crmIntegration: integration, members: members, clients: clients, owner: owner,
      fetchedAt: 0)
  }

  /// Everybody of the portal works on the website; Priya on the mobile app too.
  private static var members: [ProjectID: ProjectMembers] {
    var members = Dictionary(
      projects.map { ($0.id, [Membership]()) }, uniquingKeysWith: { first, _ in first })
    for (project, locals) in [
      "1001": ["patricia.boyle", "priya.nair", "lior.avrahami"], "1002": ["priya.nair"],
    ] {
      for user in portalUsers where locals.contains(where: { user.email.text == email($0) }) {
        guard let id = ProjectID(project), let own = PortalUserID("9" + user.id.text) else {
          continue
        }
        members[id, default: []].append(
          Membership(
            email: user.email, projectUserID: own, profile: user.profile,
            profileName: user.profileName))
      }
    }
    return members.mapValues { ProjectMembers($0) }
  }

  /// Léa of Solaris works on the website.
  private static var clients: [ProjectID: ProjectClients] {
    var clients = Dictionary(
      projects.map { ($0.id, ProjectClients(customers: [], users: ProjectMembers([]))) },
      uniquingKeysWith: { first, _ in first })
    if let website = ProjectID("1001"), let solaris = CustomerID("8002"),
      let lea = portalUsers.last, let own = PortalUserID("92007")
    {
      clients[website] = ProjectClients(
        customers: [solaris],
        users: ProjectMembers([
          Membership(
            email: lea.email, projectUserID: own, profile: lea.profile,
            profileName: lea.profileName)
        ]))
    }
    return clients
  }

  private static func client(
    _ id: String, _ address: String, _ name: String, of customer: String
  ) -> PortalUser? {
    guard let id = PortalUserID(id), let email = EmailAddress(address),
      let customer = customers.first(where: { $0.id.text == customer })
    else { return nil }
    return PortalUser(
      id: id, email: email, name: name, status: .active, kind: .client, role: nil, roleName: "",
      profile: profiles.first(where: \.isForClients)?.id, profileName: "Client",
      customer: customer.id, customerName: customer.name)
  }

  private static func portalUser(
    _ id: String, _ local: String, _ name: String, _ status: PortalUser.Status = .active,
    kind: PortalUser.Kind = .staff, role: String = "Employee", profile: String = "Employee"
  ) -> PortalUser? {
    guard let id = PortalUserID(id), let email = EmailAddress(email(local)) else { return nil }
    return PortalUser(
      id: id, email: email, name: name, status: status, kind: kind,
      role: roles.first { $0.name == role }?.id, roleName: role,
      profile: profiles.first { $0.name == profile }?.id, profileName: profile)
  }
}
