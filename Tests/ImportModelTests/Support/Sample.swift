import ImportModel
import Testing

/// Small values to plan with. Projects are `1` Website, `2` App (both active) and `9` Old
/// (archived); roles and profiles are whatever ids are asked for.
enum Sample {
  static func id<ID: ZohoIdentifier>(_ text: String) throws -> ID { try #require(ID(text)) }

  static func email(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

  static func person(_ id: String) throws -> PersonID { .user(try self.id(id)) }

  static func origin(_ position: Int) -> Origin {
    Origin(line: "line \(position)", file: nil, position: position, scriptHash: nil)
  }

  static func staged<ID: ZohoIdentifier>(_ id: String, replaces: Bool = false, at position: Int = 1)
    throws -> Staged<ID>
  {
    Staged(try self.id(id), replaces: replaces, origin: origin(position))
  }

  /// A CRM user, by default active and confirmed with the address `u<id>@x.com`.
  static func candidate(
    _ id: String, email: String? = nil, hasEmail: Bool = true, status: String = "active",
    isConfirmed: Bool? = true, type: String? = nil
  ) throws -> PlanCandidate {
    let text = hasEmail ? email ?? "u\(id)@x.com" : nil
    let person = PlannedPerson(
      id: try person(id), name: "User \(id)", emailText: text,
      email: text.flatMap { EmailAddress($0) }, status: status, isConfirmed: isConfirmed,
      type: CRMUserType(type))
    return PlanCandidate(person: person, matched: [])
  }

  /// A plan of one line each: a role and projects for the candidates.
  static func plan(_ candidates: [PlanCandidate], role: String? = "10", projects: [String] = ["1"])
    throws -> Plan
  {
    var plan = Plan()
    if let role { _ = plan.stage(try staged(role), for: candidates) }
    _ = plan.assign(try projects.map { try staged($0, at: 2) }, for: candidates)
    return plan
  }

  /// The same text, read anew.
  static func anew(_ text: String) -> String { String(decoding: Array(text.utf8), as: UTF8.self) }

  /// Whether two texts that are too long to stand in their place are one in memory.
  static func isSameText(_ one: String?, _ other: String?) -> Bool {
    func place(_ text: String?) -> UnsafePointer<UInt8>? {
      text?.utf8.withContiguousStorageIfAvailable { $0.baseAddress } ?? nil
    }
    return place(one) != nil && place(one) == place(other)
  }

  static func user(
    _ email: String, id: String = "77", role: String = "10", profile: String = "20",
    status: PortalUser.Status = .active, kind: PortalUser.Kind = .staff
  ) throws -> PortalUser {
    PortalUser(
      id: try self.id(id), email: try self.email(email), name: email, status: status, kind: kind,
      role: try self.id(role), roleName: "Role \(role)", profile: try self.id(profile),
      profileName: "Profile \(profile)")
  }

  static func member(
    _ email: String, id: String = "88", profile: String = "20"
  ) throws -> Membership {
    Membership(
      email: try self.email(email), projectUserID: try self.id(id), profile: try self.id(profile),
      profileName: "Profile \(profile)")
  }

  /// A CRM contact with the address `c<id>@kite.com`.
  static func contact(
    _ id: String, email: String? = nil, hasEmail: Bool = true, account: String? = nil,
    accountID: String? = nil, isActiveUser: Bool = false
  ) throws -> PlanCandidate {
    let text = hasEmail ? email ?? "c\(id)@kite.com" : nil
    let person = PlannedPerson(
      id: .contact(try self.id(id)), name: "Contact \(id)", emailText: text,
      email: text.flatMap { EmailAddress($0) }, status: "active", isConfirmed: true,
      account: try account.map { AccountReference(id: try accountID.map(self.id), name: $0) },
      isActiveUser: isActiveUser)
    return PlanCandidate(person: person, matched: [])
  }

  /// A plan that makes candidates client users.
  static func plan(
    of choice: CustomerChoice?, _ candidates: [PlanCandidate], projects: [String] = ["1"]
  ) throws -> Plan {
    var plan = Plan()
    if let choice {
      let staged = Staged(choice, replaces: false, origin: origin(1))
      _ = plan.stage(
        customers: Dictionary(
          candidates.map { ($0.person.id, staged) }, uniquingKeysWith: { first, _ in first }),
        for: candidates)
    }
    _ = plan.assign(try projects.map { try self.staged($0, at: 2) }, for: candidates)
    return plan
  }

  static func name(_ text: String) throws -> CustomerName { try #require(CustomerName(text)) }

  /// A client user of a customer of ``clientPortal(users:linked:)``.
  static func client(
    _ email: String, of customer: String?, status: PortalUser.Status = .active
  ) throws -> PortalUser {
    PortalUser(
      id: try id("78"), email: try self.email(email), name: email, status: status, kind: .client,
      role: nil, roleName: "", profile: try id("30"), profileName: "Client",
      customer: try customer.map { try id($0) }, customerName: customer ?? "")
  }

  /// Customers `41` Blue Kite Ltd, `42` Solaris, `43` and `44` both Acme; `42` is linked to project 1.
  /// With a problem none of them could be read.
  static func clientPortal(
    users: [PortalUser] = [], inWebsite: [Membership] = [], problem: String? = nil
  ) throws -> Portal {
    let customers = try [
      ("41", "Blue Kite Ltd"), ("42", "Solaris"), ("43", "Acme"), ("44", "acme "),
    ]
    .map { Customer(id: try id($0.0), name: $0.1) }
    let plain = try portal(users: users)
    return Portal(
      id: plain.id, name: plain.name, callerProfile: plain.callerProfile,
      projects: plain.projects, roles: plain.roles, profiles: plain.profiles,
      customers: Customers(problem == nil ? customers : []), customersProblem: problem,
      users: plain.users, licences: plain.licences, crmIntegration: .on,
      clients: [
        try id("1"): ProjectClients(
          customers: [try id("42")], users: ProjectMembers(inWebsite))
      ], owner: EmailAddress("owner@own.com"), fetchedAt: 0)
  }

  static func portal(
    id: String = "500", users: [PortalUser] = [], members: [String: [Membership]] = [:]
  ) throws -> Portal {
    var read: [ProjectID: ProjectMembers] = [:]
    for (project, people) in members { read[try self.id(project)] = ProjectMembers(people) }
    return Portal(
      id: try self.id(id), name: "Acme", callerProfile: "Admin",
      projects: [
        Project(id: try self.id("1"), name: "Website", status: .active),
        Project(id: try self.id("2"), name: "App", status: .active),
        Project(id: try self.id("9"), name: "Old", status: .archived),
      ],
      roles: [Role(id: try self.id("10"), name: "Role 10")], profiles: [],
      users: PortalUsers(users), licences: Licences([:]), crmIntegration: .on, members: read,
      fetchedAt: 0)
  }
}

/// FNV-1a stretched to 64 hexadecimal digits: no cryptography, but every byte counts.
struct TestHash: ContentHash {
  func digest(of bytes: [UInt8]) -> String {
    (UInt64(1)...4).map { lane in
      let value = bytes.reduce(0xcbf2_9ce4_8422_2325 &+ lane) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01b3
      }
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
