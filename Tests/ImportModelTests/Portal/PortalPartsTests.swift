import Testing

@testable import ImportModel

struct PortalPartsTests {
  @Test(arguments: [0, 1, 500, 501, 1_203])
  func `a portal in parts is the portal, and no part holds more than some hundreds`(
    count: Int
  ) throws {
    let emails = (0..<count).map { "p\($0)@x.com" }
    // Somebody stands on a list twice.
    let members = try (emails + emails.prefix(1)).map { try Sample.member($0) }
    let portal = try Sample.portal(
      users: try (emails + emails.prefix(1)).map { try Sample.user($0) },
      members: ["1": members, "2": []])
    var parts: [PortalPart] = []
    portal.forEachPart { parts.append($0) }
    for part in parts {
      switch part {
      case .users(let some): #expect(some.count <= 500)
      case .members(_, let some), .clients(_, let some): #expect(some.count <= 500)
      }
    }
    #expect(portal.withoutPeople.users.all.isEmpty)
    #expect(portal.withoutPeople.members.count == 2)
    #expect(portal.withoutPeople.adding(parts) == portal)
  }
}
