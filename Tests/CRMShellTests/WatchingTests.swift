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

  @Test func `a run of another shell is told as it begins and ends, and stands at the right`()
    async throws
  {
    let scene = try await connected()
    await scene.run("import --yes")
    _ = await scene.interpreter.news()
    let context = try #require(
      try await scene.journal.runs(matching: nil).first?.context)
    let run = try await scene.journal.begin(
      RunOpening(
        context: context, planDigest: "0", stateDigest: "0", reason: nil, startedAt: 5, people: [],
        items: []))
    #expect(await news(scene) == ["run \(run) of this portal has begun in another shell"])
    #expect(await scene.interpreter.stateAtRight == ["run \(run) open"])
    #expect(await news(scene) == [])
    try await scene.journal.close(
      run, with: RunClosing(word: "partial", exitCode: 4, at: 6, people: [], items: []))
    #expect(
      await news(scene) == [
        "run \(run) of this portal has ended in another shell: partial; refresh tells what changed"
      ])
    #expect(await scene.interpreter.stateAtRight == [])
    await scene.run("disconnect")
    #expect(await news(scene) == [])
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
