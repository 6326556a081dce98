import ImportModel
import Testing

/// Digests of staff as they were before there were clients: scripts and approvals hold them, and a
/// plan of staff alone must go on meaning what it meant.
struct PinnedDigestTests {
  /// Four people with everything that a line can stage for staff.
  private func plan() throws -> Plan {
    let people = try ["3", "1", "2"].map { try Sample.candidate($0) }
    let nobody = try Sample.candidate("4", hasEmail: false)
    var plan = try Sample.plan(people + [nobody], projects: ["2", "1"])
    _ = plan.stage(try Sample.staged("11", replaces: true, at: 3), for: [people[0]])
    _ = plan.stage(try Sample.staged("20", at: 4), in: [], for: [people[1]])
    _ = plan.stage(
      try Sample.staged("21", replaces: true, at: 5),
      in: [try Sample.id("1"), try Sample.id("9")], for: [people[1]])
    _ = plan.accept([people[2].person.id])
    return plan
  }

  /// One of them is staff, one only invited, one somebody's client user, one unknown.
  private func portal() throws -> Portal {
    try Sample.portal(
      users: [
        Sample.user("u1@x.com", role: "10", profile: "20"),
        Sample.user("u2@x.com", role: "11", profile: "21", status: .invited),
        Sample.user("u3@x.com", kind: .client), Sample.user("other@x.com"),
      ],
      members: [
        "1": [Sample.member("u1@x.com", profile: "22"), Sample.member("other@x.com")],
        "2": [Sample.member("u2@x.com")],
      ])
  }

  @Test func `PLAN of staff alone is what it was before clients`() throws {
    let digest = try plan().digest(in: Sample.id("500"), by: TestHash())
    #expect(
      digest.full == "a71981e98227b4707bca17ef36e6e21fa344c41ddb22bf6abf57097de7e67f31")
  }

  @Test func `STATE of staff alone is what it was before clients`() throws {
    let digest = try plan().stateDigest(against: portal(), by: TestHash())
    #expect(
      digest.full == "fbdd298cbbfd32fd10a12e7bdf3d165c771cdb2e46a675031c05b7ddbc79df82")
  }

  @Test func `a plan that is assessed has the digests that it has alone`() throws {
    let digests = try plan().digests(
      against: portal(), assessment: Assessment(of: plan(), against: portal()), by: TestHash())
    #expect(try digests.plan == plan().digest(in: Sample.id("500"), by: TestHash()))
    #expect(try digests.state == plan().stateDigest(against: portal(), by: TestHash()))
  }

  /// More than are told apart when it is asked which of them list somebody.
  @Test func `of a hundred projects each is looked for`() throws {
    let numbers = (1...100).map { String($0) }
    let plan = try Sample.plan([try Sample.candidate("1")], projects: numbers)
    func state(listedIn project: String?) throws -> PlanDigest {
      let portal = try Sample.portal(
        members: try project.map { [$0: [try Sample.member("u1@x.com")]] } ?? [:])
      let assessment = Assessment(of: plan, against: portal)
      #expect(assessment.changes[0].listing.isEmpty == (project == nil))
      let digests = plan.digests(against: portal, assessment: assessment, by: TestHash())
      #expect(digests.state == plan.stateDigest(against: portal, by: TestHash()))
      return digests.state
    }
    let states = try ([nil] + ["1", "63", "64", "65", "100"].map(Optional.some)).map(state)
    #expect(Set(states).count == states.count)
  }

  @Test func `clients of the same portal are none of its business`() throws {
    let before = try portal()
    var after = before
    after.customers.append(Customer(id: try Sample.id("41"), name: "Blue Kite"))
    after.clients[try Sample.id("1")] = ProjectClients(
      customers: [try Sample.id("41")],
      users: ProjectMembers([try Sample.member("eva@kite.com")]))
    #expect(
      try plan().stateDigest(against: after, by: TestHash())
        == plan().stateDigest(against: before, by: TestHash()))
  }
}
