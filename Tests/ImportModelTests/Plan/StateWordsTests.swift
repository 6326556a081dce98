import ImportModel
import Testing

/// STATE is hashed without a text for each item, and its items are told in words: what says the one must say
/// the other.
struct StateWordsTests {
  /// Fields with their lengths, as a digest is made of them.
  private func record(_ fields: String...) -> String {
    fields.map { "\($0.utf8.count):\($0)" }.joined() + "\n"
  }

  /// The digest of a plan's STATE is that of its items, written down one by one.
  private func check(_ plan: Plan, against portal: Portal) {
    let items = plan.stateItems(against: portal)
    let text =
      record("state 1", portal.id.text)
      + items.map { record($0.key, $0.value, $0.ids) }.joined()
    let written = TestHash().digest(of: Array(text.utf8))
    #expect(plan.stateDigest(against: portal, by: TestHash()).full == written)
    let assessed = plan.digests(
      against: portal, assessment: Assessment(of: plan, against: portal), by: TestHash())
    #expect(assessed.state.full == written)
  }

  /// Like one of `Sample`, with these projects read beside those of it.
  private func extended(
    _ portal: Portal, members: [String: [Membership]] = [:], clients: [String: [Membership]] = [:]
  ) throws -> Portal {
    var portal = portal
    for (id, people) in members { portal.members[try Sample.id(id)] = ProjectMembers(people) }
    for (id, people) in clients {
      portal.clients[try Sample.id(id)] = ProjectClients(
        customers: [try Sample.id("41")], users: ProjectMembers(people))
    }
    return portal
  }

  private func bare(_ email: String, status: PortalUser.Status, kind: PortalUser.Kind) throws
    -> PortalUser
  {
    PortalUser(
      id: try Sample.id("79"), email: try Sample.email(email), name: "", status: status, kind: kind,
      role: nil, roleName: "", profile: nil, profileName: "")
  }

  @Test func `items and digest say the same of staff`() throws {
    let people = try (1...8).map { try Sample.candidate(String($0)) }
    // `9` is archived, the portal lists neither `70` nor `71`, and nobody read `2` and `71`.
    var plan = try Sample.plan(people, projects: ["1", "2", "9", "70"])
    _ = plan.assign([try Sample.staged("71", at: 3)], for: Array(people[3...4]))
    _ = plan.unassign([try Sample.id("1")], for: [people[5].person.id])
    _ = plan.stage(
      try Sample.staged("21", replaces: true, at: 4),
      in: [try Sample.id("1"), try Sample.id("71"), try Sample.id("70")],
      for: Array(people[4...6]))
    _ = plan.assign(
      [try Sample.staged("1", at: 5)], for: [try Sample.candidate("99", hasEmail: false)])
    let users = [
      try Sample.user("u1@x.com"), try Sample.user("u2@x.com", status: .invited),
      try Sample.user("u3@x.com", kind: .lite),
      try bare("u4@x.com", status: .inactive, kind: .staff),
      try bare("u5@x.com", status: .active, kind: .readOnly),
      try bare("u6@x.com", status: .active, kind: .client), try Sample.user("other@x.com"),
    ]
    let nameless = Membership(
      email: try Sample.email("u6@x.com"), projectUserID: try Sample.id("88"), profile: nil,
      profileName: "")
    check(plan, against: try Sample.portal())
    check(plan, against: try Sample.portal(users: users))
    check(
      plan,
      against: try extended(
        Sample.portal(users: users),
        members: [
          "1": [Sample.member("u1@x.com", profile: "22"), Sample.member("u7@x.com"), nameless],
          "9": [Sample.member("u1@x.com"), nameless], "70": [Sample.member("u5@x.com")],
        ], clients: ["1": [Sample.member("u6@x.com"), Sample.member("u2@x.com")]]))
  }

  @Test func `items and digest say the same of client users and their customers`() throws {
    let contacts = try (1...5).map { try Sample.contact(String($0)) }
    let users = [
      try Sample.client("c1@kite.com", of: "41"), try Sample.client("c2@kite.com", of: "42"),
      try Sample.client("c3@kite.com", of: nil), try Sample.user("c4@kite.com"),
    ]
    let choices: [CustomerChoice?] = [
      nil, .existing(try Sample.id("41")), .existing(try Sample.id("99")), .noAccount,
      .named(try Sample.name("acme")), .named(try Sample.name("Ünbekannt")),
      .ambiguousAccount(try Sample.name("Acme")),
    ]
    for choice in choices {
      var plan = try Sample.plan(of: choice, contacts, projects: ["1", "2", "9"])
      _ = plan.assign([try Sample.staged("71", at: 4)], for: [contacts[4]])
      _ = plan.assign([try Sample.staged("1", at: 5)], for: [try Sample.candidate("1")])
      for portal in [
        try Sample.clientPortal(), try Sample.clientPortal(users: users),
        try Sample.clientPortal(problem: "no scope"),
        try extended(
          Sample.clientPortal(
            users: users, inWebsite: [Sample.member("c1@kite.com", profile: "30")]),
          members: ["1": [Sample.member("c4@kite.com")]],
          clients: ["9": [Sample.member("c2@kite.com")], "71": [Sample.member("c5@kite.com")]]),
      ] {
        check(plan, against: portal)
      }
    }
  }
}
