import CRMShellTesting
import ImportEngine
import ImportModel
import Testing
import ZohoClient
import ZohoSandbox

/// The client and the rehearsal server, which share no code for answers, over a real socket.
struct SandboxContractTests {
  /// Runs a sandbox for as long as the body takes.
  private func withSandbox(
    _ options: SandboxOptions = SandboxOptions(),
    _ body: (ZohoConnection) async throws -> Void
  ) async throws {
    let server = try SandboxServer(options: options)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let running = Task {
      try await server.run { port in continuation.yield(port) }
      continuation.finish()
    }
    var waiting = ports.makeAsyncIterator()
    let port = await waiting.next()
    let connection = try ZohoConnection.sandbox(
      baseURL: "http://localhost:\(try #require(port))", slots: InMemorySlots(clock: RealClock()),
      clock: RealClock(),
      randomness: FixedRandomness())
    let result: Result<Void, any Error>
    do {
      try await body(connection)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await connection.close()
    running.cancel()
    _ = await running.result
    try result.get()
  }

  @Test func `a file tells what pages tell`() async throws {
    var options = SandboxOptions()
    options.contacts = 2_600
    options.bulkPace = 100
    try await withSandbox(options) { zoho in
      var paged = RecordTable<CRMContact>(.contacts)
      try await zoho.crm.fill(&paged, with: RecordQuery(.contacts, schema: .contacts)) { _ in }
      var filed = RecordTable<CRMContact>(.contacts)
      let query = RecordQuery(.contacts, schema: .contacts, expected: 100_001)
      let reading = try await zoho.crm.fill(&filed, with: query) { _ in }
      #expect(reading.ways == [.bulk] && reading.notes.isEmpty)
      #expect(filed.count == 2_600 && paged.count == 2_600)
      // A file tells owners by id alone, for want of a field that has their name.
      let owner = try #require(PeopleSchema.contacts.index(of: "Owner"))
      for row in 0..<paged.count {
        let id = try #require(paged.id(at: row))
        var (expected, told) = (
          paged.values(at: row), filed.values(at: try #require(filed.row(of: id)))
        )
        expected[owner] = .empty
        told[owner] = .empty
        #expect(expected == told)
      }
      let time = try #require(try await zoho.crm.lastChange(of: .contacts))
      #expect(try await zoho.crm.isUnchanged(.contacts, since: time))
      #expect(!(try await zoho.crm.isUnchanged(.contacts, since: time - 3_600)))
    }
  }

  @Test func `both sides are read, with one token`() async throws {
    try await withSandbox { zoho in
      let caller = try await zoho.crm.caller()
      #expect(caller.isAdministrator)
      guard case .allowed = try await zoho.crm.organisation().edition else {
        Issue.record("the edition")
        return
      }
      #expect(try await zoho.crm.administrators().contains { $0.id == caller.id })
      let users = try await zoho.crm.users()
      #expect(users.count == 42)
      #expect(Set(users.map(\.id)).count == 42)

      let portal = try #require(try await zoho.projects.portals().first)
      #expect(portal.callerProfile == "Portal Owner" || portal.callerProfile == "Admin")
      let projects = try await zoho.projects.projects(of: portal.id)
      #expect(projects.count == 12)
      #expect(projects.contains { !$0.isActive })
      #expect(try await zoho.projects.roles(of: portal.id).contains { $0.name == "Manager" })
      #expect(try await zoho.projects.profiles(of: portal.id).contains { $0.isForClients })
      let people = try await zoho.projects.users(of: portal.id)
      #expect(people.count == 13)
      #expect(people.count { $0.kind == .client && !$0.customerName.isEmpty } == 4)
      #expect(Set(people.map(\.status)) == Set(PortalUser.Status.allCases))
      let licences = try await zoho.projects.licences(of: portal.id)
      #expect((licences.staff?.used ?? 0) > 0)
      #expect(
        try await zoho.projects.crmIntegration(of: portal.id, probing: projects.first?.id) == .on)
      #expect(try await zoho.instance() != nil)
      #expect(zoho.requestCount.writes == 0)
    }
  }

  @Test func `three thousand users come by page`() async throws {
    var options = SandboxOptions()
    options.users = 3_000
    try await withSandbox(options) { zoho in
      let users = try await zoho.crm.users()
      #expect(users.count == 3_000)
      let table = Directory(users: users).users
      let times = (0..<table.count).compactMap { row -> Int64? in
        let column = PeopleSchema.users.index(of: "Modified_Time") ?? 0
        if case .time(let time) = table[row, column] { return time }
        return nil
      }
      let latest = try #require(times.max())
      #expect(try await zoho.crm.areUnchanged(table, since: latest))
      #expect(!(try await zoho.crm.areUnchanged(table, since: latest - 3_600)))
      // A role that is given another name is a change of nobody.
      let role = PeopleSchema.users.index(of: "role") ?? 0
      let before = users.map { user in
        var values = user.values
        if values[role] == .text("Engineer") { values[role] = .text("Developer") }
        return CRMUserRecord(id: user.id, values: values)
      }
      #expect(!(try await zoho.crm.areUnchanged(Directory(users: before).users, since: latest)))
    }
  }

  @Test func `people added are read back, and their role and profile set`() async throws {
    try await withSandbox { zoho in
      let portal = try #require(try await zoho.projects.portals().first).id
      let project = try #require(
        try await zoho.projects.projects(of: portal).first { $0.isActive }
      ).id
      let roles = try await zoho.projects.roles(of: portal)
      let profiles = try await zoho.projects.profiles(of: portal)
      let manager = try #require(roles.first { $0.name == "Manager" })
      let employee = try #require(roles.first { $0.name == "Employee" })
      let profile = try #require(profiles.first { $0.name == "Manager" })
      let plain = try #require(profiles.first { $0.name == "Employee" })
      let people = [try EmailAddress.of("New.One@acme.example"), try .of("d'arc+x@acme.example")]

      let added = await zoho.projects.send(
        .addToProject(
          project, people.map { MemberEntry(email: $0, role: manager.id, profile: profile.id) },
          notify: true), to: portal, using: .unlimited, deadline: 10_000)
      guard case .ok(let ids) = added else {
        Issue.record("\(added)")
        return
      }
      #expect(Set(ids.keys) == Set(people))

      let user = try #require(PortalUsers(try await zoho.projects.users(of: portal))[people[0]])
      #expect(user.status == .invited)
      #expect(user.roleName == "Manager")
      let members = ProjectMembers(try await zoho.projects.members(of: project, in: portal))
      let member = try #require(members.byEmail[people[0]])
      #expect(member.profile == profile.id)
      #expect(try await zoho.projects.projects(of: user.id, in: portal) == [project])

      try await checkChanges(
        of: user, member, in: project, of: portal, to: employee, plain, over: zoho)
      #expect(zoho.requestCount.writes == 3)
      try await checkDeactivation(of: user, in: portal, over: zoho)
      try await checkRemoval(of: user, member, in: project, of: portal, over: zoho)
    }
  }

  /// Deactivates somebody, who is listed as inactive from then on.
  private func checkDeactivation(
    of user: PortalUser, in portal: PortalID, over zoho: ZohoConnection
  ) async throws {
    let call = WriteCall.deactivate(user.id)
    #expect(
      await zoho.projects.send(call, to: portal, using: .unlimited, deadline: 10_000)
        == .ok(added: [:]))
    let after = try #require(PortalUsers(try await zoho.projects.users(of: portal))[user.email])
    #expect(after.status == .inactive && after.id == user.id && after.role != nil)
    let nobody = WriteCall.deactivate(try .of("999"))
    let refused = await zoho.projects.send(
      nobody, to: portal, using: .unlimited, deadline: 10_000)
    guard case .refused(_, _, status: 404, isAboutEntries: true) = refused else {
      Issue.record("\(refused)")
      return
    }
  }

  /// Takes somebody out of a project and out of the portal; a second time nobody is there.
  private func checkRemoval(
    of user: PortalUser, _ member: Membership, in project: ProjectID, of portal: PortalID,
    over zoho: ZohoConnection
  ) async throws {
    let calls: [WriteCall] = [
      .removeFromProject(project, member.projectUserID), .removeFromPortal(user.id),
    ]
    for call in calls {
      let first = await zoho.projects.send(call, to: portal, using: .unlimited, deadline: 10_000)
      #expect(first == .ok(added: [:]))
      let again = await zoho.projects.send(call, to: portal, using: .unlimited, deadline: 10_000)
      guard case .refused(_, _, status: 404, isAboutEntries: true) = again else {
        Issue.record("\(again)")
        continue
      }
    }
    #expect(PortalUsers(try await zoho.projects.users(of: portal))[user.email] == nil)
    let left = ProjectMembers(try await zoho.projects.members(of: project, in: portal))
    #expect(left.byEmail[user.email] == nil)
  }

  /// Sets role and project profile, and reads them back.
  private func checkChanges(
    of user: PortalUser, _ member: Membership, in project: ProjectID, of portal: PortalID,
    to role: Role, _ profile: Profile, over zoho: ZohoConnection
  ) async throws {
    let calls: [WriteCall] = [
      .setRole(user.id, role.id),
      .setProjectProfile(project, member.projectUserID, profile.id),
    ]
    for call in calls {
      #expect(
        await zoho.projects.send(call, to: portal, using: .unlimited, deadline: 10_000)
          == .ok(added: [:]))
    }
    let after = try #require(PortalUsers(try await zoho.projects.users(of: portal))[user.email])
    #expect(after.roleName == "Employee")
    let left = ProjectMembers(try await zoho.projects.members(of: project, in: portal))
    #expect(left.byEmail[user.email]?.profile == profile.id)
  }

  @Test func `refusals and the lock-out are told`() async throws {
    var options = SandboxOptions()
    options.licences = 0
    options.integration = .off
    try await withSandbox(options) { zoho in
      let portal = try #require(try await zoho.projects.portals().first).id
      let project = try #require(
        try await zoho.projects.projects(of: portal).first { $0.isActive }
      ).id
      #expect(try await zoho.projects.crmIntegration(of: portal, probing: project) == .off)
      let entry = MemberEntry(email: try .of("new@acme.example"), role: nil, profile: nil)
      let call = WriteCall.addToProject(project, [entry], notify: false)
      let refused = await zoho.projects.send(call, to: portal, using: .unlimited, deadline: 10_000)
      guard case .refused(_, _, status: 402, isAboutEntries: false) = refused else {
        Issue.record("\(refused)")
        return
      }
      for _ in 1..<100 {
        _ = await zoho.projects.send(call, to: portal, using: .unlimited, deadline: 10_000)
      }
      let locked = await zoho.projects.send(call, to: portal, using: .unlimited, deadline: 10_000)
      guard case .turnedAway(.throttled(let seconds, _)) = locked else {
        Issue.record("\(locked)")
        return
      }
      #expect((1_700...1_800).contains(seconds))
    }
  }

  @Test func `a caller of lower rank is no administrator`() async throws {
    var options = SandboxOptions()
    options.caller = .standard
    try await withSandbox(options) { zoho in
      let caller = try await zoho.crm.caller()
      #expect(!caller.isAdministrator)
      let administrators = try await zoho.crm.administrators()
      #expect(!administrators.isEmpty)
    }
  }

  @Test(arguments: SandboxOptions.QueryLookups.allCases)
  func `names of lookups come through whatever queries tell of them`(
    telling: SandboxOptions.QueryLookups
  ) async throws {
    var options = SandboxOptions()
    options.queryLookups = telling
    options.contacts = 450
    try await withSandbox(options) { zoho in
      let place = try #require(CRMSchemas().place(of: "Email_Opt_Out", in: [.contacts]))
      var table = RecordTable<CRMContact>(.contacts)
      try await zoho.crm.fill(
        &table,
        with: RecordQuery(
          .contacts, schema: .contacts, filter: .test(.crm(place), .isFlag(true)), expected: 450)
      ) { _ in }
      #expect(table.count > 10)
      let owners = (0..<table.count).compactMap { table.text("Owner", at: $0) }
      #expect(owners.count == table.count && owners.allSatisfy { Int($0) == nil })
    }
  }

  @Test func `accounts of a name are found, quotes and all`() async throws {
    try await withSandbox { zoho in
      let names = ["acme", "Smith & O'Neil", "nobody at all"].compactMap { CustomerName($0) }
      let found = try await zoho.crm.accounts(named: names)
      #expect(found.count { $0.name.lowercased() == "acme" } > 1, "\(found)")
    }
  }
}
