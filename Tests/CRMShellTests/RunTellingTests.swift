import CRMShell
import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

/// What is told of people of a run that stopped on its way, while it is open and once it is closed.
@Suite struct RunTellingTests {
  private static let (priya, siobhan, patricia) = (
    "priya.nair@zylker.example", "o'brien@zylker.example", "patricia.boyle@zylker.example"
  )

  /// A scene with a run that the server stopped after its first call: Siobhán was invited, Priya and Patricia
  /// keep another role than was asked for, and of Patricia nothing else was asked.
  private func stopped(owner: String? = nil) async throws -> Scene {
    var options = Scene.Options()
    options.fault = { number, _ in
      number == 2 ? .turnAway(.throttled(retryAfter: 900)) : .none
    }
    var world = try #require(World(options))
    if let owner { world.portal.owner = EmailAddress(owner) }
    options.world = world
    let scene = try Scene(options)
    await scene.run(
      "connect sandbox", "role Manager for where crm.role = \"Sales Manager\"",
      "assign Onboarding, 2026 for staged", "role Employee for \(Self.patricia)", "import --yes")
    let ends = try await scene.journal.runs(matching: nil).map(\.endedAt)
    try #require(ends == [nil])
    return scene
  }

  private func told(_ line: String, in scene: Scene) async -> String {
    await scene.output(of: line).standardOutput
  }

  /// The line of a table that is about somebody.
  private func row(_ email: String, _ line: String, in scene: Scene) async -> String {
    await told(line, in: scene).split(separator: "\n").first { $0.hasPrefix(email) }
      .map(String.init) ?? ""
  }

  @Test func `who comes as a client user is new to the portal`() async throws {
    let scene = try Scene()
    await scene.run(
      "connect sandbox", "fetch contacts", "customer auto for cleo@solaris.example",
      "role Manager for ana.ruiz@zylker.example", "assign Website for staged")
    #expect(await told("preview", in: scene).contains("2 add"))
    let status = await told("status", in: scene)
    #expect(status.contains("2 people, 2 new to the portal, 0 blocked"), "\(status)")
  }

  @Test func `who was invited and got no further is told as done in part, once it is closed`()
    async throws
  {
    let scene = try await stopped()
    await scene.run("abandon")
    let row = await row(Self.siobhan, "report", in: scene)
    #expect(row.contains("done in part"), "\(row)")
    let story = await told("explain \(Self.siobhan) in 1", in: scene)
    #expect(story.contains("done in part, abandoned"), "\(story)")
    let other = await self.row(Self.priya, "report", in: scene)
    #expect(other.contains("not sent"), "\(other)")
    // Programs have one word for both.
    for line in ["report --format json", "explain \(Self.siobhan) in 1 --format json"] {
      let data = await told(line, in: scene)
      #expect(data.contains(#""result":"not_sent""#) && !data.contains("done_in_part"), "\(data)")
    }
    #expect(await told("report --format csv", in: scene).contains(",not_sent,abandoned,"))
  }

  @Test func `of whom nothing is asked is told as kept while the run is open`() async throws {
    let scene = try await stopped()
    let kept = await row(Self.patricia, "report", in: scene)
    #expect(kept.contains("kept") && !kept.contains("unfinished"), "\(kept)")
    #expect(await row(Self.priya, "report", in: scene).contains("unfinished"))
    let story = await told("explain \(Self.patricia) in 1", in: scene)
    #expect(story.contains("result") && !story.contains("unfinished"), "\(story)")
  }

  @Test(arguments: ["resume --wait", "abandon"])
  func `what people keep is told by the process that comes to the end`(line: String) async throws {
    let scene = try await stopped()
    let words = await told(line, in: scene)
    let count = line == "abandon" ? "1 person keeps" : "2 people keep"
    #expect(words.contains("\(count) a role or profile other than was asked for"), "\(words)")
    let kept = await row(Self.patricia, "report", in: scene)
    #expect(kept.contains("role-kept: keeps role Manager, not Employee"), "\(kept)")
    let data = await told("report --format csv", in: scene)
    #expect(data.contains(#"role-kept,"keeps role Manager, not Employee""#), "\(data)")
    // The role that was asked for is none that they were to have.
    for email in [Self.patricia, Self.priya] {
      let person = await told("explain \(email) in 1 --format json", in: scene)
      #expect(person.contains(#""role":null"#), "\(person)")
    }
  }

  @Test func `what the owner keeps is told as the owner's`() async throws {
    let scene = try await stopped(owner: Self.patricia)
    let words = await told("resume --wait", in: scene)
    #expect(
      words.contains("owner-kept") && words.contains("owns the portal: keeps role Manager"),
      "\(words)")
    #expect(words.contains("1 person keeps a role or profile"), "\(words)")
  }
}
