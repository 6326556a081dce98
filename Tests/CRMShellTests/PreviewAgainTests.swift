import CRMShell
import CRMShellTesting
import Testing

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
}
