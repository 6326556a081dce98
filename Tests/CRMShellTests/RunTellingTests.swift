import CRMShell
import CRMShellTesting
import Testing

/// What is told of people of a plan, or of a run.
@Suite struct RunTellingTests {
  @Test func `who comes as a client user is new to the portal`() async throws {
    let scene = try Scene()
    await scene.run(
      "connect sandbox", "fetch contacts", "customer auto for cleo@solaris.example",
      "role Manager for ana.ruiz@zylker.example", "assign Website for staged")
    #expect(await scene.output(of: "preview").standardOutput.contains("2 add"))
    let status = await scene.output(of: "status").standardOutput
    #expect(status.contains("2 people, 2 new to the portal, 0 blocked"), "\(status)")
  }
}
