import CRMShell
import CRMShellTesting
import ImportEngine
import ImportModel
import Reporting
import Testing

/// What a session takes of what an earlier one kept: only what CRM says is as it was.
@Suite struct SnapshotSessionTests {
  /// A scene in which 1,200 contacts were fetched by a sign-in, and a shell started anew.
  private func restarted(_ before: (Scene) async -> Void = { _ in }) async throws -> Scene {
    let scene = try Scene()
    await scene.crm.editContacts { _ in Self.contacts(1_200) }
    await scene.crm.tellChange(of: .contacts, at: 100)
    await scene.crm.tellChange(of: .accounts, at: 90)
    await before(scene)
    let codes = await scene.run(
      "login work --dc eu --secrets secrets.txt --yes", "connect work", "fetch contacts")
    #expect(codes == [.done, .done, .done])
    return Scene(restarting: scene, mode: RunMode())
  }

  private static func contacts(_ count: Int) -> [CRMRecord] {
    (0..<count).compactMap { number in
      ZohoID<CRMRecord>(String(8_000_000 + number)).map {
        CRMRecord(id: $0, values: [.text("c\(number)@many.example")])
      }
    }
  }

  private func fetched(_ scene: Scene) async -> String {
    #expect(await scene.interpreter.execute("connect work", from: .standardInput) == .done)
    scene.clock.advance(milliseconds: 3_600_000)
    return await scene.output(of: "fetch contacts").standardOutput
  }

  @Test(arguments: [(0, "now"), (300, "5m"), (10_800, "3h"), (172_800, "2d")] as [(Int64, String)])
  func `offline the prompt names the portal and tells an age in a word`(
    seconds: Int64, age: String
  ) async throws {
    let scene = Scene(restarting: try await restarted(), mode: RunMode(isOffline: true))
    #expect(await scene.run("connect work") == [.done])
    let taken = try #require(await scene.interpreter.fetched?.fetchedAt)
    scene.clock.advance(milliseconds: (taken + seconds - scene.clock.wallSeconds) * 1000 + 500)
    #expect(
      await scene.interpreter.prompt().plain == "work:Zylker Projects offline \(age)> ")
  }

  @Test func `contacts that did not change are not fetched again`() async throws {
    let scene = try await restarted()
    let reads = await scene.crm.reads
    let said = await fetched(scene)
    #expect(said.contains("1200 contacts, as fetched on "), "\(said)")
    #expect(await scene.crm.reads - reads < 20)
    #expect(await scene.output(of: "count contacts").standardOutput.contains("1200"))
    let told = await scene.output(of: "fetch contacts --format json").standardOutput
    #expect(told.contains("\"as_of\":\""), "\(told)")
  }

  @Test(arguments: ["contact", "account", "fewer", "user", "off", "other world's", "damaged"])
  func `contacts are fetched where anything may have changed`(what: String) async throws {
    let scene = try await restarted()
    switch what {
    case "contact": await scene.crm.tellChange(of: .contacts, at: 101)
    case "account": await scene.crm.tellChange(of: .accounts, at: 91)
    case "fewer": await scene.crm.editContacts { Array($0.dropLast()) }
    case "user": await scene.crm.edit { Array($0.dropLast()) }
    case "off": await scene.run("set snapshots=off")
    case "damaged": scene.snapshots.with { $0.flaw = .damaged(path: "/x") }
    default:
      let kept: [KeptSnapshot<PortalSnapshot>] = await scene.snapshots.portals(
        of: SnapshotOwner(baseURL: scene.portal.baseURL, account: "pat@zylker.example"))
      let key = try #require(kept.first?.value).key
      let old: KeptSnapshot<RecordsSnapshot<CRMContact>> = await scene.snapshots.records(
        .contacts, of: key)
      let found = try #require(old.value)
      try await scene.snapshots.keep(
        RecordsSnapshot(
          key: PortalKey(
            baseURL: key.baseURL, account: key.account, portal: key.portal, instance: "older"),
          module: .contacts, table: found.table, filters: nil, lastChanges: found.lastChanges,
          counts: found.counts, hidden: found.hidden, users: found.users, fetchedAt: 1))
    }
    let said = await fetched(scene)
    #expect(said.contains("contacts fetched"), "\(said)")
  }

  @Test func `few contacts are fetched anew: asking about them costs as much`() async throws {
    let scene = try await restarted { scene in
      await scene.crm.editContacts { _ in Self.contacts(1_000) }
    }
    #expect(await fetched(scene).contains("1000 of 1000 contacts fetched"))
  }

  @Test func `a line that reads nothing writes nothing`() async throws {
    let scene = try await restarted()
    await scene.run("connect work")
    let written = scene.snapshots.with { $0.written }
    await scene.run("status", "select all", "list users", "count all", "undo")
    #expect(scene.snapshots.with { $0.written } == written)
    await scene.run("preview")
    #expect(scene.snapshots.with { $0.written } == written)
    await scene.run("fetch accounts")
    #expect(scene.snapshots.with { $0.written } > written)
  }

  @Test func `of the rehearsal server inside the process nothing is kept`() async throws {
    let scene = try Scene()
    await scene.run("connect sandbox", "fetch contacts", "refresh")
    #expect(scene.snapshots.with { $0.written } == 0)
  }

  @Test func `logout forgets, but not what another sign-in of the account still uses`() async throws
  {
    let scene = try await restarted()
    let owner = SnapshotOwner(baseURL: scene.portal.baseURL, account: "pat@zylker.example")
    await scene.run("login other --dc eu --secrets secrets.txt --yes", "logout other")
    #expect(await scene.snapshots.portals(of: owner).count == 1)
    await scene.run("logout work")
    #expect(await scene.snapshots.portals(of: owner).isEmpty)
  }

  /// Whatever asks a server says so; the simulation would have counted it.
  @Test func `no command asks a server offline`() async throws {
    let online = try await restarted()
    let scene = Scene(restarting: online, mode: RunMode(isOffline: true))
    let (crm, portal) = (await scene.crm.reads, await scene.portal.reads)
    await scene.run(
      "connect work", "select all", "role Manager", "assign Website", "preview", "preview --fresh",
      "import --yes", "resume", "abandon", "revert", "refresh", "fetch accounts", "doctor",
      "logout work", "login x --dc eu --secrets secrets.txt --yes", "customer auto",
      "select nobody@x.example", "show priya.nair@zylker.example", "list portals", "runs",
      "list users where portal.projects = Website", "preview revert last", "retry", "status")
    #expect(await scene.crm.reads == crm)
    #expect(await scene.portal.reads == portal)
    #expect(await scene.portal.sent.isEmpty)
    #expect(scene.signIn.with { $0.kept.keys.sorted() } == ["work"])
  }

  @Test func `the service that stands for the portal offline sends nothing`() async throws {
    let online = try await restarted()
    let connector = OfflineConnector(
      online: SceneConnector(
        crm: online.crm, portal: online.portal, journal: online.journal, signIn: online.signIn),
      snapshots: online.snapshots)
    let services = try await connector.connect(to: "work")
    let portal = try #require(services.kept?.first).key.portal
    let email = try #require(EmailAddress("a@b.example"))
    let call = WriteCall.addToPortal(
      email, role: try #require(RoleID("3001")), profile: nil, notify: true)
    guard
      case .failed = await services.projects.turn(for: call, to: portal, deadline: 1),
      case .turnedAway = await services.projects.send(
        call, to: portal, using: .unlimited, deadline: 1)
    else {
      Issue.record("a call was let through")
      return
    }
    #expect(await online.portal.sent.isEmpty)
  }
}
