import Testing

@testable import ZohoSandbox

@Suite struct WorldTests {
  @Test func `the same seed makes the same world`() throws {
    let first = SandboxState(options: try SandboxOptions(parsing: ["--users=300"]))
    var second = SandboxState(options: try SandboxOptions(parsing: ["--users=300"]))
    #expect(first.company == second.company)
    #expect(first.portal.instance != second.portal.instance)
    second.portal.instance = first.portal.instance
    #expect(first.portal == second.portal)
  }

  @Test func `another seed makes other people`() {
    let names = CompanyBuilder.build(seed: 1, users: 42).users.map(\.fullName)
    #expect(CompanyBuilder.build(seed: 2, users: 42).users.map(\.fullName) != names)
  }

  @Test func `a larger world holds the people of a smaller one`() {
    let large = Set(CompanyBuilder.build(seed: 1, users: 60).users.map(\.fullName))
    #expect(large.isSuperset(of: CompanyBuilder.build(seed: 1, users: 42).users.map(\.fullName)))
  }

  @Test func `forty-two users leave at least thirty to import, of enough roles`() {
    let state = SandboxState(options: SandboxOptions())
    let free = state.company.users.filter { user in
      user.isActiveAndConfirmed && user.email.map { state.portal.user(email: $0) == nil } == true
    }
    let roles = Dictionary(grouping: free, by: \.role.name).mapValues(\.count)
    #expect(state.company.users.count == 42)
    #expect(free.count >= 30)
    #expect(roles["Sales Manager", default: 0] >= 8)
    #expect(roles["Sales Rep", default: 0] >= 12)
    #expect(roles["Engineer", default: 0] >= 8)
  }

  @Test func `sixty users leave forty to import in three roles`() {
    let options = SandboxOptions()
    let state = SandboxState(options: options)
    let free = CompanyBuilder.build(seed: 1, users: 60).users.filter { user in
      user.isActiveAndConfirmed && user.email.map { state.portal.user(email: $0) == nil } == true
        && ["Sales Manager", "Sales Rep", "Engineer"].contains(user.role.name)
    }
    #expect(free.count >= 40)
  }

  @Test func `ten thousand users have ten thousand ids and hardly an e-mail twice`() {
    let users = CompanyBuilder.build(seed: 3, users: 10_000).users
    #expect(Set(users.map(\.id)).count == 10_000)
    // One has none, and one pair differs in case only.
    #expect(Set(users.compactMap { $0.email?.lowercased() }).count == 9_998)
  }

  @Test func `the data that breaks tools is there`() {
    let users = CompanyBuilder.build(seed: 1, users: 42).users
    func has(_ test: (CRMUser) -> Bool) -> Bool { users.contains(where: test) }
    #expect(has { $0.email == nil })
    #expect(has { $0.fullName.count == 60 })
    #expect(has { $0.firstName == nil })
    #expect(has { $0.fullName.unicodeScalars.contains("\u{200D}") })
    #expect(has { $0.fullName.unicodeScalars.contains("\u{301}") })
    #expect(has { $0.fullName.unicodeScalars.contains("\u{5D9}") })
    #expect(has { $0.fullName.unicodeScalars.contains("\u{738B}") })
    #expect(has { $0.fullName.unicodeScalars.contains("\u{1B}") })
    #expect(has { $0.email == "o'brien@zylker.example" })
    #expect(has { $0.email == "\u{430}nna.schmidt@zylker.example" })
    #expect(has { $0.email == "anna.schmidt@zylker.example" })
    #expect(has { $0.status == "disabled" && $0.isAdministrator })
    #expect(has { $0.status == "deleted" })
    #expect(has { !$0.isConfirmed && $0.zuid == nil })
    #expect(users.allSatisfy { Int64($0.id).map { $0 > 1 << 53 } == true })
    #expect(users.filter { $0.isAdministrator && $0.isActiveAndConfirmed }.count == 3)
  }

  @Test func `times lie between 2024 and 2026, and nobody was changed before they were made`() {
    let first = CivilTime.milliseconds(year: 2024, month: 1, day: 1)
    let last = CivilTime.milliseconds(year: 2027, month: 1, day: 1)
    for user in CompanyBuilder.build(seed: 5, users: 500).users {
      #expect(first <= user.created && user.created <= user.modified && user.modified < last)
    }
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (951_782_400_007, "2000-02-29T00:00:00.007Z"),
    (1_772_187_551_719, "2026-02-27T10:19:11.719Z"),
    (1_767_225_599_999, "2025-12-31T23:59:59.999Z"),
  ])
  func `instants are written as Projects writes them`(milliseconds: Int64, text: String) {
    #expect(CivilTime.projects(milliseconds) == text)
  }

  @Test func `an index survives removal`() {
    var list = IndexedList<Membership>()
    for id in ["a", "b", "c"] { list[id] = Membership(id: id, zpuid: id + "1", profile: "p") }
    list["a"] = nil
    #expect(list.elements.map(\.id) == ["b", "c"])
    #expect(list["c"]?.zpuid == "c1")
    #expect(list["a"] == nil)
  }

  @Test func `an index survives the removal of many, and what is added meanwhile`() {
    var (list, ids) = (IndexedList<Membership>(), [String]())
    var generator = SplitMix64(seed: 7)
    for step in 0..<2_000 {
      if ids.count > 40, generator.next() % 2 == 0 {
        let place = Int(generator.next() % UInt64(ids.count))
        list[ids.remove(at: place)] = nil
      } else {
        let id = "m\(step)"
        ids.append(id)
        list[id] = Membership(id: id, zpuid: id + "z", profile: "p")
      }
    }
    #expect(list.elements.map(\.id) == ids)
    #expect(ids.allSatisfy { list[$0]?.zpuid == $0 + "z" })
    #expect(ids.indices.allSatisfy { list.position(of: ids[$0]) == $0 })
  }

  /// A list is worked out once for all its pages, and anew as soon as somebody comes or goes.
  @Test func `the pages of a list are those of the portal as it is`() throws {
    var state = SandboxState(options: SandboxOptions())
    let project = try #require(state.portal.projects.first { !$0.isArchived }).id
    let list = PeopleList.clients(project)
    func emails() -> [String] {
      state.lists.places(on: list, of: state.portal, number: 0)
        .map { state.portal.users.elements[$0.user].email }
    }
    let before = emails()
    let customer = state.portal.makeCustomer("New").id
    let id = state.portal.introduceClient(
      email: "new@client.example", name: ("", "new"), customer: customer, profile: "", at: 0)
    #expect(emails() == before)
    state.portal.join(id, project: project, profile: "")
    #expect(emails() == before + ["new@client.example"])
    state.portal.remove(id)
    #expect(emails() == before)
  }

  @Test func `licences in use are those of the people who are active`() {
    var portal = SandboxState(options: SandboxOptions()).portal
    func used() -> Int {
      portal.users.elements.count { $0.isActive && $0.kind == "portal_user" }
    }
    #expect(portal.licencesUsed == used())
    let id = portal.introduce(
      email: "one@more.example", name: ("", "one"), role: portal.defaultRole,
      profile: portal.defaultProfile, at: 0)
    #expect(portal.licencesUsed == used())
    portal.update(id, at: 1) { $0.isActive = false }
    #expect(portal.licencesUsed == used())
    portal.remove(id)
    #expect(portal.licencesUsed == used() && portal.licencesUsed > 0)
  }
}
