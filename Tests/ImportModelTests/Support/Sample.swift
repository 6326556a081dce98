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
    isConfirmed: Bool = true
  ) throws -> PlanCandidate {
    let text = hasEmail ? email ?? "u\(id)@x.com" : nil
    let person = PlannedPerson(
      id: try person(id), name: "User \(id)", emailText: text,
      email: text.flatMap { EmailAddress($0) }, status: status, isConfirmed: isConfirmed)
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

  static func user(
    _ email: String, role: String = "10", profile: String = "20",
    status: PortalUser.Status = .active, kind: PortalUser.Kind = .staff
  ) throws -> PortalUser {
    PortalUser(
      id: try id("77"), email: try self.email(email), name: email, status: status, kind: kind,
      role: try id(role), roleName: "Role \(role)", profile: try id(profile),
      profileName: "Profile \(profile)")
  }

  static func member(_ email: String, profile: String = "20") throws -> Membership {
    Membership(
      email: try self.email(email), projectUserID: try id("88"), profile: try id(profile),
      profileName: "Profile \(profile)")
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
