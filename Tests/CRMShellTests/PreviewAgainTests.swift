import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

@testable import CRMShell

/// What a preview came to is kept, and worked out anew where something that it depends on changed.
@Suite struct PreviewAgainTests {
  let scene: Scene

  init() async throws {
    scene = try Scene()
    await scene.run(
      "connect sandbox", "role Manager for ana.ruiz@zylker.example", "assign Onboarding for staged")
  }

  @Test(arguments: [
    ("assign Website for staged", "unassign Website for staged"),
    ("role Employee for staged", "role Manager for staged"),
    ("role Manager for priya.nair@zylker.example", "drop priya.nair@zylker.example"),
    ("set notify=off", "set notify=on"),
  ]) func `a preview follows what changed since the one before`(
    change: String, undoing: String
  ) async throws {
    let first = await scene.output(of: "preview").standardOutput
    #expect(first.contains("1 add") && first.contains("1 invitation mail,"))
    #expect(await scene.output(of: "preview").standardOutput == first)
    #expect(await scene.run(change) == [.done])
    #expect(await scene.output(of: "preview").standardOutput != first)
    #expect(await scene.run(undoing) == [.done])
    #expect(await scene.output(of: "preview").standardOutput == first)
  }

  @Test func `nothing of a preview is left once its plan was imported`() async throws {
    let first = await scene.output(of: "preview").standardOutput
    #expect(await scene.run("import --yes") == [.done])
    await scene.run("role Manager for ana.ruiz@zylker.example", "assign Onboarding for staged")
    let second = await scene.output(of: "preview").standardOutput
    #expect(first != second && second.contains("1 keep") && second.contains("Nothing to write"))
  }

  @Test func `a portal that changed within the second of its last read is another`() async throws {
    let first = await scene.output(of: "preview").standardOutput
    #expect(first.contains("1 add"))
    let readAt = await scene.interpreter.fetched?.portal.fetchedAt
    let ana = try PortalUser(
      id: #require(PortalUserID("4711")), email: #require(EmailAddress("ana.ruiz@zylker.example")),
      name: "Ana Ruiz", status: .active, kind: .staff, role: nil, roleName: "", profile: nil,
      profileName: "")
    await scene.portal.edit { $0.with(users: $0.users.all + [ana]) }
    #expect(await scene.run("refresh") == [.done])
    #expect(await scene.interpreter.fetched?.portal.fetchedAt == readAt)
    let second = await scene.output(of: "preview").standardOutput
    #expect(second != first && !second.contains("1 add"))
  }

  @Test func `a preview follows what was found out about the portal`() async throws {
    let first = await scene.output(of: "preview").standardOutput
    var found = Capabilities()
    found.entryRole = .ignored
    try await scene.interpreter.note(found)
    let second = await scene.output(of: "preview").standardOutput
    #expect(second != first)
    #expect(await scene.output(of: "preview").standardOutput == second)
    try await scene.interpreter.note(Capabilities())
    #expect(await scene.output(of: "preview").standardOutput == first)
  }

  @Test func `what a plan came to does not outlive the portal it was held against`() async throws {
    for line in ["refresh", "fetch contacts"] {
      await scene.run("preview")
      #expect(await scene.interpreter.lastPrepared != nil)
      await scene.run("preview matrix", "list projects")
      #expect(await scene.interpreter.lastPrepared != nil)
      #expect(await scene.run(line) == [.done])
      #expect(await scene.interpreter.lastPrepared == nil, "\(line)")
    }
    await scene.run("preview")
    try await scene.interpreter.readPortalAgain()
    #expect(await scene.interpreter.lastPrepared == nil)
    await scene.run("preview", "disconnect --discard")
    #expect(await scene.interpreter.lastPrepared == nil)
  }

  @Test func `the plan of a preview counts as memory once no step holds it`() async throws {
    func told(previewing: Bool) async throws -> Int {
      let scene = try Scene()
      await scene.run("connect sandbox", "role Manager for ana.ruiz@zylker.example")
      if previewing { await scene.run("preview") }
      await scene.run("undo", "role Manager for priya.nair@zylker.example")
      let told = await scene.output(of: "status --memory --format json").standardOutput
      return try #require(told.firstMatch(of: #/"session": ?(\d+)/#).flatMap { Int($0.1) })
    }
    #expect(try await told(previewing: true) > told(previewing: false))
  }
}

extension Interpreter {
  fileprivate func note(_ capabilities: Capabilities) async throws {
    let (services, fetched) = (try #require(services), try #require(fetched))
    try await services.journal.store(capabilities, of: portalKey(services, fetched.portal))
  }

  fileprivate func readPortalAgain() async throws {
    try await rereadPortal(try #require(services), membersOf: [], clientsOf: [])
  }
}
