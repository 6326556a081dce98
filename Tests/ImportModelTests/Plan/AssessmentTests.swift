import ImportModel
import Testing

struct AssessmentTests {
  private func change(
    _ plan: Plan, users: [PortalUser] = [], members: [String: [Membership]] = [:]
  ) throws -> Change {
    let portal = try Sample.portal(users: users, members: members)
    return try #require(Assessment(of: plan, against: portal).changes.first)
  }

  private func row(role: String?, replaces: Bool = false, profile: String? = nil) throws -> Plan {
    let ana = try Sample.candidate("1")
    var plan = try Sample.plan([ana], role: nil)
    if let role { _ = plan.stage(try Sample.staged(role, replaces: replaces), for: [ana]) }
    if let profile {
      _ = plan.stage(try Sample.staged(profile, replaces: replaces), in: [], for: [ana])
    }
    return plan
  }

  @Test func `a new person is introduced in the first project and joins the others`() throws {
    let ana = try Sample.candidate("1")
    var plan = try Sample.plan([ana], projects: ["2", "1"])
    _ = plan.stage(try Sample.staged("21"), in: [try Sample.id("1")], for: [ana])
    let change = try change(plan)
    #expect(
      change.parts == [
        .introduce(project: try Sample.id("2"), role: try Sample.id("10"), profile: nil),
        .join(project: try Sample.id("1"), profile: try Sample.id("21")),
      ])
    #expect(change.kind == .add)
  }

  @Test(arguments: [PortalUser.Status.active, .invited])
  func `somebody who is there, even only invited, joins and is never introduced`(
    status: PortalUser.Status
  ) throws {
    let change = try change(
      row(role: "10"), users: [Sample.user("U1@x.com", status: status)])
    #expect(change.parts == [.join(project: try Sample.id("1"), profile: nil)])
    #expect(change.kind == .join)
  }

  /// Parts are as many as pairs of person and project; most rows say the same of another person.
  @Test func `rows that mean the same hold it once`() throws {
    let people = try (1...6).map { try Sample.candidate("\($0)") }
    let portal = try Sample.portal(users: [Sample.user("u2@x.com"), Sample.user("u4@x.com")])
    let changes = Assessment(
      of: try Sample.plan(people, projects: ["1", "2"]), against: portal
    ).changes
    let places = changes.map { $0.parts.withUnsafeBufferPointer(\.baseAddress) }
    #expect(changes.map(\.parts.count) == [2, 2, 2, 2, 2, 2])
    #expect(Set(places).count == 2)
  }

  @Test func `who is as planned is kept without a part`() throws {
    let change = try change(
      row(role: "10", profile: "20"), users: [Sample.user("u1@x.com")],
      members: ["1": [Sample.member("u1@x.com")]])
    #expect(change.parts == [] && change.kept == [] && change.kind == .keep)
  }

  @Test func `role and profile of the portal are kept unless the line replaces them`() throws {
    let users = [try Sample.user("u1@x.com")]
    let members = ["1": [try Sample.member("u1@x.com")]]
    let kept = try change(row(role: "11", profile: "21"), users: users, members: members)
    let (one, role, profile) =
      (
        try Sample.id("1") as ProjectID, try Sample.id("11") as RoleID,
        try Sample.id("21") as ProfileID
      )
    #expect(kept.kind == .keep && kept.parts == [])
    #expect(
      kept.kept == [
        .role(has: "Role 10", wanted: role),
        .profile(project: nil, has: "Profile 20", wanted: profile),
        .profile(project: one, has: "Profile 20", wanted: profile),
      ])
    let changed = try change(
      row(role: "11", replaces: true, profile: "21"), users: users, members: members)
    #expect(changed.kind == .change && changed.kept == [])
    #expect(
      changed.parts == [
        .role(from: try Sample.id("10"), to: role),
        .profile(project: nil, from: try Sample.id("20"), to: profile),
        .profile(project: one, from: try Sample.id("20"), to: profile),
      ])
  }

  @Test func `the winning line alone decides whether to replace`() throws {
    let ana = try Sample.candidate("1")
    var plan = try row(role: "11", replaces: true)
    _ = plan.stage(try Sample.staged("12"), for: [ana])
    let change = try change(
      plan, users: [Sample.user("u1@x.com")], members: ["1": [Sample.member("u1@x.com")]])
    #expect(change.kind == .keep)
    #expect(change.kept == [.role(has: "Role 10", wanted: try Sample.id("12"))])
  }

  @Test func `the strongest part names the change`() {
    #expect(ChangeKind.allCases == ChangeKind.allCases.sorted(by: >))
    #expect(ChangeKind.allCases.map(\.symbol) == ["!", "+", "~", ">", "="])
  }

  @Test func `people are told by kind, and those written to`() throws {
    let people = try (1...3).map { try Sample.candidate("\($0)") }
    let gone = try Sample.candidate("4", status: "deleted")
    let portal = try Sample.portal(
      users: [Sample.user("u1@x.com"), Sample.user("u2@x.com")],
      members: ["1": [Sample.member("u1@x.com")]])
    let assessment = Assessment(of: try Sample.plan(people + [gone]), against: portal)
    #expect(assessment.changes.map(\.kind) == [.keep, .join, .add, .blocked])
    #expect(assessment.written.map(\.row.person.id.text) == ["2", "3"])
    #expect(assessment.people(.add).map(\.row.person.id.text) == ["3"])
  }

  @Test(arguments: [false, true])
  func `the owner of the portal keeps role and profile in any case, whatever a line says`(
    replaces: Bool
  ) throws {
    var portal = try Sample.portal(
      users: [Sample.user("u1@x.com")], members: ["1": [Sample.member("u1@x.com")]])
    portal.owner = EmailAddress("U1@x.com")
    let plan = try row(role: "11", replaces: replaces, profile: "21")
    let change = try #require(Assessment(of: plan, against: portal).changes.first)
    #expect(
      change.kept == [
        .ownersRole(has: "Role 10", wanted: try Sample.id("11")),
        .ownersProfile(has: "Profile 20", wanted: try Sample.id("21")),
      ])
    #expect(change.parts.isEmpty)
  }

  @Test func `the owner of the portal joins a project without another profile`() throws {
    var portal = try Sample.portal(users: [Sample.user("u1@x.com")])
    portal.owner = EmailAddress("u1@x.com")
    let plan = try row(role: "11", replaces: true, profile: "21")
    let change = try #require(Assessment(of: plan, against: portal).changes.first)
    #expect(change.parts == [.join(project: try Sample.id("1"), profile: nil)])
    #expect(change.kept.count == 2)
  }
}
