import ImportModel
import Testing

struct DigestTests {
  private let portalID: PortalID
  private let people: [PlanCandidate]

  init() throws {
    portalID = try Sample.id("500")
    people = try ["3", "1", "2"].map { try Sample.candidate($0) }
  }

  private func plan(_ edit: (inout Plan) throws -> Void = { _ in }) throws -> Plan {
    var plan = try Sample.plan(people, projects: ["1", "2"])
    try edit(&plan)
    return plan
  }

  @Test func `the order in which people were staged doesn't matter`() throws {
    let reversed = try Sample.plan(people.reversed(), projects: ["1", "2"])
    #expect(
      try plan().digest(in: portalID, by: TestHash())
        == reversed.digest(in: portalID, by: TestHash()))
    let portal = try Sample.portal()
    #expect(
      try plan().stateDigest(against: portal, by: TestHash())
        == reversed.stateDigest(against: portal, by: TestHash()))
  }

  @Test func `neither the lines nor the filter that staged it matter`() throws {
    var other = Plan()
    _ = other.assign([try Sample.staged("1", at: 7), try Sample.staged("2", at: 8)], for: people)
    _ = other.stage(try Sample.staged("10", at: 9), for: people)
    #expect(
      try plan().digest(in: portalID, by: TestHash()) == other.digest(in: portalID, by: TestHash()))
  }

  @Test func `any difference of what is asked for changes PLAN`() throws {
    let first = people[0]
    let one: ProjectID = try Sample.id("1")
    let variants: [Plan] = [
      try plan(),
      try plan { _ = $0.stage(try Sample.staged("11"), for: [first]) },
      try plan { _ = $0.stage(try Sample.staged("10", replaces: true), for: [first]) },
      try plan { _ = $0.stage(try Sample.staged("20"), in: [], for: [first]) },
      try plan { _ = $0.stage(try Sample.staged("20", replaces: true), in: [], for: [first]) },
      try plan { _ = $0.stage(try Sample.staged("20"), in: [one], for: [first]) },
      try plan { _ = $0.stage(try Sample.staged("20", replaces: true), in: [one], for: [first]) },
      try plan { _ = $0.stage(try Sample.staged("20"), in: [try Sample.id("2")], for: [first]) },
      try plan { _ = $0.unassign([one], for: [first.person.id]) },
      try plan { _ = $0.drop([first.person.id]) },
      try plan { _ = $0.accept([first.person.id]) },
      try plan { _ = $0.accept([first.person.id], despite: .crmUserType) },
      try plan { _ = $0.accept([first.person.id], despite: .crmConfirmationUnknown) },
      try plan { _ = $0.assign([try Sample.staged("9")], for: [first]) },
      try Sample.plan(people, projects: ["2", "1"]),
      try Sample.plan(people, role: nil, projects: ["1", "2"]),
    ]
    let digests = variants.map { $0.digest(in: portalID, by: TestHash()) }
    #expect(Set(digests).count == variants.count)
    #expect(try !digests.contains(plan().digest(in: Sample.id("501"), by: TestHash())))
  }

  @Test func `digests are shown by their first twelve digits`() throws {
    let digest = try plan().digest(in: portalID, by: TestHash())
    #expect(digest.full.count == 64 && digest.short == digest.full.prefix(12))
  }

  @Test func `STATE changes only with what the plan touches`() throws {
    let plan = try Sample.plan([Sample.candidate("1")])
    func state(
      users: [PortalUser], members: [String: [Membership]] = [:]
    ) throws -> PlanDigest {
      let portal = try Sample.portal(users: users, members: members)
      return plan.stateDigest(against: portal, by: TestHash())
    }
    let ana = try Sample.user("u1@x.com")
    let base = try state(users: [ana])
    #expect(try state(users: [ana, Sample.user("other@x.com")]) == base)
    #expect(try state(users: [ana], members: ["2": [Sample.member("u1@x.com")]]) == base)
    #expect(try state(users: [ana], members: ["1": [Sample.member("other@x.com")]]) == base)
    let touched = [
      base, try state(users: []), try state(users: [Sample.user("u1@x.com", role: "11")]),
      try state(users: [Sample.user("u1@x.com", profile: "21")]),
      try state(users: [Sample.user("u1@x.com", status: .invited)]),
      try state(users: [ana], members: ["1": [Sample.member("u1@x.com")]]),
      try state(users: [ana], members: ["1": [Sample.member("u1@x.com", profile: "21")]]),
    ]
    #expect(Set(touched).count == touched.count)
  }

  @Test func `the items of STATE say what the portal says`() throws {
    let plan = try Sample.plan([Sample.candidate("1")], projects: ["1", "9"])
    let items = plan.stateItems(
      against: try Sample.portal(
        users: [Sample.user("u1@x.com")], members: ["1": [Sample.member("u1@x.com")]]))
    #expect(items.map(\.name) == ["u1@x.com", "u1@x.com in Website", "u1@x.com in Old"])
    #expect(
      items.map(\.value) == [
        "active, role Role 10, profile Profile 20", "member, profile Profile 20",
        "absent, project not active",
      ])
  }
}
