import ImportModel
import Testing

/// What a portal's people tell in place of lists that its server refuses.
struct PortalGapTests {
  private func person(
    _ id: String, _ role: (String?, String), _ profile: (String?, String),
    kind: PortalUser.Kind = .staff
  ) throws -> PortalUser {
    PortalUser(
      id: try #require(PortalUserID(id)), email: try #require(EmailAddress("u\(id)@x.com")),
      name: "", status: .active, kind: kind, role: role.0.flatMap(RoleID.init), roleName: role.1,
      profile: profile.0.flatMap(ProfileID.init), profileName: profile.1)
  }

  @Test func `roles and profiles are those that somebody has, each once`() throws {
    let people = PortalPeople(users: [
      try person("1", ("5", "Manager"), ("2", "Admin")),
      try person("2", ("5", "Manager"), (nil, "Odd")),
      try person("3", (nil, ""), ("3", "Guest"), kind: .client),
      try person("4", (nil, ""), ("4", "Customer"), kind: .client),
      try person("5", ("6", "Lead"), ("4", "Customer")),
    ])
    #expect(people.roles.map(\.name) == ["Manager", "Lead"])
    #expect(people.profiles.map(\.name) == ["Admin", "Guest", "Customer"])
    #expect(people.profiles.map(\.isForClients) == [false, true, true])
  }

  @Test func `a role known by its name alone is the one of that name, unless several have it`()
    throws
  {
    let users = PortalUsers([
      try person("1", (nil, "manager"), (nil, "")), try person("2", (nil, "Twin"), (nil, "")),
      try person("3", ("9", "Manager"), (nil, "admin")),
    ])
    let roles = try [("5", "Manager"), ("6", "Twin"), ("7", "Twin")].map { id, name in
      Role(id: try #require(RoleID(id)), name: name)
    }
    let admin = Profile(id: try #require(ProfileID("2")), name: "Admin")
    let read = users.identifying(roles, [admin])
    #expect(read.all.map(\.role?.text) == ["5", nil, "9"])
    #expect(read.all.map(\.profile?.text) == [nil, nil, "2"])
  }

  @Test(arguments: [
    ("Portal Owner", InvitingRight.given), ("admin", .given), ("Project Manager", .given),
    ("Manager ", .given), ("Employee", .withheld), ("CLIENT", .withheld),
    ("Read-only", .withheld), ("", .unknown), ("Auditor", .unknown), ("Gerente", .unknown),
  ])
  func `a profile that is not known is not taken for one that may not invite`(
    profile: String, expected: InvitingRight
  ) {
    #expect(InvitingRight(profile: profile) == expected)
  }
}
