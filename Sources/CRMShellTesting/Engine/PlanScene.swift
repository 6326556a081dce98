package import ImportEngine
package import ImportModel

/// A small portal and a plan for it, with numbers for names: person 1 is `p1@x.com`; the first role
/// and profile are the portal's defaults.
package struct PlanScene: Sendable {
  package private(set) var portal: Portal
  package private(set) var plan = Plan()
  private var lines = 0

  /// Text that should have been an id or an address is none.
  package struct BadName: Error { let text: String }

  package init(projects: Int, roles: Int = 3, profiles: Int = 3) throws {
    let projects = try (1...projects).map {
      Project(id: try Self.id($0), name: "Project \($0)", status: .active)
    }
    portal = Portal(
      id: try Self.id(7), name: "Scene", callerProfile: "Admin", projects: projects,
      roles: try (1...roles).map { Role(id: try Self.id($0), name: "Role \($0)") },
      profiles: try (1...profiles).map {
        Profile(id: try Self.id($0), name: "Profile \($0)", isForClients: false)
      },
      users: PortalUsers([]), licences: Licences([:]), crmIntegration: .on,
      members: Dictionary(
        projects.map { ($0.id, ProjectMembers([])) }, uniquingKeysWith: { first, _ in first }),
      fetchedAt: 0)
  }

  /// Any id by a number.
  package static func id<ID: ZohoIdentifier>(_ number: Int) throws -> ID {
    guard let id = ID("\(number)") else { throw BadName(text: "\(number)") }
    return id
  }

  /// The address of a person by number, `p1@x.com`.
  package static func email(_ number: Int) throws -> EmailAddress {
    guard let email = EmailAddress("p\(number)@x.com") else { throw BadName(text: "\(number)") }
    return email
  }

  /// Puts a person into the portal, and into projects with a profile.
  package mutating func settle(
    _ number: Int, role: Int = 1, in projects: [Int] = [], profile: Int = 1
  ) throws {
    let email = try Self.email(number)
    let user = PortalUser(
      id: try Self.id(1000 + number), email: email, name: "", status: .active, kind: .staff,
      role: try Self.id(role), roleName: "Role \(role)", profile: try Self.id(1),
      profileName: "Profile 1")
    portal = portal.with(users: portal.users.all + [user])
    for project in projects {
      let id: ProjectID = try Self.id(project)
      let member = Membership(
        email: email, projectUserID: try Self.id(2000 + number), profile: try Self.id(profile),
        profileName: "Profile \(profile)")
      let others = portal.members[id].map { Array($0.byEmail.values) } ?? []
      portal.members[id] = ProjectMembers(others + [member])
    }
  }

  /// Stages a person with what is given.
  package mutating func stage(
    _ number: Int, role: Int? = nil, profile: Int? = nil, in projects: [Int] = [],
    replaces: Bool = false, status: String = "active"
  ) throws {
    let person = PlannedPerson(
      id: .user(try Self.id(number)), name: "Person \(number)", emailText: "p\(number)@x.com",
      email: try Self.email(number), status: status, isConfirmed: true)
    let candidates = [PlanCandidate(person: person, matched: ["crm.role=Role \(role ?? 0)"])]
    lines += 1
    let origin = Origin(line: "stage \(number)", file: nil, position: lines, scriptHash: nil)
    if let role {
      _ = plan.stage(
        Staged(try Self.id(role) as RoleID, replaces: replaces, origin: origin), for: candidates)
    }
    if let profile {
      _ = plan.stage(
        Staged(try Self.id(profile) as ProfileID, replaces: replaces, origin: origin), in: [],
        for: candidates)
    }
    _ = plan.assign(
      try projects.map { Staged(try Self.id($0) as ProjectID, replaces: false, origin: origin) },
      for: candidates)
  }

  /// Stages a person who is in the portal with a profile in some projects, and for no project.
  package mutating func stage(
    _ number: Int, profile: Int, onlyIn projects: [Int], replaces: Bool
  ) throws {
    try stage(number)
    let person = PersonID.user(try Self.id(number))
    let candidates = [plan[person]?.person].compactMap { $0 }
      .map { PlanCandidate(person: $0, matched: []) }
    let origin = Origin(line: "profile \(number)", file: nil, position: lines, scriptHash: nil)
    _ = plan.stage(
      Staged(try Self.id(profile) as ProfileID, replaces: replaces, origin: origin),
      in: try projects.map { try Self.id($0) }, for: candidates)
  }

  /// Makes somebody the owner of the portal.
  package mutating func own(_ owner: EmailAddress) { portal.owner = owner }

  /// Puts a person on the list of a project alone.
  package mutating func settle(member number: Int, in project: Int) throws {
    let id: ProjectID = try Self.id(project)
    let member = Membership(
      email: try Self.email(number), projectUserID: try Self.id(2000 + number),
      profile: try Self.id(1), profileName: "Profile 1")
    portal.members[id] = ProjectMembers(
      (portal.members[id]?.byEmail.values ?? []) + [member])
  }

  /// Puts a customer into the portal, linked to projects.
  package mutating func settle(customer number: Int, name: String, in projects: [Int] = []) throws {
    let customer = Customer(id: try Self.id(5000 + number), name: name)
    portal.customers.append(customer)
    for project in projects {
      let id: ProjectID = try Self.id(project)
      let known = portal.clients[id]
      portal.clients[id] = ProjectClients(
        customers: (known?.customers ?? []).union([customer.id]),
        users: known?.users ?? ProjectMembers([]))
    }
  }

  /// Puts a client user of a customer into the portal and into projects.
  package mutating func settle(
    client number: Int, of customer: Int, in projects: [Int] = []
  ) throws {
    let email = try Self.email(number)
    let id: CustomerID = try Self.id(5000 + customer)
    let user = PortalUser(
      id: try Self.id(1000 + number), email: email, name: "", status: .active, kind: .client,
      role: nil, roleName: "", profile: try Self.id(1), profileName: "Profile 1", customer: id,
      customerName: portal.customer(id)?.name ?? "")
    portal = portal.with(users: portal.users.all + [user])
    for project in projects {
      let projectID: ProjectID = try Self.id(project)
      let known = portal.clients[projectID]
      let member = Membership(
        email: email, projectUserID: try Self.id(2000 + number), profile: try Self.id(1),
        profileName: "Profile 1")
      portal.clients[projectID] = ProjectClients(
        customers: known?.customers ?? [],
        users: ProjectMembers(((known?.users.byEmail.values).map(Array.init) ?? []) + [member]))
    }
  }

  /// Stages a contact as client user of a customer by name, which is made where there is none.
  package mutating func stage(
    contact number: Int, of customer: String, profile: Int? = nil, in projects: [Int] = []
  ) throws {
    guard let name = CustomerName(customer) else { throw BadName(text: customer) }
    let person = PlannedPerson(
      id: .contact(try Self.id(number)), name: "Person \(number)", emailText: "p\(number)@x.com",
      email: try Self.email(number), status: "active", isConfirmed: true)
    let candidates = [PlanCandidate(person: person, matched: [])]
    lines += 1
    let origin = Origin(line: "stage \(number)", file: nil, position: lines, scriptHash: nil)
    _ = plan.stage(
      customers: [person.id: Staged(.named(name), replaces: false, origin: origin)],
      for: candidates)
    if let profile {
      _ = plan.stage(
        Staged(try Self.id(profile) as ProfileID, replaces: false, origin: origin), in: [],
        for: candidates)
    }
    _ = plan.assign(
      try projects.map { Staged(try Self.id($0) as ProjectID, replaces: false, origin: origin) },
      for: candidates)
  }

  package var assessment: Assessment { Assessment(of: plan, against: portal) }

  /// The key of the scene's portal, in one of several worlds.
  package static func key(instance: String = "") throws -> PortalKey {
    PortalKey(
      baseURL: "sim://portal", account: "admin@x.com", portal: try id(7), instance: instance)
  }

  /// Everything an import needs.
  package func order(
    settings: EngineSettings = EngineSettings(), capabilities: Capabilities = Capabilities()
  ) throws -> ImportOrder {
    ImportOrder(
      portal: portal, plan: plan, assessment: assessment, planDigest: "plan", stateDigest: "state",
      settings: settings, capabilities: capabilities,
      context: RunContext(
        key: try Self.key(), portalName: portal.name, osUser: "root", crmCaller: "admin@x.com",
        host: "host", version: "1"), reason: "test")
  }
}

/// A stand-in for SHA-256 where only equality matters: 64 hexadecimal digits of FNV-1a.
package struct WeakHash: ContentHash {
  package init() {}

  /// Turns bytes into 64 hexadecimal digits.
  package func digest(of bytes: [UInt8]) -> String {
    let hash = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 64 - digits.count) + digits
  }
}
