import CRMShell
import CRMShellTesting
import ImportEngine
import ImportModel
import Reporting
import Testing

/// What is told at the prompt while nothing runs.
@Suite struct WatchingTests {
  /// A shell that is connected, with somebody staged.
  private func connected(_ options: Scene.Options = Scene.Options()) async throws -> Scene {
    let scene = try Scene(options)
    let codes = await scene.run(
      "connect sandbox",
      "role Manager for where crm.role = \"Sales Manager\" and portal.status = absent",
      "assign Website for staged; drop blocked")
    #expect(codes == [.done, .done, .done])
    _ = await scene.interpreter.news()
    return scene
  }

  private func news(_ scene: Scene) async -> [String] { await scene.interpreter.news().map(\.raw) }

  @Test func `where nothing is connected and where nothing happens, nothing is told`() async throws
  {
    let scene = try Scene()
    #expect(await news(scene) == [])
    #expect(await scene.interpreter.stateAtRight == [])
    await scene.run("connect sandbox")
    #expect(await news(scene) == [], "what is seen first is no news")
    #expect(await news(scene) == [])
    #expect(await scene.interpreter.stateAtRight == [])
  }

  /// A run as another shell has begun it.
  private func begin(_ scene: Scene) async throws -> Int {
    let context = try #require(try await scene.journal.runs(matching: nil).first?.context)
    return try await scene.journal.begin(
      RunOpening(
        context: context, planDigest: "0", stateDigest: "0", reason: nil, startedAt: 5, people: [],
        items: []))
  }

  private func end(_ run: Int, _ scene: Scene, _ word: String, at second: Int64) async throws {
    try await scene.journal.close(
      run, with: RunClosing(word: word, exitCode: 4, at: second, people: [], items: []))
  }

  @Test func `a run of another shell is told as it begins and ends, and stands at the right`()
    async throws
  {
    let scene = try await connected()
    await scene.run("import --yes")
    #expect(await news(scene) == [], "a run of this shell is no news")
    let run = try await begin(scene)
    #expect(await news(scene) == ["run \(run) of this portal has begun in another shell"])
    #expect(await scene.interpreter.stateAtRight == ["run \(run) open"])
    #expect(await news(scene) == [])
    try await end(run, scene, "partial", at: 6)
    #expect(
      await news(scene) == [
        "run \(run) of this portal has ended in another shell: partial; it wrote nothing"
      ])
    #expect(await scene.interpreter.stateAtRight == [])
    await scene.run("disconnect")
    #expect(await news(scene) == [])
  }

  @Test func `what others did while a line ran is told behind it, and what the line did is not`()
    async throws
  {
    let scene = try await connected()
    await scene.run("import --yes")
    let first = try await begin(scene)
    try await end(first, scene, "done", at: 6)
    #expect(await scene.run("revert \(first - 1) --yes") == [.done])
    let second = try await begin(scene)
    #expect(
      await news(scene) == [
        "run \(first) of this portal has ended in another shell: done; it wrote nothing",
        "run \(second) of this portal has begun in another shell",
      ])
    #expect(await news(scene) == [])
  }

  @Test func `what was read before another shell's import ended is said to be older`() async throws
  {
    let scene = try await connected()
    await scene.run("import --yes")
    let run = try await begin(scene)
    _ = await news(scene)
    try await scene.journal.record(
      IntentRecord(
        number: 1, attempt: 1, kind: .join, project: nil, people: [], digest: "0", at: 5,
        deadline: 6), in: run)
    let end = scene.clock.wallSeconds
    try await self.end(run, scene, "done", at: end)
    let told = await news(scene)
    #expect(
      told == [
        "run \(run) of this portal has ended in another shell: done; what was read of the portal here is older; refresh reads it anew"
      ])
  }

  @Test func `news that nobody is left to hear is told to the next who asks`() async throws {
    let scene = try await connected()
    await scene.run("import --yes")
    let run = try await begin(scene)
    let given = Task {
      while !Task.isCancelled { await Task.yield() }
      return await scene.interpreter.news()
    }
    given.cancel()
    #expect(await given.value.isEmpty)
    #expect(await news(scene) == ["run \(run) of this portal has begun in another shell"])
  }

  @Test func `an access token that another shell renewed is told once`() async throws {
    var options = Scene.Options()
    let standing = StaticStanding()
    let start = VirtualClock().wallSeconds
    standing.renewal.move(to: start + 60)
    options.standing = standing
    let scene = try await connected(options)
    #expect(await news(scene) == [])
    standing.renewal.move(to: start + 3300)
    #expect(await news(scene) == ["another shell has renewed the access token, for 55 min"])
    #expect(await news(scene) == [])
    standing.renewal.move(to: start + 4000, isOurs: true)
    #expect(await news(scene) == [], "this shell renewed it")
    standing.renewal.move(to: nil)
    #expect(await news(scene) == [], "the record was taken away")
  }

  @Test func `a lock-out stands at the right in minutes, and its end is told`() async throws {
    var options = Scene.Options()
    var standing = StaticStanding()
    let start = VirtualClock().wallSeconds
    standing.spend("projectusers", calls: 100, lockedUntil: start + 90)
    standing.spend("users", calls: 100, lockedUntil: start + 1530)
    options.standing = standing
    let scene = try await connected(options)
    #expect(await scene.interpreter.stateAtRight == ["shut for 26 min"])
    scene.clock.advance(milliseconds: 1_471_000)
    #expect(await scene.interpreter.stateAtRight == ["shut for 1 min"])
    #expect(await news(scene) == [])
    scene.clock.advance(milliseconds: 60_000)
    #expect(await scene.interpreter.stateAtRight == [])
    #expect(await news(scene) == ["the lock-out is over: the server may be asked again"])
    #expect(await news(scene) == [])
  }
}
