import ImportModel
import Testing

/// Profiles of client users, in projects and for the portal.
struct ClientProfileTests {
  private let target: CustomerTarget
  private let (one, two): (ProjectID, ProjectID)

  init() throws {
    target = .existing(try Sample.id("42"))
    (one, two) = (try Sample.id("1"), try Sample.id("2"))
  }

  /// Contact 1 for Solaris in both projects: `31` in general, `32` in the second project.
  private func change(replaces: Bool = false, in portal: Portal) throws -> Change {
    let eva = try Sample.contact("1")
    var plan = try Sample.plan(of: .existing(Sample.id("42")), [eva], projects: ["1", "2"])
    _ = plan.stage(try Sample.staged("31", replaces: replaces, at: 3), in: [], for: [eva])
    _ = plan.stage(try Sample.staged("32", replaces: replaces, at: 4), in: [two], for: [eva])
    return try #require(Assessment(of: plan, against: portal).changes.first)
  }

  @Test func `a new client user comes with the profile of each project`() throws {
    let change = try change(in: Sample.clientPortal())
    #expect(
      change.parts == [
        .introduceClient(project: one, customer: target, profile: try Sample.id("31")),
        .joinClient(project: two, customer: target, profile: try Sample.id("32")),
      ])
    #expect(change.kept == [] && change.kind == .add)
  }

  @Test func `a client user's profiles are kept where no line replaces them`() throws {
    let portal = try Sample.clientPortal(
      users: [Sample.client("c1@kite.com", of: "42")],
      inWebsite: [Sample.member("c1@kite.com", profile: "30")])
    let change = try change(in: portal)
    #expect(
      change.parts == [
        .joinClient(project: two, customer: target, profile: try Sample.id("32"))
      ])
    #expect(
      change.kept == [
        .profile(project: nil, has: "Client", wanted: try Sample.id("31")),
        .profile(project: one, has: "Profile 30", wanted: try Sample.id("31")),
      ])
    #expect(change.kind == .join)
  }

  @Test func `a line that replaces changes them`() throws {
    let portal = try Sample.clientPortal(
      users: [Sample.client("c1@kite.com", of: "42")],
      inWebsite: [Sample.member("c1@kite.com", profile: "30")])
    let change = try change(replaces: true, in: portal)
    let (from, to): (ProfileID, ProfileID) = (try Sample.id("30"), try Sample.id("31"))
    #expect(
      change.parts == [
        .profile(project: nil, from: from, to: to), .profile(project: one, from: from, to: to),
        .joinClient(project: two, customer: target, profile: try Sample.id("32")),
      ])
    #expect(change.kept == [] && change.kind == .change)
  }

  @Test func `a client user who has the profiles is kept`() throws {
    var portal = try Sample.clientPortal(
      users: [Sample.client("c1@kite.com", of: "42")],
      inWebsite: [Sample.member("c1@kite.com", profile: "30")])
    portal.clients[two] = ProjectClients(
      customers: [try Sample.id("42")],
      users: ProjectMembers([try Sample.member("c1@kite.com", profile: "30")]))
    let eva = try Sample.contact("1")
    var plan = try Sample.plan(of: .existing(Sample.id("42")), [eva], projects: ["1", "2"])
    _ = plan.stage(try Sample.staged("30", replaces: true, at: 3), in: [], for: [eva])
    let found = Assessment(of: plan, against: portal)
    #expect(found.changes.map(\.kind) == [.keep] && found.changes[0].kept == [])
    #expect(found.written.isEmpty && found.customers.map(\.kind) == [.keep])
  }

  @Test func `a profile for a project that a client user is not in makes them no member`() throws {
    let eva = try Sample.contact("1")
    var plan = try Sample.plan(of: .existing(Sample.id("42")), [eva], projects: [])
    _ = plan.stage(try Sample.staged("32", replaces: true), in: [two], for: [eva])
    let portal = try Sample.clientPortal(users: [Sample.client("c1@kite.com", of: "42")])
    let found = Assessment(of: plan, against: portal)
    #expect(found.changes.map(\.parts) == [[]] && found.changes[0].blocked == [])
  }
}
